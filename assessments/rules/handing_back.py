"""May an assessor give work back, and what does their reason mean for what follows?"""

from enum import StrEnum

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say
from awarding.kernel.text import cleaned


class Why(StrEnum):
    """Why an assessor cannot mark a piece of work."""

    LEARNER = "learner"
    CENTRE = "centre"
    AWAY = "away"
    OTHER = "other"


#: What is an interest, and stays one after the work is given back.
INTERESTS = (Why.LEARNER, Why.CENTRE)


@rule("A26")
def hand_back_says_why(because: str) -> Refusal | None:
    """Does an assessor who gives work back say why?"""
    if cleaned(because).strip():
        return None
    return Refusal("A26", clauses.HANDED_BACK, say("Say why you hand it back."))
