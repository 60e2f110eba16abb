"""May this assessor mark this submission?"""

from dataclasses import dataclass
from datetime import date

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say


@dataclass(frozen=True, slots=True)
class AllocationFacts:
    """What is known of an assessor and a submission on the day of allocation."""

    on: date
    assessor: str
    unit: str
    approved_from: date | None
    approved_until: date | None
    works_at_centre: bool
    conflict: str
    judged_before: bool
    copies_ready: bool
    copies_are_stuck: bool = False


@rule("A26")
def approved_for_the_unit(facts: AllocationFacts) -> Refusal | None:
    """Is the assessor approved for the unit on that day?

    The day an approval ends is the first day it no longer covers.
    """
    begun = facts.approved_from is not None and facts.approved_from <= facts.on
    ended = facts.approved_until is not None and facts.approved_until <= facts.on
    if begun and not ended:
        return None
    return Refusal(
        "A26",
        clauses.APPROVED_ASSESSORS,
        say(
            "{assessor} is not approved for {unit} today. Choose another assessor.",
            assessor=facts.assessor,
            unit=facts.unit,
        ),
        until=facts.approved_from if not begun else None,
    )


@rule("A26")
def no_interest(facts: AllocationFacts) -> Refusal | None:
    """Is the assessor free of any interest in the centre or the learner?

    Somebody who ever worked at the centre counts as having one.
    """
    if facts.works_at_centre:
        return Refusal(
            "A26",
            clauses.INDEPENDENCE,
            say(
                "{assessor} works or worked at the centre. Choose another assessor.",
                assessor=facts.assessor,
            ),
        )
    if facts.conflict:
        return Refusal(
            "A26",
            clauses.INDEPENDENCE,
            say(
                "{assessor} has declared an interest: {conflict}. Choose another assessor.",
                assessor=facts.assessor,
                conflict=facts.conflict,
            ),
        )
    return None


@rule("A29")
def assessor_has_not_judged_it(facts: AllocationFacts) -> Refusal | None:
    """Has the assessor not assured or reviewed this submission before?"""
    if not facts.judged_before:
        return None
    return Refusal(
        "A29",
        clauses.TWO_PEOPLE,
        say(
            "{assessor} has judged this work before. Choose another assessor.",
            assessor=facts.assessor,
        ),
    )


_STUCK = (
    "The assessor's copies could not be made. Somebody with the Registry role sees why under"
    " Registry, and can have them tried again."
)


@rule("A26")
def copies_are_ready(facts: AllocationFacts) -> Refusal | None:
    """Are the assessor's copies made, without the learner's name in them?"""
    if facts.copies_ready:
        return None
    if facts.copies_are_stuck:
        return Refusal("A26", clauses.COPIES, say(_STUCK))
    return Refusal(
        "A26",
        clauses.COPIES,
        say("The assessor's copies of the files are still being made. Try again in a minute."),
    )
