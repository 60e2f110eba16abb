"""Each part of what the database asks at a step is asked: with one part missing it says no."""

from dataclasses import replace
from typing import Any

import pytest

from assessments.models import Assurance, Marking, QualityCheck, Submission
from assessments.operations import assuring, submissions
from awarding.kernel import clock
from awarding.models import Deadline
from tests.assessments.constraints.kept import kept_by
from tests.assessments.test_chain import checked, decide, mark, moved, opened
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A31", "X6")
def test_marking_is_finalised_in_the_round_that_was_assured(world: World):
    opened(world)
    with standing_as(world.staff):
        Assurance.objects.update(outcome="agreed", completed_at=world.now)
        with kept_by("what_is_finalised_was_assured"):
            moved(Marking, state="finalised", round=2)


@pytest.mark.rule("A30")
def test_nobody_leads_on_their_own_sheet_under_another_assessors_name(world: World):
    done = world.marked()
    with standing_as(world.staff):
        sheet = world.marking_of(done).sheets.get()
    with standing_as(replace(world.staff, person=sheet.assessor)):
        Assurance.objects.create(
            centre_id=done.centre_id,
            submission_id=done.pk,
            sheet=sheet,
            assessor=sheet.assessor + 1,
            lead=sheet.assessor,
            begun_at=world.now,
        )
        with kept_by("what_is_assured_has_a_lead"):
            moved(Marking, state="in_qa")


@pytest.mark.rule("A25", "Q27")
def test_a_check_of_one_upload_returns_none_of_the_next(world: World):
    returned = world.returned()
    with standing_as(world.coordinator) as by:
        submissions.submit(submission=world.filled(returned), by=by, now=world.now)
    with standing_as(world.staff):
        moved(Submission, state="checking")
        with kept_by("work_is_returned_once_checked"):
            moved(Submission, state="returned", upload_version=3)


@pytest.mark.rule("A25")
def test_work_under_check_is_not_marked(world: World):
    sent = checked(world)

    with standing_as(world.staff), kept_by("only_accepted_work_is_marked"):
        mark(sent)(world)


@pytest.mark.rule("Q5", "Q27")
def test_work_takes_no_other_clock_on_its_way_to_the_check(world: World):
    other = world.accepted().clock_id
    sent = world.submitted()
    with standing_as(world.staff), kept_by("work_keeps_its_upload_and_clock"):
        Submission.objects.filter(pk=sent.pk).update(state="checking", clock=other)


@pytest.mark.rule("A25", "Q5")
def test_work_is_not_accepted_on_a_clock_that_has_ended(world: World):
    sent = checked(world)
    with standing_as(world.staff):
        decide(world, "accepted")
        Deadline.objects.filter(pk=sent.clock_id).update(
            ended_at=world.now,
            ended_on=clock.london_day(world.now),
            ended_as="met",
            closed_age=0,
            closed_due_on=clock.london_day(world.now),
        )
        with kept_by("work_is_accepted_with_its_clock"):
            moved(Submission, state="accepted", accepted_at=world.now)


@pytest.mark.rule("A40")
@pytest.mark.parametrize("other", ["registration", "unit"])
def test_a_second_submission_is_of_the_same_learner_and_unit(world: World, other: str):
    result = world.released(decision="referral")
    with standing_as(world.staff):
        referred = Submission.objects.get(pk=result.submission_id)
    elsewhere = {
        "registration": lambda: {"registration": world.registered("Rhys Bowen")},
        "unit": lambda: {"unit": another_unit(world)},
    }[other]()
    same = {"registration_id": referred.registration_id, "unit_id": referred.unit_id}
    with standing_as(world.staff), kept_by("the_next_follows_a_referral"):
        Submission.objects.create(
            centre_id=referred.centre_id,
            reference="NA-26-AAAAAAA",
            number=2,
            previous=referred,
            made_at=world.now,
            **{name: value for name, value in same.items() if not name.startswith(other)},
            **elsewhere,
        )


def another_unit(world: World) -> Any:
    unit = world.unit
    unit.pk, unit.code = None, "8605-999"
    with standing_as(world.staff):
        unit.save(force_insert=True)
    return unit


@pytest.mark.rule("A25")
def test_a_centre_sees_a_check_once_it_is_decided(world: World):
    sent = checked(world)
    with standing_as(world.coordinator):
        open_one = QualityCheck.objects.filter(submission=sent).count()
    with standing_as(world.staff):
        decide(world, "accepted")
    with standing_as(world.coordinator):
        assert (open_one, QualityCheck.objects.filter(submission=sent).count()) == (0, 1)


@pytest.mark.rule("A30")
def test_an_assessor_sees_an_assurance_once_it_is_decided(world: World):
    work = opened(world)
    with standing_as(world.assessor):
        open_one = Assurance.objects.filter(submission=work).count()
    with standing_as(world.lead) as by:
        assuring.return_to_assessor(
            assurance=Assurance.objects.get(), comment="Look at 1.2.", by=by, now=world.now
        )
    with standing_as(world.assessor):
        assert (open_one, Assurance.objects.filter(submission=work).count()) == (0, 1)
