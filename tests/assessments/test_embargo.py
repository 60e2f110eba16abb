"""A34, A35: before release nothing the centre or the EQA may read depends on the outcome."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from assessments.models import Result, ResultCriterion, ResultOutcome, Submission
from assessments.operations import holds, mark_sheets, marking
from assessments.operations.finalising import Judgement
from assessments.queries import sheets
from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Role
from awarding.kernel.tenancy import BodyOwned
from centres.operations import approving
from tests import guards
from tests.factories import standing_as
from tests.world import World

pytestmark = pytest.mark.rule("A34", "A35")


def all_that_is_readable(somebody: Actor) -> dict[str, list[str]]:
    """Return every row of every tenant's table this person may read, as the database prints it."""
    seen: dict[str, list[str]] = {}
    with standing_as(somebody), connection.cursor() as cursor:
        for model in apps.get_models():
            if not issubclass(model, BodyOwned):
                continue
            table = model._meta.db_table
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY id')
                seen[table] = [row[0] for row in cursor.fetchall()]
    return seen


@pytest.fixture
def eqa(world: World) -> Actor:
    somebody = world.somebody(Role.EQA)
    with standing_as(world.staff) as by:
        approving.allocate_eqa(person=somebody.person, centre=world.centre, by=by, now=world.now)
    return somebody


@pytest.mark.parametrize("decision", ["pass", "referral"])
@pytest.mark.parametrize("who", ["coordinator", "eqa"])
def test_marking_assuring_and_holding_change_nothing_they_can_read(
    world: World, eqa: Actor, decision: str, who: str
):
    somebody = {"coordinator": world.coordinator, "eqa": eqa}[who]
    accepted = world.accepted()
    before = all_that_is_readable(somebody)

    ready = world.ready(world.finalised(world.marked(world.allocated(accepted), decision)))
    with standing_as(world.staff) as by:
        holds.place(submission=ready.submission, kind="concern", reason="x", by=by, now=world.now)

    assert all_that_is_readable(somebody) == before
    assert any("submission" in table and rows for table, rows in before.items())


@pytest.mark.parametrize(
    "table",
    [
        "assessments_marking",
        "assessments_marksheet",
        "assessments_criterionmark",
        "assessments_outcomecomment",
        "assessments_assurance",
        "assessments_criterionchange",
        "assessments_involvement",
        "assessments_allocation",
        "assessments_hold",
        "awarding_deadlinecrossing",
        "awarding_outboxmessage",
    ],
)
@pytest.mark.parametrize("audience", ["centre", "eqa"])
def test_the_working_papers_are_granted_to_the_bodys_side_alone(
    db: None, table: str, audience: str
):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, %s, 'SELECT')", [f"portal_{audience}", table]
        )

        assert cursor.fetchone() == (False,)


def test_a_centre_sees_the_whole_result_once_it_is_released(world: World):
    result = world.released(decision="referral")

    with standing_as(world.coordinator):
        lines = ResultCriterion.objects.filter(result=result).count()

    assert lines == 4


def test_the_policy_is_what_keeps_an_unreleased_result_back(real_world: World):
    world = real_world
    world.ready()
    seen: list[Any] = []
    for leak in (False, True):
        if leak:
            with guards.open_to("assessments_result", "centre", "true"):
                seen.append(count(world))
        else:
            seen.append(count(world))

    assert seen == [0, 1]


def count(world: World) -> int:
    with standing_as(world.coordinator):
        return Result.objects.count()


def test_the_grant_is_what_keeps_the_working_papers_back(real_world: World):
    world = real_world
    world.marked()
    with (
        guards.granted("assessments_marksheet", "centre", "SELECT"),
        guards.open_to("assessments_marksheet", "centre", "true"),
    ):
        leaked = all_that_is_readable(world.coordinator)["assessments_marksheet"]

    assert len(leaked) == 1
    assert "assessments_marksheet" not in all_that_is_readable(world.coordinator)


def test_a_change_of_the_lead_assessors_shows_nothing_either(world: World):
    marked = world.marked()
    before = all_that_is_readable(world.coordinator)
    with standing_as(world.lead):
        criterion = world.unit.outcomes.first().criteria.first().pk

    world.finalised(marked, judgements=[Judgement(criterion, "referral", "CANARY", "Not enough.")])

    assert all_that_is_readable(world.coordinator) == before
    with tenancy.acting(tenancy.Scope(world.staff.audience, world.body.pk)):
        assert Submission.objects.get().state == "accepted"


def test_a_comment_on_an_outcome_is_read_by_its_centre_once_the_result_is_out(world: World):
    """Of every part of a result: the control is that it is there, and is read after release."""
    work = world.allocated()
    with standing_as(world.assessor) as by:
        item = world.marking_of(work)
        sheet = marking.start(marking=item, by=by, now=world.now)
        criteria = sheets.criteria_of(world.unit.pk)
        sheet = mark_sheets.save_sheet(
            sheet=sheet,
            marks=[mark_sheets.Typed(one.pk, "pass", "On page 2.") for one in criteria],
            comments={criteria[0].outcome_id: "CANARY"},
            seen=mark_sheets.Seen(sheet.version),
            by=by,
            now=world.now,
        )
        marking.complete(marking=item, version=sheet.version, by=by, now=world.now)
    ready = world.ready(world.finalised(work))

    before = parts(world)
    with standing_as(world.staff):
        kept = ResultOutcome.objects.get().words
    world.released(ready)

    assert (kept, before) == ("CANARY", (0, 0))
    assert parts(world) == (4, 1)


def parts(world: World) -> tuple[int, int]:
    """How many criteria and comments of results the centre reads."""
    with standing_as(world.coordinator):
        return ResultCriterion.objects.count(), ResultOutcome.objects.count()
