"""A11, A12, X1, X8: a centre registers whom it entered, under the code that was chosen."""

from copy import copy
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from awarding.kernel.actors import Role
from awarding.models import Qualification
from centres.models import CatalogueEntry, Learner, Registration
from centres.operations import approving, registration
from tests.factories import standing_as
from tests.pages import hillside
from tests.world import World

ULN = "1000000027"
OWN_ALONE = "a_centre_registers_its_own_learners"


def second_code(world: World, code: str = "8605-99", **given: Any) -> CatalogueEntry:
    """One more code of the centre's, whose work it marks itself unless something else is said."""
    with standing_as(world.staff) as by:
        return approving.grant_code(
            centre=world.centre,
            qualification=Qualification.objects.get(),
            code=code,
            **{"is_service": False} | given,
            by=by,
            now=world.now,
        )


def registered(world: World, entry: CatalogueEntry, name: str, uln: str = "") -> Registration:
    with standing_as(world.coordinator) as by:
        return registration.register_learner(
            full_name=name,
            uln=uln,
            catalogue_entry=entry,
            cohort=None,
            centre_reference="",
            reasons={"A12": "We mark it ourselves."},
            by=by,
            now=world.now,
        )


def past_the_rules(world: World, learner: int, *entries: CatalogueEntry) -> None:
    """Write registrations as the centre's role, as somebody who broke into it might."""
    row = (world.body.pk, world.centre.pk, learner, world.code.qualification_id)
    rows = [(*row, entry.pk, f"R{learner}{entry.pk}", world.now) for entry in entries]
    places = ", ".join(["(%s, %s, %s, %s, %s, %s, '', %s, '')"] * len(rows))
    with standing_as(world.coordinator), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO centres_registration (awarding_body_id, centre_id, learner_id,"
            " qualification_id, catalogue_entry_id, number, centre_reference, registered_on,"
            f" registry_receipt) VALUES {places}",
            [value for one in rows for value in one],
        )


@pytest.mark.rule("A12", "X1")
@pytest.mark.parametrize("chosen", [0, 1], ids=["of the service", "marked by the centre"])
def test_the_registration_stands_under_the_code_that_was_chosen(world: World, chosen: int):
    codes = [world.code, second_code(world)]

    made = registered(world, codes[chosen], "Siân Gŵyn Llŷr")

    with standing_as(world.coordinator):
        kept = Registration.objects.select_related("catalogue_entry").get(pk=made.pk)
    assert kept.catalogue_entry == codes[chosen]
    assert kept.catalogue_entry.is_service == (chosen == 0)


def neighbour(world: World) -> World:
    """The same body from Hillside College, which has the same code."""
    there = copy(world)
    there.centre = hillside(world)
    there.coordinator = world.somebody(Role.COORDINATOR, centre=there.centre)
    there.code = second_code(there, code=world.code.code, is_service=True)
    with standing_as(world.staff) as by:
        approving.approve_centre(
            centre=there.centre,
            qualification=Qualification.objects.get(),
            from_on=date(2024, 9, 1),
            by=by,
            now=world.now,
        )
    return there


@pytest.mark.rule("A11", "X8")
@pytest.mark.parametrize("codes", [1, 2])
def test_a_centre_registers_nobody_another_centre_entered(world: World, codes: int):
    theirs, at = world.registered("Aisha Rahman", uln=ULN), neighbour(world)
    entries = [at.code, second_code(at)][:codes]

    with pytest.raises(IntegrityError) as refused:
        past_the_rules(at, theirs.learner_id, *entries)

    assert refused.value.__cause__.diag.constraint_name == OWN_ALONE
    with standing_as(at.coordinator):
        assert not Learner.objects.exists()


@pytest.mark.rule("A11", "X8")
def test_a_centre_waits_for_no_learner_who_is_yet_to_be_entered(world: World):
    with pytest.raises(IntegrityError) as refused:
        past_the_rules(world, 987654, world.code)

    assert refused.value.__cause__.diag.constraint_name == OWN_ALONE


@pytest.mark.rule("X8")
def test_a_centre_enters_a_learner_as_its_own_alone(world: World):
    row = [world.body.pk, neighbour(world).centre.pk]
    with standing_as(world.coordinator):
        for centre in (row[1], None):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Learner.objects.bulk_create(
                    [Learner(full_name="A", name_key="a", made_by_centre_id=centre)]
                )


@pytest.mark.rule("A11", "X8")
def test_a_centre_registers_again_whom_it_has_registered(world: World):
    first = world.registered("Aisha Rahman", uln=ULN)

    again = registered(world, second_code(world), "Aisha Rahman", uln=ULN)
    past_the_rules(world, first.learner_id, second_code(world, "8605-98"))

    assert again.learner_id == first.learner_id


@pytest.mark.rule("A11", "X8")
def test_the_body_registers_whom_another_centre_entered_when_number_and_name_agree(world: World):
    theirs, at = world.registered("Aisha Rahman", uln=ULN), neighbour(world)

    made = registered(at, at.code, "Aisha  RAHMAN", uln=ULN)
    more = registered(at, second_code(at), "Aisha Rahman", uln=ULN)

    assert made.learner_id == more.learner_id == theirs.learner_id
    with standing_as(at.coordinator):
        assert Learner.objects.get().full_name == "Aisha Rahman"
        assert Registration.objects.count() == 2
