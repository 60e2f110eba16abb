"""Is a mark sheet complete, and what does it come to?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules import clauses
from awarding.kernel.grades import Grade
from awarding.kernel.rules import Refusal, rule, say


@dataclass(frozen=True, slots=True)
class Mark:
    """The decision and feedback on one criterion."""

    label: str
    decision: str
    feedback: str


@rule("A27", "A28")
def every_criterion_has_decision_and_feedback(marks: Sequence[Mark]) -> Refusal | None:
    """Does every criterion have a decision and feedback?

    Spaces are not feedback.
    """
    missing = [mark.label for mark in marks if not mark.decision or not mark.feedback.strip()]
    if not missing and marks:
        return None
    return Refusal(
        "A28",
        clauses.FEEDBACK,
        say(
            "Give a decision and feedback for each criterion. Still open: {labels}.",
            labels=", ".join(missing) or "all",
        ),
    )


def outcome_of(decisions: Sequence[str]) -> Grade:
    """Return what the decisions come to: a pass when every criterion passes, else a referral."""
    return comes_to(sum(one == Grade.PASS for one in decisions), len(decisions))


def comes_to(passed: int, criteria: int) -> Grade:
    """Return what so many passed criteria of so many come to; of none, nothing is passed."""
    return Grade.PASS if 0 < criteria == passed else Grade.REFERRAL
