"""What the database keeps by itself, whatever the code above it forgot (A11 to A40)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.models import (
    Allocation,
    Assurance,
    CriterionChange,
    CriterionMark,
    MarkSheet,
    OutcomeComment,
    QualityCheck,
    Result,
    ResultCriterion,
    Submission,
)
from assessments.operations import assuring, marking
from awarding.kernel.actors import Role
from awarding.models import (
    Calendar,
    CalendarDay,
    Criterion,
    Deadline,
    DeadlineCrossing,
    LearningOutcome,
    Unit,
)
from centres.models import (
    AssessorApproval,
    CatalogueEntry,
    ConflictOfInterest,
    Learner,
    Registration,
)
from tests.factories import standing_as
from tests.world import World


@contextmanager
def kept_by(guard: str) -> Iterator[None]:
    """What is done inside is refused by this constraint of the database."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.diag.constraint_name == guard


@pytest.fixture
def staff(world: World) -> Iterator[World]:
    """Everything in the test is written from the body's side, past every operation."""
    with standing_as(world.staff):
        yield world


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


@pytest.mark.rule("A25")
def test_an_upload_is_checked_once(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("one_check_per_upload"):
        QualityCheck.objects.create(
            centre_id=accepted.centre_id,
            submission=accepted,
            upload_version=accepted.upload_version,
            checked_by=1,
            begun_at=world.now,
        )


@pytest.mark.rule("A25")
def test_a_check_that_is_done_says_when(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("a_completed_check_says_when"):
        QualityCheck.objects.filter(submission=accepted).update(completed_at=None)


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


@pytest.mark.rule("A26")
@pytest.mark.parametrize(
    "other",
    [{"person": "another"}, {"unit": "another"}, {"until_on": date(2026, 11, 20)}],
    ids=lambda one: [*one][0],
)
def test_an_allocation_stands_on_an_approval_of_that_person_for_that_unit_that_day(
    world: World, other: dict[str, Any]
):
    accepted = world.accepted()
    stranger = world.somebody(Role.ASSESSOR)
    with standing_as(world.staff):
        held = {"person_id": world.assessor.person, "unit": world.unit} | other
        if "unit" in other:
            same = {"qualification_id": world.unit.qualification_id, "title": "T", "brief": "B"}
            held["unit"] = Unit.objects.create(code="X1", **same)
        if "person" in other:
            held = {"person_id": stranger.person, "unit": world.unit}
        AssessorApproval.objects.all().update(until_on=date(2025, 2, 1))
        approval = AssessorApproval.objects.create(from_on=date(2025, 3, 1), **held)
        with kept_by("approved_for_it_on_the_day"):
            Allocation.objects.create(
                centre_id=accepted.centre_id,
                marking=world.marking_of(accepted),
                submission=accepted,
                person_id=world.assessor.person,
                approval=approval,
                allocated_at=world.now,
            )


@pytest.mark.rule("A28")
def test_a_criterion_is_marked_once_on_a_sheet(world: World):
    item = world.allocated()
    with standing_as(world.assessor) as by:
        sheet = marking.start(marking=world.marking_of(item), by=by, now=world.now)
        given = {"submission": item, "sheet": sheet, "criterion": Criterion.objects.first()}
        CriterionMark.objects.create(centre_id=item.centre_id, **given)
        with kept_by("one_mark_per_criterion"):
            CriterionMark.objects.create(centre_id=item.centre_id, **given)


@pytest.mark.rule("A28")
@pytest.mark.parametrize("feedback", ["", " \n\t "])
def test_no_criterion_of_a_result_is_without_feedback(world: World, feedback: str):
    result = world.finalised()
    with standing_as(world.staff):
        one = ResultCriterion.objects.filter(result=result).first()
        later = _later_version(result, reason="An appeal was upheld.")
        with kept_by("every_criterion_has_feedback"):
            ResultCriterion.objects.create(
                centre_id=one.centre_id,
                result=later,
                criterion_id=one.criterion_id,
                decision=one.decision,
                feedback=feedback,
            )


@pytest.mark.rule("A29")
def test_comments_of_a_sheet_handed_over_do_not_change(world: World):
    world.marked()
    with standing_as(world.assessor):
        sheet = MarkSheet.objects.get()
        with kept_by("sheets_final_once_complete"):
            OutcomeComment.objects.create(
                centre_id=sheet.centre_id,
                submission_id=sheet.submission_id,
                sheet=sheet,
                outcome=LearningOutcome.objects.first(),
                words="Too late.",
            )


@pytest.mark.rule("A29")
def test_a_sheet_is_assured_by_another_than_marked_it(world: World):
    marked = world.marked()
    with standing_as(world.staff):
        sheet = MarkSheet.objects.get()
        with kept_by("the_lead_assessor_did_not_mark_it"):
            Assurance.objects.create(
                centre_id=marked.centre_id,
                submission=marked,
                sheet=sheet,
                assessor=sheet.assessor,
                lead=sheet.assessor,
                begun_at=world.now,
            )


@pytest.mark.rule("A28", "A30")
@pytest.mark.parametrize(
    ("guard", "blank"), [("a_change_says_why", "reason"), ("a_change_has_feedback", "feedback")]
)
@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_change_of_the_lead_assessors_says_why(world: World, guard: str, blank: str, words: str):
    marked = world.marked()
    with standing_as(world.lead) as lead:
        item = world.marking_of(marked)
        assurance = assuring.open_assurance(marking=item, by=lead, now=world.now)
        said = {"feedback": "Not yet.", "reason": "It names nobody."} | {blank: words}
        with kept_by(guard):
            CriterionChange.objects.create(
                centre_id=marked.centre_id,
                submission=marked,
                assurance=assurance,
                criterion_id=CriterionMark.objects.first().criterion_id,
                decision="referral",
                **said,
            )


@pytest.mark.rule("A31")
@pytest.mark.parametrize("reason", ["", " "])
def test_a_later_version_of_a_result_says_why(world: World, reason: str):
    result = world.finalised()
    with standing_as(world.staff), kept_by("a_later_version_says_why"):
        _later_version(result, reason=reason)


@pytest.mark.rule("A34", "X6")
def test_a_result_has_a_day_of_release_when_it_is_released_and_not_before(world: World):
    result = world.finalised()
    with standing_as(world.staff), kept_by("only_release_dates_a_result"):
        Result.objects.filter(pk=result.pk).update(released_at=world.now)


@pytest.mark.rule("A34")
def test_a_submission_has_a_day_of_release_when_it_is_released_and_not_before(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("a_released_submission_says_when"):
        Submission.objects.filter(pk=accepted.pk).update(released_at=world.now)


@pytest.mark.rule("A37")
def test_a_pass_is_not_referred(world: World):
    released = world.released()
    with standing_as(world.staff), kept_by("only_referrals_are_referred"):
        Result.objects.filter(pk=released.pk).update(state="referred")


@pytest.mark.rule("A38", "A41")
def test_accepted_work_has_its_clock(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("an_accepted_submission_has_its_clock"):
        Submission.objects.filter(pk=accepted.pk).update(clock=None)


@pytest.mark.rule("A38")
def test_a_clock_that_ended_keeps_its_day_and_its_age(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("an_ended_clock_keeps_its_dates"):
        Deadline.objects.filter(pk=accepted.clock_id).update(ended_at=world.now, ended_as="met")


@pytest.mark.rule("A40", "Q27")
def test_a_number_of_a_unit_is_one_submissions(world: World):
    first = world.submitted()
    with standing_as(world.staff), kept_by("one_submission_per_number"):
        Submission.objects.create(
            centre_id=first.centre_id,
            reference="SUB-TWICE",
            registration_id=first.registration_id,
            unit_id=first.unit_id,
            made_at=world.now,
        )


@pytest.mark.rule("A41")
@pytest.mark.parametrize("words", ["", "\n "])
def test_a_point_that_is_not_met_says_what_to_do(world: World, words: str):
    returned = world.returned()
    with standing_as(world.staff):
        check = QualityCheck.objects.get(submission=returned)
        with kept_by("a_point_not_met_says_what_to_do"):
            check.points.create(
                centre_id=check.centre_id,
                code="other",
                point="A point.",
                is_met=False,
                what_to_do=words,
            )


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


def _later_version(result: Result, *, reason: str) -> Result:
    return Result.objects.create(
        centre_id=result.centre_id,
        submission_id=result.submission_id,
        version=2,
        outcome="pass",
        reason=reason,
        finalised_at=result.finalised_at,
        finalised_by=1,
    )
