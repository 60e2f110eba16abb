"""May this assessor mark this submission?"""

from dataclasses import dataclass
from datetime import date

from assessments.rules import clauses
from assessments.states import MARKING, S
from awarding.kernel.rules import Answer, Refusal, rule, say
from awarding.kernel.text import closed


@dataclass(frozen=True, slots=True)
class AllocationFacts:
    """What is known of an assessor and a marking on the day of allocation.

    ``approval`` is the one whose days these are.
    """

    on: date
    assessor: str
    unit: str
    state: str
    submission_state: str
    is_assessor_now: bool
    approved_from: date | None
    approved_until: date | None
    works_at_centre: bool
    conflict: str
    judged_before: bool
    checked_before: bool
    copies_ready: bool
    copies_are_stuck: bool = False
    approval: int | None = None


def of_the_work(facts: AllocationFacts) -> tuple[Answer, ...]:
    """Put the questions that are the same whoever the assessor is."""
    return (
        work_is_accepted(facts),
        waits_for_an_assessor(facts),
        copies_are_ready(facts),
    )


def of_the_assessor(facts: AllocationFacts) -> tuple[Answer, ...]:
    """Put the questions that are about this assessor."""
    return (
        is_an_assessor_now(facts),
        approved_for_the_unit(facts),
        no_interest(facts),
        assessor_has_not_judged_it(facts),
        assessor_has_not_checked_it(facts),
    )


@rule("A25")
def work_is_accepted(facts: AllocationFacts) -> Refusal | None:
    """Did the quality check accept the work?

    What is out already was accepted; whether it waits for an assessor is the next question.
    """
    if facts.submission_state in (S.ACCEPTED, S.RELEASED):
        return None
    return Refusal(
        "A25",
        clauses.CHECKED_FIRST,
        say("The quality check has not accepted this work. Check it first."),
    )


@rule("A26")
def waits_for_an_assessor(facts: AllocationFacts) -> Refusal | None:
    """Does the work wait for an assessor?

    Work that somebody holds is taken back first.
    """
    if MARKING.may("allocate", facts.state):
        return None
    return Refusal(
        "A26",
        clauses.ONE_ASSESSOR,
        say("It was allocated already. To give it to somebody else, take it back first."),
    )


@rule("A26")
def is_an_assessor_now(facts: AllocationFacts) -> Refusal | None:
    """Does the assessor work for the body as an assessor at that moment?"""
    if facts.is_assessor_now:
        return None
    return Refusal(
        "A26",
        clauses.APPROVED_ASSESSORS,
        say(
            "{assessor} does not work as an assessor today. Choose another assessor.",
            assessor=facts.assessor,
        ),
    )


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
                "{assessor} has declared an interest: {conflict} Choose another assessor.",
                assessor=facts.assessor,
                conflict=closed(facts.conflict),
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


@rule("A26")
def assessor_has_not_checked_it(facts: AllocationFacts) -> Refusal | None:
    """Has the assessor had no part in the quality check, which shows whose work it is?"""
    if not facts.checked_before:
        return None
    return Refusal(
        "A26",
        clauses.BY_NUMBER,
        say(
            "{assessor} checked this work and has read whose it is. Choose another assessor.",
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
