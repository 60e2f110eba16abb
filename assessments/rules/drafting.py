"""May a submission be opened, and may this file be added to it?"""

from assessments.rules import clauses
from assessments.states import SUBMISSION, S
from awarding.kernel.grades import Grade
from awarding.kernel.rules import Refusal, Sentence, rule, say

MEGABYTE = 1024 * 1024
LARGEST = clauses.LARGEST_MEGABYTES * MEGABYTE


@rule("A20")
def unit_is_of_the_qualification(*, unit_of: int, registered_on: int) -> Refusal | None:
    """Is the unit one of the qualification the learner is registered on?"""
    if unit_of == registered_on:
        return None
    return Refusal(
        "A20",
        clauses.UNITS,
        say("This unit is not one of the learner's qualification. Choose one that is."),
    )


@rule("A40", "Q27")
def unit_is_free(came_to: str | None, *, any_before: bool) -> Refusal | None:
    """May a submission be opened for this unit?

    What counts is what the last one that was not withdrawn came to. A referral opens the next;
    work under way and a pass do not.
    """
    if not any_before or came_to == Grade.REFERRAL:
        return None
    if came_to == Grade.PASS:
        reason = say("The learner has passed this unit. There is nothing more to submit for it.")
        return Refusal("Q27", clauses.ONE_AT_A_TIME, reason)
    reason = say(
        "This learner has a submission for this unit already. Open it from the learner's page."
    )
    return Refusal("Q27", clauses.ONE_AT_A_TIME, reason)


@rule("A19")
def file_is_not_there(name: str, same: str) -> Refusal | None:
    """Is this file not in the upload yet, as the same kind of document?

    The bytes are compared, not the names. One file may be two kinds of document.
    """
    if not same:
        return None
    return Refusal(
        "A19",
        clauses.ADDED_ONCE,
        say("“{name}” is in this upload already, as “{same}”.", name=name, same=same),
    )


@rule("A19")
def file_can_be_taken(name: str, size: int, *, most: int = LARGEST) -> Refusal | None:
    """Has this file anything in it, and is it no larger than the service takes?"""
    if size > most:
        words = "“{name}” must be no larger than {most} MB."
        too_large = say(words, name=name, most=most // MEGABYTE)
        return Refusal("A19", clauses.LARGEST_FILE, too_large)
    if not size:
        empty = say("“{name}” is empty. Choose the file again.", name=name)
        return Refusal("A19", clauses.INSPECTED, empty)
    return None


@rule("A19", "A25")
def work_may_be_withdrawn(state: str) -> Refusal | None:
    """May the centre still withdraw this work?

    Until its quality check begins, and while it is returned. The check decides of it in between.
    """
    if SUBMISSION.may("withdraw", state):
        return None
    return Refusal("A19", clauses.WITHDRAWN_UNTIL, _kept_because(state))


def _kept_because(state: str) -> Sentence:
    if state == S.CHECKING:
        return say(
            "The quality check of this work has begun, so it is not withdrawn now. Wait for the"
            " check: if the work comes back to you, you can withdraw it then. If it must not be"
            " assessed at all, tell the awarding body now."
        )
    if state == S.ACCEPTED:
        return say(
            "This work passed its quality check and is being assessed, so it is not withdrawn."
            " If it must not be assessed, tell the awarding body."
        )
    if state == S.RELEASED:
        return say("The result of this work is released, so it is not withdrawn. Read the result.")
    return say("This work is withdrawn already. Open the unit anew from the learner's page.")
