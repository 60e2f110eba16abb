"""Is a submission correct, and if not, does its return say what to do?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the quality check, and what the centre must do where it is not met."""

    code: str
    words: str
    is_met: bool
    what_to_do: str = ""


@rule("A25", "A41")
def every_point_is_met(points: Sequence[Point]) -> Refusal | None:
    """Is the submission correct on every point of the check?

    Only a correct submission starts the clock; one point not met means it is returned.
    """
    unmet = [point.words.rstrip(".") for point in points if not point.is_met]
    if not unmet:
        return None
    return Refusal(
        "A25",
        clauses.CHECKED_FIRST,
        say(
            "Accept the work only if every point is met. Not met: {points}. Return the work to the"
            " centre, or choose “Met” if that is so.",
            points="; ".join(unmet),
        ),
    )


@rule("A25")
def every_point_is_answered(
    asked: Sequence[tuple[str, str]], points: Sequence[Point]
) -> Refusal | None:
    """Has somebody answered every point that is asked of this submission?

    What nobody looked at is not met: silence accepts nothing.
    """
    answered = {point.code for point in points}
    silent = [words.rstrip(".") for code, words in asked if code not in answered]
    if not silent:
        return None
    words = say(
        "Say of each point whether it is met. Not answered: {points}.", points="; ".join(silent)
    )
    if len(silent) == 1:
        words = say("Choose whether this is met: {points}.", points=silent[0])
    return Refusal("A25", clauses.CHECKED_FIRST, words)


@rule("A25")
def return_says_what_to_do(points: Sequence[Point]) -> Refusal | None:
    """Does the return name at least one point, and for each what the centre must do?"""
    unmet = [point for point in points if not point.is_met]
    if not unmet:
        return Refusal(
            "A25",
            clauses.RETURNED,
            say("Every point is met. Accept the submission, or untick the point that is not."),
        )
    silent = [point.words.rstrip(".") for point in unmet if not point.what_to_do.strip()]
    if not silent:
        return None
    return Refusal(
        "A25",
        clauses.RETURNED,
        say("Say what the centre must do about: {points}.", points="; ".join(silent)),
    )


@rule("A25")
def answer_is_due_later(answer_by: date, today: date) -> Refusal | None:
    """Is the centre given until tomorrow or later to answer?"""
    if answer_by > today:
        return None
    return Refusal("A25", clauses.ANSWER_BY, say("Answer by must be tomorrow or later."))
