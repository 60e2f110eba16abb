"""The clauses of the assessment service that rules quote, in the source's own words."""

from awarding.kernel.rules import Clause


def step(number: int, words: str) -> Clause:
    """Return a clause of the assessment service's guidance, by its step. It bears no issue."""
    return Clause("Assessment service", "", f"step {number}", words)


APPROVAL = step(
    1, "Please note that you must have [the body's] approval to offer these qualifications …"
)
SERVICE_CODES = step(
    3,
    "Register your learners through [the registry] using the relevant [service's] Assessment"
    " codes.",
)
OWN_LOG_IN = step(4, "… each person should have their own log-in for security purposes.")
TWENTY_FIVE_DAYS = step(
    7,
    "[The body] aims for the process from correct submission of assessment to entering the"
    " results onto [the registry] to take up to 25 working days to complete. The same SLA also"
    " applies to re-submissions.",
)
