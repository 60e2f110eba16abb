"""The clauses of the assessment service that its rules quote."""

from awarding.kernel.rules import Clause


def step(number: int, words: str) -> Clause:
    """Return a clause of the assessment service's guidance, by its step."""
    return Clause("Assessment service", "1", f"step {number}", words)


APPROVAL = step(1, "You must have … approval to offer these qualifications.")
SERVICE_CODES = step(3, "Register your learners … using the relevant … Assessment codes.")
FINAL_VERSIONS = step(5, "The final versions of these need to be uploaded.")
REVIEW = step(
    5,
    "You will need to review assessments prior to submission to ensure they address the"
    " assessment requirements.",
)
DOCUMENTS = step(5, "Ensure … that all relevant documentation is in place.")
AUTHENTIC = Clause(
    "Cover sheet",
    "1",
    "authenticity",
    "The learner and the centre each state that the work is the learner's own.",
)
CHECKED_FIRST = step(
    6, "Once a submission has been quality-checked it will be assigned to one of our assessors."
)
FEEDBACK = step(6, "Provide feedback against each assessment criteria onto the mark sheets.")
LEAD_ASSESSOR = step(
    6,
    "After marking, assessments are forwarded to a Lead Assessor for quality assurance and"
    " finalising.",
)
SHEET = step(7, "Once finalised, we will upload the result sheet … and release the results.")
TRACKER = step(7, "You will receive your learner's results … on your own tracker dashboard.")
REGISTRY = step(
    7,
    "Following releasing of the results … we will enter the results … for the learners who have"
    " passed the assessment.",
)
TWENTY_FIVE_DAYS = step(
    7,
    "From correct submission of assessment to entering the results … up to 25 working days. The"
    " same … applies to re-submissions.",
)
INDEPENDENCE = Clause(
    "Conditions of recognition",
    "Ofqual",
    "A4",
    "Nobody with a personal interest in the outcome takes part in the assessment.",
)
