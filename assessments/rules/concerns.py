"""Is work held because somebody doubts whose it is, and who settles that?"""

from enum import StrEnum

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say
from awarding.kernel.text import cleaned


class Concern(StrEnum):
    """What makes somebody doubt that work is the learner's own."""

    COPIED = "copied"
    AI = "ai"
    ANOTHER_HAND = "another_hand"


@rule("X6")
def raised_by_who_holds_it(stage: str) -> Refusal | None:
    """Does whoever raises the concern mark or assure the work?

    ``stage`` is where they hold it, empty where they do not.
    """
    if stage in ("marking", "assurance"):
        return None
    words = "You do not hold this work. Whoever marks or assures it raises a concern."
    return Refusal("X6", clauses.CONCERNS, say(words))


@rule("X6")
def concern_says_what_was_seen(words: str) -> Refusal | None:
    """Does the concern say what was seen, and where?"""
    if cleaned(words).strip():
        return None
    return Refusal("X6", clauses.CONCERNS, say("Say what you saw, and where."))


@rule("X6")
def nothing_is_doubted(*, doubted: bool) -> Refusal | None:
    """Is no concern about the work still to be settled?"""
    if not doubted:
        return None
    words = (
        "A concern about whose work this is has been raised. It goes on once somebody with the"
        " Appeals and malpractice role has settled it."
    )
    return Refusal("X6", clauses.CONCERNS, say(words))


@rule("X6")
def hold_is_no_concern(kind: str) -> Refusal | None:
    """Is a hold that is lifted another than a concern, which is settled by whose duty it is?"""
    if kind not in set(Concern):
        return None
    words = "A concern is settled by somebody with the Appeals and malpractice role."
    return Refusal("X6", clauses.CONCERNS, say(words))


@rule("X6")
def settled_by_another(*, raised_by: int | None, by: int) -> Refusal | None:
    """Is a concern settled by somebody else than raised it?"""
    if raised_by != by:
        return None
    words = (
        "You raised this concern. Somebody else with the Appeals and malpractice role settles it."
    )
    return Refusal("X6", clauses.CONCERNS, say(words))
