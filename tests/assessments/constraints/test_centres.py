"""What the tables of centres, calendars and clocks refuse, and by which guard."""

from datetime import date, timedelta
from typing import Any

import pytest

from awarding.models import (
    Calendar,
    CalendarDay,
    Deadline,
    DeadlineCrossing,
)
from centres.models import (
    AssessorApproval,
    CatalogueEntry,
    ConflictOfInterest,
    Learner,
    Registration,
)
from tests.assessments.constraints.kept import kept_by
from tests.conftest import NOW
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A11")
def test_a_learner_is_registered_once_under_one_code(world: World):
    registered = world.registered()
    with standing_as(world.staff), kept_by("one_registration_per_code"):
        Registration.objects.create(
            centre=world.centre,
            learner_id=registered.learner_id,
            qualification_id=registered.qualification_id,
            catalogue_entry=world.code,
            number="NA-TWICE",
            registered_on=world.now,
        )


@pytest.mark.rule("A11")
def test_a_uln_is_one_learners(staff: World):
    Learner.objects.create(full_name="Ada", name_key="ada", uln="9276308686")
    with kept_by("one_learner_per_uln"):
        Learner.objects.create(full_name="Ben", name_key="ben", uln="9276308686")


@pytest.mark.rule("A12", "X1")
def test_a_registration_carries_the_code_that_says_which_way_its_work_goes(world: World):
    registered = world.registered()

    assert (registered.catalogue_entry.code, registered.catalogue_entry.is_service) == (
        "8605-21",
        True,
    )


@pytest.mark.rule("A12")
def test_a_code_stands_once_in_a_catalogue(staff: World):
    with kept_by("one_open_code"):
        CatalogueEntry.objects.create(
            centre=staff.centre,
            qualification_id=staff.code.qualification_id,
            code=staff.code.code,
            is_service=False,
            granted_on=staff.now,
        )


@pytest.mark.rule("A26")
def test_an_interest_is_in_a_centre_or_in_a_learner(staff: World):
    with kept_by("a_conflict_names_a_centre_or_a_learner"):
        ConflictOfInterest.objects.create(
            person_id=staff.assessor.person, reason="A cousin", declared_at=staff.now
        )


@pytest.mark.rule("A26")
def test_an_approval_does_not_end_before_it_began(staff: World):
    with kept_by("an_approval_ends_once_it_began"):
        AssessorApproval.objects.update(until_on=date(2024, 12, 31))


@pytest.mark.rule("A38")
def test_a_clock_that_ended_keeps_its_day_and_its_age(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("an_ended_clock_keeps_its_dates"):
        Deadline.objects.filter(pk=accepted.clock_id).update(ended_at=world.now, ended_as="met")


ENDING = {
    "ended_at": NOW,
    "ended_as": "met",
    "ended_on": NOW.date(),
    "closed_due_on": NOW.date(),
    "closed_age": 1,
}


@pytest.mark.rule("A38")
@pytest.mark.parametrize(
    "missing",
    [
        {"ended_at": None},
        {"ended_on": None},
        {"closed_due_on": None},
        {"closed_age": None},
        {"ended_as": ""},
        {"ended_as": "late"},
    ],
    ids=str,
)
def test_a_clock_ends_with_all_that_it_closes_with(world: World, missing: dict[str, Any]):
    accepted = world.accepted()
    with standing_as(world.staff):
        rows = Deadline.objects.filter(pk=accepted.clock_id)
        with kept_by("an_ended_clock_keeps_its_dates"):
            rows.update(**(ENDING | missing))
        assert rows.update(**ENDING) == 1


@pytest.mark.rule("Q16")
def test_a_body_has_one_calendar_of_its_own(staff: World):
    with kept_by("one_default_calendar"):
        Calendar.objects.create(division="scotland", name="Scotland", is_default=True)


@pytest.mark.rule("Q16")
def test_a_day_stands_once_in_a_calendar(staff: World):
    day = CalendarDay.objects.first()
    with kept_by("one_row_per_day"):
        CalendarDay.objects.create(
            calendar_id=day.calendar_id, day=day.day, is_working=True, ordinal=1
        )


@pytest.mark.rule("Q20")
def test_a_clock_crosses_each_level_once(world: World):
    accepted = world.accepted()
    given = {
        "centre_id": accepted.centre_id,
        "deadline_id": accepted.clock_id,
        "level": "amber",
        "crossed_on": world.now,
    }
    with standing_as(world.staff):
        DeadlineCrossing.objects.create(**given, at=world.now)
        with kept_by("one_crossing_per_level"):
            DeadlineCrossing.objects.create(**given, at=world.now + timedelta(days=1))
