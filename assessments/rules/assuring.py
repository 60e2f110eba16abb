"""May this person assure and finalise this marking, and are the changes explained?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say
from awarding.kernel.text import cleaned


@rule("A29", "A31")
def lead_did_not_mark_it(*, marked: bool, reviewed: bool) -> Refusal | None:
    """Has the lead assessor kept their hands off this work until now?

    Having marked any round of it, or reviewed it, counts.
    """
    if not marked and not reviewed:
        return None
    return Refusal(
        "A29",
        clauses.TWO_PEOPLE,
        say("You have marked or reviewed this work. Another lead assessor must assure it."),
    )


@rule("A30", "A31")
def assured_by_who_opened_it(*, opened_by: int, by: int) -> Refusal | None:
    """Is it finalised or returned by the lead assessor who opened it?"""
    if opened_by == by:
        return None
    return Refusal(
        "A31",
        clauses.ONE_LEAD,
        say("Another lead assessor has this open. Take the next one in the queue."),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What the lead assessor decided on one criterion, beside the assessor's own view."""

    label: str
    was_decision: str
    was_feedback: str
    decision: str
    feedback: str
    reason: str

    @property
    def is_change(self) -> bool:
        """Tell whether anything differs from the assessor's view."""
        return (self.decision, _plain(self.feedback)) != (
            self.was_decision,
            _plain(self.was_feedback),
        )


def _plain(words: str) -> str:
    """Return a text as it compares: cleaned, as what comes back from a box is."""
    return cleaned(words).strip()


@rule("A30")
def every_change_differs(changes: Sequence[Change]) -> Refusal | None:
    """Does each criterion that is said to be changed differ from the assessor's view?"""
    same = [one.label for one in changes if not one.is_change]
    if not same:
        return None
    return Refusal(
        "A30",
        clauses.REASONS,
        say("Change the decision or the feedback of {labels}, or agree.", labels=", ".join(same)),
    )


@rule("A30")
def every_change_has_its_reason(changes: Sequence[Change]) -> Refusal | None:
    """Does each change of a decision or of feedback say why?"""
    silent = [one.label for one in changes if one.is_change and not one.reason.strip()]
    if not silent:
        return None
    return Refusal(
        "A30",
        clauses.REASONS,
        say("Say why you changed: {labels}.", labels=", ".join(silent)),
    )


@rule("A28")
def every_change_has_feedback(changes: Sequence[Change]) -> Refusal | None:
    """Does each changed criterion still have feedback?"""
    silent = [one.label for one in changes if not one.feedback.strip() or not one.decision]
    if not silent:
        return None
    return Refusal(
        "A28",
        clauses.FEEDBACK,
        say("Give a decision and feedback for: {labels}.", labels=", ".join(silent)),
    )


@rule("A30")
def return_says_why(comment: str) -> Refusal | None:
    """Does a return to the assessor say what to look at again?"""
    if comment.strip():
        return None
    return Refusal(
        "A30",
        clauses.REASONS,
        say("Tell the assessor what to look at again."),
    )
