"""May this result be entered in the registry?"""

from dataclasses import dataclass

from assessments.rules import clauses
from awarding.kernel.grades import Grade
from awarding.kernel.rules import Refusal, rule, say


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What is known of a result when the registry is about to be told of it."""

    state: str
    outcome: str


@rule("A36", "X6")
def released_first(facts: RegisterFacts) -> Refusal | None:
    """Was the result released before it is entered in the registry?

    The order is: finalise, sheet, release, registry. A result entered before counts as released.
    """
    if facts.state in ("released", "registered"):
        return None
    return Refusal("A36", clauses.REGISTRY, say("This result is not released. Release it first."))


@rule("A37")
def passed(facts: RegisterFacts) -> Refusal | None:
    """Did the learner pass?

    Anything but a pass never makes an entry.
    """
    if facts.outcome == Grade.PASS:
        return None
    return Refusal(
        "A37", clauses.REGISTRY, say("The learner has not passed. Only passes are entered.")
    )
