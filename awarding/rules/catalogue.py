"""A20, A28: what a unit must hold to be reviewed and assessed at all."""

from collections.abc import Sequence

from awarding.kernel.rules import Refusal, own, rule, say

UNITS = own(
    "units",
    "A unit has at least one assessment criterion, since feedback is given against each and the"
    " result follows from them.",
)

REQUIREMENTS = own(
    "units",
    "A unit has at least one requirement, since its centre reviews the work against them before"
    " it is sent.",
)


@rule("A20")
def unit_has_requirements(code: str, requirements: Sequence[str]) -> Refusal | None:
    """Does the unit say what its work must meet?

    Work for a unit that asks nothing would be sent without anybody's review.
    """
    if requirements and all(one.strip() for one in requirements):
        return None
    return Refusal(
        "A20",
        REQUIREMENTS,
        say("Say what work for unit {code} must meet: at least one requirement.", code=code),
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
