"""A20, A28: a unit that could not be reviewed or marked is not added to the catalogue."""

import pytest

from awarding.rules.catalogue import unit_has_criteria, unit_has_requirements


@pytest.mark.rule("A28")
@pytest.mark.parametrize(
    ("criteria", "may"), [([], False), ([0], False), ([2, 0], False), ([1], True), ([2, 3], True)]
)
def test_every_outcome_of_a_unit_has_a_criterion(criteria, may):
    assert (unit_has_criteria("8605-300", criteria) is None) == may


@pytest.mark.rule("A28")
def test_the_refusal_names_the_unit():
    refusal = unit_has_criteria("8605-300", [])

    assert str(refusal.reason) == (
        "Give every learning outcome of unit 8605-300 at least one criterion."
    )


@pytest.mark.rule("A20")
@pytest.mark.parametrize(
    ("requirements", "may"), [([], False), (["Legible.", " "], False), (["Legible."], True)]
)
def test_a_unit_says_what_its_work_must_meet(requirements, may):
    refusal = unit_has_requirements("8605-300", requirements)

    assert (refusal is None) == may
    if not may:
        assert str(refusal.reason) == (
            "Say what work for unit 8605-300 must meet: at least one requirement."
        )
