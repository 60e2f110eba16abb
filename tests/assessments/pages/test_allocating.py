"""Allocation: ticked work goes to one assessor, and what cannot is named."""

import pytest

from assessments.models import Allocation, Marking
from awarding.kernel.actors import Role
from centres.models import ConflictOfInterest
from tests.factories import standing_as
from tests.pages import words

HERE = "/northgate/staff"


def test_ticked_work_goes_to_one_assessor(world, staff):
    first, second = world.accepted(), world.accepted()
    with standing_as(world.staff):
        ticked = [world.marking_of(one).pk for one in (first, second)]
        membership = world.membership(world.assessor).pk

    page = words(staff.get(f"{HERE}/allocate/"))
    done = staff.post(f"{HERE}/allocate/", {"ticked": ticked, "assessor": membership}, follow=True)

    assert f"{world.assessor.name} · 0 in hand" in page
    assert f"2 submissions allocated to {world.assessor.name}." in words(done)
    with standing_as(world.staff):
        assert Allocation.objects.filter(person_id=world.assessor.person).count() == 2


@pytest.mark.rule("A26")
def test_what_cannot_be_allocated_is_named_on_its_row_and_the_rest_is_done(world, staff):
    other = world.somebody(Role.ASSESSOR)
    world.approve(other)
    mine, fine = (
        world.accepted(),
        world.accepted(world.submitted(world.prepared(world.registered("Rhys Bowen")))),
    )
    with standing_as(world.staff):
        ConflictOfInterest.objects.create(
            person_id=world.assessor.person,
            learner=mine.registration.learner,
            reason="A cousin",
            declared_at=world.now,
        )
        ticked = [world.marking_of(one).pk for one in (mine, fine)]
        membership = world.membership(world.assessor).pk

    page = words(staff.get(f"{HERE}/allocate/"))
    answer = staff.post(f"{HERE}/allocate/", {"ticked": ticked, "assessor": membership})

    assert f"{world.assessor.name} has declared an interest: A cousin" in page
    assert answer.status_code == 409
    assert f"1 submission allocated to {world.assessor.name}." in words(answer)
    assert "1 submission was not allocated." in words(answer)
    assert "A cousin. Choose another assessor. How the portal works" in words(answer)
    assert words(answer).count("A cousin") == 1
    assert fine.reference not in words(answer)
    with standing_as(world.staff):
        assert Allocation.objects.get().submission_id == fine.pk


@pytest.mark.rule("A26")
def test_what_somebody_else_allocated_meanwhile_is_named_though_it_waits_no_longer(world, staff):
    gone = world.allocated()
    with standing_as(world.staff):
        ticked = [world.marking_of(gone).pk]
        membership = world.membership(world.assessor).pk

    answer = staff.post(f"{HERE}/allocate/", {"ticked": ticked, "assessor": membership})

    assert answer.status_code == 409
    assert f"{gone.reference}: It was allocated already." in words(answer)


def test_ticking_nothing_or_what_is_not_there_allocates_nothing(world, staff):
    world.accepted()
    with standing_as(world.staff):
        membership = world.membership(world.assessor).pk

    nothing = staff.post(f"{HERE}/allocate/", {"assessor": membership})
    unknown = staff.post(f"{HERE}/allocate/", {"ticked": [999_999], "assessor": membership})

    assert "Tick at least one submission." in words(nothing)
    assert unknown.status_code == 404


def test_work_is_taken_back_with_a_reason(world, staff):
    held = world.allocated()
    at = f"{HERE}/with-assessors/{held.reference}/"

    silent = words(staff.post(at, {"because": " "}))
    done = staff.post(at, {"because": "On leave."}, follow=True)
    again = staff.post(at, {"because": "On leave."}, follow=True)

    assert f"{held.reference} is with nobody it could be taken back from." in words(again)
    assert "Say why it is taken back." in silent
    assert f"Taken back from {world.assessor.name}." in words(done)
    with standing_as(world.staff):
        assert Marking.objects.get().state == "to_allocate"
        assert Allocation.objects.get().ended_because == "On leave."
