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
from assessments.operations.mark_sheets import Seen, Stale
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


def save(world: World, sheet: MarkSheet, feedback: str = "Good.", *seen: object) -> MarkSheet:
    """Save the first criterion of a sheet, as the assessor who is acting."""
    criterion = sheets.criteria_of(world.unit.pk)[0]
    return mark_sheets.save_sheet(
        sheet=sheet,
        marks=[mark_sheets.Typed(criterion.pk, "pass", feedback)],
        seen=Seen(*(seen or (0,))),
        by=world.assessor,
        now=world.now,
    )


@pytest.mark.rule("A27")
def test_drafts_are_invisible_to_everybody_else(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor):
        save(world, sheet)

        assert (MarkSheet.objects.count(), CriterionMark.objects.count()) == (1, 1)
    with standing_as(world.staff):
        assert (MarkSheet.objects.count(), CriterionMark.objects.count()) == (0, 0)


def test_a_draft_that_saves_itself_leaves_no_entry(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor):
        save(world, sheet)

        assert not Entry.objects.filter(act="sheet.save").exists()


def test_what_is_not_given_stands_as_it_was(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor) as by:
        outcome = LearningOutcome.objects.filter(unit=world.unit).first()
        same = {"sheet": sheet, "by": by, "now": world.now}
        mark_sheets.save_sheet(**same, overall="Well done.", seen=Seen(0))
        mark_sheets.save_sheet(**same, comments={outcome.pk: "Sound."}, seen=Seen(1))
        save(world, sheet, "Good.", 2)

        assert MarkSheet.objects.get().overall_comment == "Well done."
        assert sheets.comments_on(sheet) == {outcome.pk: "Sound."}
        assert CriterionMark.objects.get().feedback == "Good."


def test_a_second_window_is_told_and_overwrites_nothing(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor):
        save(world, sheet, "First.", 0, "one", 1)
        with pytest.raises(Stale):
            save(world, sheet, "Second.", 0, "two", 1)

        assert CriterionMark.objects.get().feedback == "First."


def test_a_window_needs_no_answer_to_its_last_save(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor):
        save(world, sheet, "First.", 0, "one", 1)
        saved = save(world, sheet, "Second.", 0, "one", 2)

        assert (saved.version, CriterionMark.objects.get().feedback) == (2, "Second.")


def test_a_save_that_arrives_after_a_later_one_of_its_window_changes_nothing(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor):
        save(world, sheet, "Second.", 0, "one", 2)
        saved = save(world, sheet, "First.", 0, "one", 1)

        assert (saved.version, CriterionMark.objects.get().feedback) == (1, "Second.")


def test_a_window_is_told_of_what_another_saved_after_it(world: World):
    _, sheet = begun(world)
    with standing_as(world.assessor):
        save(world, sheet, "First.", 0, "one", 1)
        save(world, sheet, "Second.", 1, "two", 1)
        with pytest.raises(Stale):
            save(world, sheet, "Third.", 1, "one", 2)


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


@pytest.mark.rule("A26", "X8")
def test_an_assessor_sees_what_is_allocated_to_them_and_nothing_else(world: World):
    allocated = world.allocated()
    seen = {}
    for somebody in (world.assessor, world.somebody(Role.ASSESSOR)):
        with standing_as(somebody):
            seen[somebody.person] = list(Submission.objects.values_list("pk", flat=True))

    assert list(seen.values()) == [[allocated.pk], []]


@pytest.mark.rule("A30", "A27")
def test_a_round_after_a_return_begins_with_what_was_written(world: World):
    item, sheet = begun(world)
    with standing_as(world.assessor) as by:
        outcome = LearningOutcome.objects.filter(unit=world.unit).first()
        wrote = {"comments": {outcome.pk: "Sound."}, "overall": "Well done."}
        mark_sheets.save_sheet(sheet=sheet, seen=Seen(0), by=by, now=world.now, **wrote)
    marked = world.marked(item.submission)
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
        assert sheets.comments_on(again) == {outcome.pk: "Sound."}
        assert again.overall_comment == "Well done."
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
