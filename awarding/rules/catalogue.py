"""A28: what a unit must hold to be assessed at all."""

from collections.abc import Sequence

from awarding.kernel.rules import Refusal, own, rule, say

UNITS = own(
    "units",
    "A unit has at least one assessment criterion, since feedback is given against each and the"
    " result follows from them.",
)


@rule("A28")
def unit_has_criteria(code: str, criteria: Sequence[int]) -> Refusal | None:
    """Has the unit a learning outcome, and each outcome at least one criterion?

    ``criteria`` counts them, outcome by outcome. A unit without any would pass unmarked.
    """
    if criteria and all(criteria):
        return None
    return Refusal(
        "A28",
        UNITS,
        say("Give every learning outcome of unit {code} at least one criterion.", code=code),
    )
