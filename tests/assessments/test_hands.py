"""Where work changes hands the database asks whose it is, whether it is whole, and when."""

from datetime import timedelta

import pytest

from assessments.models import (
    Allocation,
    Assurance,
    CriterionMark,
    Marking,
    MarkSheet,
    Result,
    Submission,
)
from assessments.operations import mark_sheets, marking
from assessments.queries import sheets
from awarding.kernel.actors import Role
from tests.assessments.constraints.kept import kept_by
from tests.assessments.test_sent_and_held import sent_by_hand
from tests.centres.test_transfers import on_ordinary_code
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A12")
def test_work_the_centre_marks_is_not_sent(world: World):
    drafted = world.prepared(on_ordinary_code(world))

    with kept_by("work_is_sent_under_a_service_code"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19", "A41")
@pytest.mark.parametrize("wrong", ["received_at", "submitted_by"])
def test_withdrawing_changes_nothing_of_when_and_by_whom_it_was_sent(world: World, wrong: str):
    sent = world.submitted()
    other = {"received_at": world.now - timedelta(9), "submitted_by": None}[wrong]
    with standing_as(world.coordinator), kept_by("work_says_when_as_it_moves"):
        Submission.objects.filter(pk=sent.pk).update(state="withdrawn", **{wrong: other})


@pytest.mark.rule("A25", "A41")
def test_staff_change_no_moment_but_that_of_the_move(world: World):
    sent = world.submitted()
    earlier = world.now - timedelta(9)
    with standing_as(world.staff):
        rows = Submission.objects.filter(pk=sent.pk)
        for wrong in ("received_at", "accepted_at"):
            with kept_by("work_says_when_as_it_moves"):
                rows.update(state="checking", **{wrong: earlier})


@pytest.mark.rule("A41", "Q27")
def test_a_return_takes_the_day_of_receipt_away(world: World):
    returned = world.returned()
    with standing_as(world.staff):
        assert Submission.objects.get(pk=returned.pk).received_at is None


@pytest.mark.rule("A26")
def test_an_allocation_is_of_the_work_of_its_marking(world: World):
    allocated, other = world.allocated(), world.accepted(of_another(world))
    with standing_as(world.staff):
        row = Allocation.objects.get(submission=allocated)
        Allocation.objects.update(ended_at=world.now)
        row.pk, row.ended_at, row.submission_id = None, None, other.pk
        with kept_by("allocated_for_its_own_work"):
            row.save(force_insert=True)


def of_another(world: World) -> Submission:
    return world.submitted(world.prepared(world.registered("Rhys Bowen")))


@pytest.mark.rule("A27", "A30")
def test_a_sheet_and_its_assurance_are_of_the_work_of_their_marking(world: World):
    done, other = world.marked(), world.allocated(world.accepted(of_another(world)))
    with standing_as(world.assessor):
        sheet = MarkSheet.objects.get()
        draft = {"pk": None, "round": 2, "completed_at": None, "submission_id": other.pk}
        for name, value in draft.items():
            setattr(sheet, name, value)
        with kept_by("sheet_of_its_own_work"):
            sheet.save(force_insert=True)
    with standing_as(world.lead), kept_by("assured_of_its_own_work"):
        kept = MarkSheet.objects.get(submission=done)
        Assurance.objects.create(
            centre_id=done.centre_id,
            submission_id=other.pk,
            sheet=kept,
            assessor=kept.assessor,
            lead=world.lead.person,
            begun_at=world.now,
        )


@pytest.mark.rule("A26", "A27")
def test_marking_is_started_by_nobody_it_is_not_allocated_to(world: World):
    """Work may be marked twice: who has the one has not the other."""
    first, other = world.allocated(), world.somebody(Role.ASSESSOR)
    approval = world.approve(other)
    with standing_as(world.staff) as by:
        again = review_of(world, first)
        Allocation.objects.create(
            centre_id=first.centre_id,
            marking=again,
            submission=first,
            person_id=other.person,
            approval=approval,
            allocated_by=by.person,
            allocated_at=world.now,
        )
        Marking.objects.filter(pk=again.pk).update(state="allocated")
    with standing_as(world.assessor), kept_by("started_by_its_assessor"):
        Marking.objects.filter(pk=again.pk).update(state="marking")


@pytest.mark.rule("A26")
def test_nothing_is_allocated_to_nobody_nor_waits_with_somebody(world: World):
    wrong = {world.accepted(): "allocated", world.allocated(): "to_allocate"}
    with standing_as(world.staff):
        for work, state in wrong.items():
            with kept_by("work_is_with_its_assessor"):
                Marking.objects.filter(submission=work).update(state=state)


def review_of(world: World, work: Submission) -> Marking:
    return Marking.objects.create(
        centre_id=work.centre_id, submission=work, purpose="review", state_since=world.now
    )


@pytest.fixture
def typed(world: World) -> MarkSheet:
    """A sheet with a decision and feedback for every criterion, not handed over."""
    work = world.allocated()
    with standing_as(world.assessor) as by:
        sheet = marking.start(marking=world.marking_of(work), by=by, now=world.now)
        marks = [
            mark_sheets.Typed(one.pk, "pass", "On page 2.")
            for one in sheets.criteria_of(world.unit.pk)
        ]
        return mark_sheets.save_sheet(
            sheet=sheet, marks=marks, seen=mark_sheets.Seen(sheet.version), by=by, now=world.now
        )


def hand_over(world: World, sheet: MarkSheet) -> int:
    rows = MarkSheet.objects.filter(pk=sheet.pk)
    return rows.update(completed_at=world.now, content_hash="0" * 64)


@pytest.mark.rule("A28", "A29")
@pytest.mark.parametrize("lack", [{"decision": ""}, {"feedback": ""}, {"feedback": " \n"}])
def test_a_sheet_that_lacks_something_is_not_handed_over(world: World, typed, lack):
    with standing_as(world.assessor):
        last = CriterionMark.objects.latest("pk")
        CriterionMark.objects.filter(pk=last.pk).update(**lack)
        with kept_by("a_sheet_is_handed_over_whole"):
            hand_over(world, typed)


@pytest.mark.rule("A28")
def test_a_whole_sheet_is_handed_over_and_one_with_no_mark_is_not(world: World, typed):
    with standing_as(world.assessor):
        empty = MarkSheet.objects.get(pk=typed.pk)
        empty.pk, empty.round = None, 2
        empty.save(force_insert=True)
        with kept_by("a_sheet_is_handed_over_whole"):
            hand_over(world, empty)
        assert hand_over(world, typed) == 1


@pytest.mark.rule("A27")
def test_a_sheet_begins_as_a_draft(world: World, typed):
    with standing_as(world.assessor), kept_by("a_sheet_begins_open"):
        typed.pk, typed.round = None, 2
        typed.completed_at, typed.content_hash = world.now, "0" * 64
        typed.save(force_insert=True)


@pytest.mark.rule("A31")
@pytest.mark.parametrize("begun", [False, True], ids=["no review", "a review not finalised"])
def test_a_result_is_followed_by_no_other_without_a_review(world: World, begun: bool):
    result = world.finalised()
    with standing_as(world.staff):
        if begun:
            review_of(world, result.submission)
        with kept_by("versions_follow_reviews"):
            Result.objects.create(
                centre_id=result.centre_id,
                submission_id=result.submission_id,
                version=2,
                outcome="pass",
                reason="An appeal was upheld.",
                finalised_at=world.now,
                finalised_by=world.staff.person,
            )
