"""A04, A11, A12: registering a learner asks every rule of registration, not only its own tests."""

from datetime import date
from typing import Any

import pytest

from awarding.kernel.rules import Refused
from awarding.models import Qualification
from centres.models import Approval, CatalogueEntry
from centres.operations import registration
from tests.factories import standing_as
from tests.world import World


def refused(world: World, name: str = "Priya Nair", uln: str = "") -> list[str]:
    """Register a learner, and return the rules that refused it."""
    with standing_as(world.coordinator) as by, pytest.raises(Refused) as no:
        registration.register_learner(
            full_name=name,
            uln=uln,
            catalogue_entry=world.code,
            cohort=None,
            centre_reference="",
            by=by,
            now=world.now,
        )
    return [f"{one.rule}: {one.reason}" for one in no.value.answers]


def change(world: World, model: Any, **values: Any) -> None:
    with standing_as(world.staff):
        model.objects.update(**values)


@pytest.mark.rule("A04")
def test_a_centre_whose_approval_has_ended_registers_nobody(world: World):
    change(world, Approval, until_on=date(2026, 11, 1))

    assert [one[:3] for one in refused(world)] == ["A04"]


@pytest.mark.rule("A11", "A12")
def test_a_code_that_was_taken_back_registers_nobody(world: World):
    change(world, CatalogueEntry, revoked_on=date(2026, 11, 1))

    assert [one[:3] for one in refused(world)] == ["A12"]


@pytest.mark.rule("A11")
def test_a_qualification_past_its_last_day_takes_nobody(world: World):
    change(world, Qualification, operational_end_on=date(2026, 11, 1))

    assert refused(world) == [
        "A11: This qualification took its last registrations on 1 November 2026."
    ]


@pytest.mark.rule("A11")
def test_a_uln_held_by_somebody_else_is_looked_into(world: World):
    world.registered(name="Aisha Rahman", uln="9276308686")

    assert refused(world, uln="9276308686")[0] == (
        "A11: This ULN and this name cannot be registered together. Compare both with the"
        " learner's record, or ask the awarding body to look into it."
    )


@pytest.mark.rule("A11")
def test_nobody_is_registered_under_one_code_again(world: World):
    world.registered(name="Priya Nair", uln="9276308686")

    assert refused(world, uln="9276308686") == [
        "A11: This learner is registered under this code already."
    ]
