"""May a body put a number of its own in place of the reference scheme's?"""

from dataclasses import dataclass
from datetime import date

from awarding.kernel.rules import Clause, Refusal, own, rule, say
from awarding.rules.clock import SlaTerms

OWN_CLAUSE = own(
    "rulebook",
    "A body's own number is added to its rulebook with the clause that sets it and the day "
    "from which it is in force. It changes nothing that was decided before.",
)

COUNTABLE = own(
    "rulebook",
    "A promise is of one working day at least and of a year of them at most. It turns amber"
    " before or with red, and red by its last day.",
)
#: A promise of more working days would run out of the calendar.
LONGEST = 250


@dataclass(frozen=True, slots=True)
class NewTerm:
    """The clause and the first day of a new set of values, beside the reference's clause."""

    cites: Clause
    reference: Clause
    from_on: date
    today: date


@rule("Q20")
def number_quotes_its_own_clause(new: NewTerm) -> Refusal | None:
    """Does the number quote a clause of the body's own, in its words?"""
    said = (new.cites.document, new.cites.number, new.cites.words)
    if new.cites != new.reference and all(part.strip() for part in said):
        return None
    return Refusal(
        "Q20",
        OWN_CLAUSE,
        say("Give the document, the number and the words of the clause that sets this."),
    )


@rule("Q20")
def number_is_for_days_to_come(new: NewTerm) -> Refusal | None:
    """Is the new number in force from today or later?"""
    if new.from_on >= new.today:
        return None
    return Refusal(
        "Q20",
        OWN_CLAUSE,
        say("Choose a first day from {today} on: the past keeps its rules.", today=new.today),
    )


@rule("Q20")
def clock_can_keep_it(terms: SlaTerms) -> Refusal | None:
    """Can a clock count by these numbers?

    One that cannot stops whatever would start it.
    """
    if 1 <= terms.days <= LONGEST and 0 <= terms.amber_from <= terms.red_from <= terms.days:
        return None
    return Refusal(
        "Q20",
        COUNTABLE,
        say(
            "Give from 1 to {longest} working days, a day for red that is not after the last,"
            " and a day for amber that is not after red.",
            longest=LONGEST,
        ),
    )
