"""Q23, X8: from which side each role acts, written out: the side is a role of the database."""

import pytest

from awarding.kernel.actors import BODY_ROLES, CENTRE_ROLES, Audience, Role

SIDES = {
    "coordinator": "centre",
    "centre_staff": "centre",
    "tutor": "centre",
    "head_of_centre": "centre",
    "iqa": "centre",
    "invigilator": "centre",
    "centre_finance": "centre",
    "centre_reader": "centre",
    "assessor": "assessor",
    "eqa": "eqa",
    "lead_assessor": "staff",
    "intake": "staff",
    "allocation": "staff",
    "release": "staff",
    "registry": "staff",
    "approvals": "staff",
    "fees": "staff",
    "appeals": "staff",
    "body_reader": "staff",
    "administrator": "staff",
    "worker": "staff",
}


@pytest.mark.rule("Q23", "X8")
@pytest.mark.parametrize("role", Role)
def test_each_role_acts_from_its_own_side(role):
    assert role.audience == SIDES[role]
    assert (role in CENTRE_ROLES) == (SIDES[role] == "centre")


@pytest.mark.rule("X8")
def test_a_role_is_a_centres_or_the_bodys_and_the_portals_own_is_neither():
    assert set(SIDES) == set(Role)
    assert CENTRE_ROLES | BODY_ROLES | {Role.WORKER} == set(Role)
    assert not CENTRE_ROLES & BODY_ROLES
    assert Role.WORKER not in BODY_ROLES
    assert {Audience(side) for side in SIDES.values()} == set(Audience) - {Audience.SWEEP}
