"""Each act of the main job asks its rules: what refuses by itself refuses in the act too."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from assessments.models import Involvement, Result, Submission
from assessments.operations import (
    allocating,
    assuring,
    checking,
    finalising,
    releasing,
    sheets,
    submissions,
)
from assessments.operations.finalising import Judgement
from assessments.queries import sheets as sheet_of
from awarding.kernel.rules import Refused
from awarding.operations import files
from centres.models import Approval
from tests import guards
from tests.centres.test_transfers import on_ordinary_code
from tests.factories import standing_as
from tests.world import World


def rules_of(refused: Refused) -> list[str]:
    return [one.rule for one in refused.answers]


def refused_to_send(world: World, model: Any, **values: Any) -> list[str]:
    """Change something after the work was prepared, and return why it is then not sent."""
    drafted = world.prepared()
    with standing_as(world.staff):
        model.objects.update(**values)
    with standing_as(world.coordinator) as by, pytest.raises(Refused) as no:
        submissions.submit(submission=drafted, by=by, now=world.now)
    return rules_of(no.value)


@pytest.mark.rule("A04")
def test_a_centre_whose_approval_has_ended_sends_nothing(world: World):
    assert refused_to_send(world, Approval, until_on=date(2026, 11, 1)) == ["A04"]


@pytest.mark.rule("A12")
def test_work_registered_on_an_ordinary_code_is_not_sent(world: World):
    drafted = world.prepared(on_ordinary_code(world))

    with standing_as(world.coordinator) as by, pytest.raises(Refused) as no:
        submissions.submit(submission=drafted, by=by, now=world.now)

    assert rules_of(no.value) == ["A12"]


@pytest.mark.rule("A25", "A41")
@pytest.mark.parametrize(
    ("unmet", "rule"), [({}, "A25"), ({"signed": " "}, "A25")], ids=["no point", "no words"]
)
def test_work_is_not_returned_without_a_point_and_what_to_do(
    world: World, unmet: dict[str, str], rule: str
):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
        with pytest.raises(Refused) as no:
            checking.return_to_centre(
                submission=sent,
                points=world.points(sent, **unmet),
                answer_by=date(2026, 12, 4),
                by=by,
                now=world.now,
            )

    assert rules_of(no.value) == [rule]


def refused_to_allocate(world: World, accepted: Submission) -> list[list[str]]:
    with standing_as(world.staff) as by:
        batch = allocating.allocate(
            markings=[world.marking_of(accepted).pk],
            assessor=world.membership(world.assessor),
            by=by,
            now=world.now,
        )
    return [rules_of(one) for one in batch.refused]


@pytest.mark.rule("A26")
def test_work_is_not_allocated_before_its_copies_are_made(world: World):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
        checking.accept(submission=sent, points=world.points(sent), by=by, now=world.now)

    assert refused_to_allocate(world, sent) == [["A26"]]


@pytest.mark.rule("A29")
def test_work_is_not_allocated_to_who_judged_it_before(world: World):
    accepted = world.accepted()
    with standing_as(replace(world.staff, person=world.assessor.person)):
        Involvement.objects.create(
            centre_id=accepted.centre_id,
            submission=accepted,
            person=world.assessor.person,
            part="assured",
            at=world.now,
        )

    assert refused_to_allocate(world, accepted) == [["A29"]]


@pytest.mark.rule("A28")
def test_nothing_is_finalised_with_a_changed_criterion_that_lost_its_feedback(world: World):
    marked = world.marked()
    with standing_as(world.lead) as lead:
        item = world.marking_of(marked)
        assurance = assuring.open_assurance(marking=item, by=lead, now=world.now)
        criterion = sheet_of.criteria_of(world.unit.pk)[0]
        change = Judgement(criterion.pk, "referral", " ", "It names nobody.")

        with pytest.raises(Refused) as no:
            finalising.finalise(
                assurance=assurance, judgements=[change], comment="", by=lead, now=world.now
            )

    assert rules_of(no.value) == ["A28"]


@pytest.mark.rule("A33")
def test_the_sheet_that_was_made_is_attached_to_its_result(world: World):
    result = world.finalised()
    stored = files.store("sheets", ContentFile(b"%PDF-1.7 a sheet"))
    with standing_as(world.worker) as by:
        made = sheets.attach(result=result, made=stored, by=by, now=world.now)
        result.refresh_from_db()

    assert (made.result_id, made.size, result.state) == (result.pk, 16, "sheet_ready")


@pytest.mark.rule("X6")
def test_nothing_is_released_whose_marking_is_not_finalised(real_world: World):
    world, guard = real_world, "a_result_comes_of_finalised_marking"
    marked = world.marked()
    with guards.without_trigger("assessments_result", guard), standing_as(world.staff):
        written = Result.objects.create(
            centre_id=marked.centre_id,
            submission=marked,
            outcome="pass",
            finalised_at=world.now,
            finalised_by=world.staff.person,
        )
    ready = world.ready(written)
    with standing_as(world.staff) as by:
        batch = releasing.release_results(results=[ready.pk], by=by, now=world.now)

    assert [rules_of(one) for one in batch.refused] == [["X6"]]
