"""What the tables of marking refuse, and by which guard."""

from datetime import date
from typing import Any

import pytest

from assessments.models import (
    Allocation,
    Assurance,
    CriterionChange,
    CriterionMark,
    MarkSheet,
    OutcomeComment,
)
from assessments.operations import assuring, marking
from awarding.kernel.actors import Role
from awarding.models import (
    Criterion,
    LearningOutcome,
    Unit,
)
from centres.models import (
    AssessorApproval,
)
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World


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
            same["requirements"] = ["R."]
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
