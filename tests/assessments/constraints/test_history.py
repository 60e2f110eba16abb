"""What was so stays written as it was: the body's own role ends a row, and rewrites none."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, models, transaction

from awarding.kernel.actors import Role
from awarding.models import Membership
from centres.models import AssessorApproval, ConflictOfInterest, Registration
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World

A_DAY = timedelta(days=1)

HISTORY = {
    ConflictOfInterest: (
        "person_id", "centre_id", "learner_id", "reason", "declared_at", "declared_by",
    ),
    Membership: ("person_id", "centre_id", "role", "name", "email", "began_at"),
    Registration: (
        "learner_id", "qualification_id", "cohort_id", "number", "centre_reference",
        "registered_on",
    ),
    AssessorApproval: ("person_id", "unit_id", "from_on"),
}  # fmt: skip


@pytest.fixture
def interest(world: World) -> ConflictOfInterest:
    with standing_as(world.staff):
        return ConflictOfInterest.objects.create(
            person_id=world.assessor.person,
            centre=world.centre,
            reason="Taught there.",
            declared_at=world.now,
        )


@pytest.mark.rule("A11", "A16", "A26", "X8")
@pytest.mark.parametrize(
    ("model", "column"), [(model, name) for model, names in HISTORY.items() for name in names]
)
def test_the_bodys_role_does_not_rewrite_what_was_so(
    world: World, interest: ConflictOfInterest, model: type[models.Model], column: str
):
    world.registered()
    with standing_as(world.staff), transaction.atomic():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.update(**{column: models.F(column)})
        assert model.objects.exists()


@pytest.mark.rule("A26")
@pytest.mark.parametrize("later", [None, A_DAY], ids=["opened again", "put off"])
def test_an_interest_that_ended_stays_as_it_ended(
    world: World, interest: ConflictOfInterest, later: Any
):
    with standing_as(world.staff):
        ConflictOfInterest.objects.update(ended_at=world.now)
        with kept_by("an_ended_interest_stands"):
            ConflictOfInterest.objects.update(ended_at=later and world.now + later)


@pytest.mark.rule("X8")
@pytest.mark.parametrize("later", [None, A_DAY], ids=["begun again", "put off"])
def test_a_role_that_ended_stays_as_it_ended(world: World, later: Any):
    with standing_as(world.staff):
        held = Membership.objects.filter(role=Role.COORDINATOR)
        held.update(ended_at=world.now)
        with kept_by("an_ended_role_stands"):
            held.update(ended_at=later and world.now + later)


@pytest.mark.rule("X8")
@pytest.mark.parametrize("because", ["", "Another reason."])
def test_a_role_that_was_struck_out_stays_so(world: World, because: str):
    with standing_as(world.staff):
        never_acted = Membership.objects.create(
            person_id=world.assessor.person,
            centre=world.centre,
            role=Role.TUTOR,
            began_at=world.now,
            ended_at=world.now,
        )
        held = Membership.objects.filter(pk=never_acted.pk)
        held.update(mistaken_because="It was meant for another centre.")
        with kept_by("an_ended_role_stands"):
            held.update(mistaken_because=because)


@pytest.mark.rule("A26")
@pytest.mark.parametrize("later", [None, A_DAY], ids=["opened again", "put off"])
def test_the_end_of_an_approval_is_brought_forward_and_not_put_off(world: World, later: Any):
    today = world.now.date()
    with standing_as(world.staff):
        AssessorApproval.objects.update(until_on=today + A_DAY)
        AssessorApproval.objects.update(until_on=today)
        with kept_by("an_approval_is_not_put_off"):
            AssessorApproval.objects.update(until_on=later and today + later)
