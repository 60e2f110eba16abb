"""May somebody have this delivery tried again?"""

from awarding.kernel.rules import Refusal, own, rule, say
from awarding.states import MESSAGE, D

BY_HAND = own("deliveries", "A delivery is tried again by hand once it needs a person.")


@rule("A36")
def needs_a_person(state: str) -> Refusal | None:
    """Does the delivery need a person?

    All else the portal tries by itself.
    """
    if MESSAGE.may("retry", state):
        return None
    if state == D.DELIVERED:
        return Refusal("A36", BY_HAND, say("It is delivered. There is nothing to try again."))
    return Refusal("A36", BY_HAND, say("The portal is trying it already. Look again in a minute."))
