"""A27 to A29: a private sheet, complete before it is handed over, and final after."""

import pytest
from django.db import IntegrityError, transaction

from assessments.models import (
    CriterionMark,
    Involvement,
    Marking,
    MarkSheet,
    Submission,
)
from assessments.operations import allocating, assuring, mark_sheets, marking
from assessments.queries import sheets
from awarding.kernel.actors import Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused
from awarding.models import Entry, LearningOutcome
from tests.factories import standing_as
from tests.world import World


def begun(world: World):
    allocated = world.allocated()
    with standing_as(world.assessor) as by:
        item = Marking.objects.select_related("submission").get(submission=allocated)
        return item, marking.start(marking=item, by=by, now=world.now)


@pytest.mark.rule("A27")
def test_drafts_are_invisible_to_everybody_else(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor) as by:
        mark_sheets.save_mark(
            sheet=sheet,
            criterion=sheets.criteria_of(world.unit.pk)[0],
            decision="pass",
            feedback="A draft thought.",
            version=0,
            by=by,
            now=world.now,
        )

        assert (MarkSheet.objects.count(), CriterionMark.objects.count()) == (1, 1)
    with standing_as(world.staff):
        assert (MarkSheet.objects.count(), CriterionMark.objects.count()) == (0, 0)


def test_a_draft_that_saves_itself_leaves_no_entry(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor) as by:
        mark_sheets.save_comment(
            sheet=sheet, outcome=None, words="Well done.", version=0, by=by, now=world.now
        )
        acts = set(Entry.objects.values_list("act", flat=True))

    assert "sheet.save_comment" not in acts


def test_a_second_tab_is_told_and_overwrites_nothing(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor) as by:
        given = {
            "sheet": sheet,
            "criterion": sheets.criteria_of(world.unit.pk)[0],
            "decision": "pass",
            "now": world.now,
        }
        mark_sheets.save_mark(feedback="First.", version=0, by=by, **given)
        with pytest.raises(mark_sheets.Stale):
            mark_sheets.save_mark(feedback="Second.", version=0, by=by, **given)

        assert CriterionMark.objects.get().feedback == "First."


def test_a_save_whose_answer_was_lost_is_taken_again_and_changes_nothing(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor) as by:
        outcome = LearningOutcome.objects.filter(unit=world.unit).first()
        same = {"sheet": sheet, "by": by, "now": world.now}
        criterion = sheets.criteria_of(world.unit.pk)[0]
        mark = same | {"criterion": criterion, "decision": "pass", "feedback": "Good."}
        comment = same | {"outcome": outcome, "words": "Sound."}
        overall = same | {"outcome": None, "words": "Well done."}
        saves = ((mark_sheets.save_mark, mark), (mark_sheets.save_comment, comment))
        for sent_on, (save, given) in enumerate((*saves, (mark_sheets.save_comment, overall))):
            versions = [save(**given, version=sent_on).version for _ in range(2)]
            assert versions == [sent_on + 1] * 2


def test_what_another_tab_saved_between_is_no_lost_answer(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor) as by:
        same = {"sheet": sheet, "by": by, "now": world.now}
        criterion = sheets.criteria_of(world.unit.pk)[0]
        mark = same | {"criterion": criterion, "decision": "pass", "feedback": "Good."}
        mark_sheets.save_mark(**mark, version=0)
        mark_sheets.save_comment(**same, outcome=None, words="Well done.", version=1)

        with pytest.raises(mark_sheets.Stale):
            mark_sheets.save_mark(**mark, version=0)


@pytest.mark.rule("A28", "A27")
def test_no_sheet_is_handed_over_with_a_criterion_open(world: World):
    item, sheet = begun(world)
    with standing_as(world.assessor) as by, pytest.raises(Refused) as refused:
        marking.complete(marking=item, version=sheet.version, by=by, now=world.now)

    assert [str(one.reason) for one in refused.value.answers] == [
        "Give a decision and feedback for each criterion. Still open: 1.1, 1.2, 2.1, 2.2."
    ]


@pytest.mark.rule("A29")
def test_a_sheet_handed_over_does_not_change(world: World):
    marked = world.marked()
    with standing_as(world.assessor):
        mark = CriterionMark.objects.earliest("pk")
        mark.feedback = "On second thoughts."
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            mark.save(update_fields=["feedback"])
        sheet = MarkSheet.objects.get(submission=marked)
        sheet.overall_comment = "On second thoughts."
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            sheet.save(update_fields=["overall_comment"])

        assert world.marking_of(marked).state == "marked"


@pytest.mark.rule("A29")
def test_a_sheet_is_handed_over_once(world: World):
    marked = world.marked()
    with standing_as(world.assessor) as by, pytest.raises(IllegalMove):
        marking.complete(marking=world.marking_of(marked), version=4, by=by, now=world.now)


@pytest.mark.rule("A26")
def test_an_assessor_sees_what_is_allocated_to_them_and_nothing_else(world: World):
    allocated = world.allocated()
    seen = {}
    for somebody in (world.assessor, world.somebody(Role.ASSESSOR)):
        with standing_as(somebody):
            seen[somebody.person] = list(Submission.objects.values_list("pk", flat=True))

    assert list(seen.values()) == [[allocated.pk], []]


@pytest.mark.rule("A30", "A27")
def test_a_round_after_a_return_begins_with_what_was_written(world: World):
    marked = world.marked()
    with standing_as(world.lead) as lead:
        assurance = assuring.open_assurance(
            marking=world.marking_of(marked), by=lead, now=world.now
        )
        assuring.return_to_assessor(
            assurance=assurance, comment="Look at 1.2 again.", by=lead, now=world.now
        )
    with standing_as(world.assessor) as by:
        again = marking.start(marking=world.marking_of(marked), by=by, now=world.now)
        rounds = list(MarkSheet.objects.order_by("round").values_list("round", "completed_at"))

        assert (again.round, len(sheets.marks_on(again))) == (2, 4)
    assert rounds == [(1, world.now), (2, None)]


def test_work_taken_back_mid_round_is_begun_anew_by_the_next_assessor(world: World):
    item, _ = begun(world)
    other = world.somebody(Role.ASSESSOR)
    world.approve(other)
    with standing_as(world.staff) as by:
        allocating.take_back(marking=item, because="On leave.", by=by, now=world.now)
    world.allocated(item.submission, to=other)

    marked = world.marked(item.submission, by=other)

    with standing_as(world.staff):
        parts = set(Involvement.objects.filter(submission=marked).values_list("person", "part"))
    assert {(world.assessor.person, "marked"), (other.person, "marked")} <= parts
