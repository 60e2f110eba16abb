"""A28: the catalogue takes no unit that could not be marked."""

from dataclasses import replace

import pytest

from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from awarding.models import Qualification
from awarding.operations import catalogue
from tests.factories import actor, standing_as
from tests.world import UNIT


@pytest.mark.rule("A28")
@pytest.mark.parametrize("outcomes", [[], [catalogue.OutcomeGiven("Lead a team", [])]])
def test_a_unit_without_a_criterion_is_not_added(body, now, outcomes):
    with standing_as(actor(Role.APPROVALS, body=body)) as by:
        with pytest.raises(Refused, match="Give every learning outcome of unit EMPTY"):
            catalogue.add_qualification(
                number="603/0000/0",
                title="Another",
                level="3",
                units=[UNIT, replace(UNIT, code="EMPTY", outcomes=outcomes)],
                by=by,
                now=now,
            )

        assert not Qualification.objects.exists()
