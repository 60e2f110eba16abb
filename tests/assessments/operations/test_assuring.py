"""A29 to A31: never one's own marking, every change with its reason, final once finalised."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from assessments.models import (
    Assurance,
    CriterionChange,
    CriterionMark,
    Involvement,
    Result,
    ResultCriterion,
)
from assessments.operations import assuring, finalising
from assessments.operations.finalising import Judgement
from assessments.queries import sheets
from awarding.kernel.actors import Actor, Role
from awarding.kernel.machines import IllegalMove, MovedOn
from awarding.kernel.rules import Refused
from awarding.models import OutboxMessage
from tests.factories import standing_as
from tests.world import World


def opened(world: World, decision: str = "pass") -> Assurance:
    marked = world.marked(decision=decision)
    with standing_as(world.lead) as by:
        return assuring.open_assurance(marking=world.marking_of(marked), by=by, now=world.now)


def finalise(world: World, assurance: Assurance, *judgements: Judgement, by: Actor | None = None):
    with standing_as(by or world.lead) as lead:
        return finalising.finalise(
            assurance=assurance, judgements=judgements, comment="", by=lead, now=world.now
        )


@pytest.mark.rule("A30")
def test_a_change_that_changes_nothing_is_refused(world: World):
    assurance = opened(world)
    with standing_as(world.lead):
        mark = CriterionMark.objects.order_by("criterion_id").first()
    same = Judgement(mark.criterion_id, mark.decision, mark.feedback, "It reads well.")

    with pytest.raises(Refused, match="Change the decision or the feedback of"):
        finalise(world, assurance, same)


@pytest.mark.rule("A31")
def test_agreeing_makes_the_result_and_asks_for_its_sheet(world: World):
    result = finalise(world, opened(world))

    with standing_as(world.staff):
        lines = ResultCriterion.objects.filter(result=result).count()
        asked = OutboxMessage.objects.get(task="assessments.make_sheet").key
        outcome = Assurance.objects.get().outcome
    assert (result.outcome, result.state, lines) == ("pass", "finalised", 4)
    assert (outcome, asked) == ("agreed", f"sheet-{result.pk}-v1")


@pytest.mark.rule("A30")
def test_a_change_keeps_the_assessors_view_beside_it(world: World):
    assurance = opened(world)
    with standing_as(world.lead):
        criterion = sheets.criteria_of(world.unit.pk)[1]

    result = finalise(
        world,
        assurance,
        Judgement(
            criterion.pk, "referral", "Give a second example.", "The criterion asks for two."
        ),
    )

    with standing_as(world.staff):
        change = CriterionChange.objects.get()
        mark = CriterionMark.objects.get(criterion=criterion)
        final = ResultCriterion.objects.get(result=result, criterion=criterion)
    assert (mark.decision, change.decision, final.decision) == ("pass", "referral", "referral")
    assert (change.reason, result.outcome) == ("The criterion asks for two.", "referral")


@pytest.mark.rule("A30")
def test_a_change_without_a_reason_is_refused(world: World):
    assurance = opened(world)
    with standing_as(world.lead):
        criterion = sheets.criteria_of(world.unit.pk)[0]

    with pytest.raises(Refused) as refused:
        finalise(world, assurance, Judgement(criterion.pk, "referral", "Say more."))

    assert [str(one.reason) for one in refused.value.answers] == ["Say why you changed: 1.1."]


@pytest.mark.rule("A29", "A31")
def test_nobody_assures_what_they_marked(world: World):
    both = world.somebody(Role.ASSESSOR, Role.LEAD_ASSESSOR)
    world.approve(both)
    marked = world.marked(world.allocated(to=both), by=both)
    lead = Actor(both.person, both.name, both.roles, world.lead.audience, both.body)

    with standing_as(lead), pytest.raises(Refused) as refused:
        assuring.open_assurance(marking=world.marking_of(marked), by=lead, now=world.now)

    assert [one.rule for one in refused.value.answers] == ["A29"]


@pytest.mark.rule("A29")
@pytest.mark.parametrize(("first", "then"), [("marked", "assured"), ("assured", "marked")])
def test_the_database_refuses_judging_twice_in_both_orders(world: World, first: str, then: str):
    submission = world.accepted()
    with standing_as(world.lead):
        involve(world, submission, first)
        with pytest.raises(IntegrityError, match="judged before"), transaction.atomic():
            involve(world, submission, then)


def involve(world: World, submission: object, part: str) -> None:
    Involvement.objects.create(
        centre=world.centre,
        submission=submission,
        person=world.lead.person,
        part=part,
        at=world.now,
    )


@pytest.mark.rule("A31", "A30")
def test_another_lead_assessor_does_not_finalise_what_one_has_open(world: World):
    assurance = opened(world)
    other = world.somebody(Role.LEAD_ASSESSOR)

    with pytest.raises(Refused) as refused:
        finalise(world, assurance, by=other)

    assert [one.rule for one in refused.value.answers] == ["A31"]


@pytest.mark.rule("A30")
def test_another_lead_assessor_does_not_return_what_one_has_open(world: World):
    assurance = opened(world)
    other = world.somebody(Role.LEAD_ASSESSOR)

    with standing_as(other) as by, pytest.raises(Refused) as refused:
        assuring.return_to_assessor(
            assurance=assurance, comment="Look at 1.2 again.", by=by, now=world.now
        )

    with standing_as(world.staff):
        state = world.marking_of(assurance.submission).state
        outcome = Assurance.objects.get().outcome
    assert [one.rule for one in refused.value.answers] == ["A31"]
    assert (state, outcome) == ("in_qa", "open")


@pytest.mark.rule("A31")
def test_a_result_is_finalised_once(world: World):
    assurance = opened(world)
    finalise(world, assurance)

    with pytest.raises(MovedOn):
        finalise(world, assurance)


@pytest.mark.rule("A31")
@pytest.mark.parametrize("column", ["outcome", "overall_comment", "finalised_by"])
def test_no_role_may_change_what_a_result_says(world: World, column: str):
    result = finalise(world, opened(world))
    with standing_as(world.staff):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Result.objects.filter(pk=result.pk).update(**{column: 7 if column[-1] == "y" else "x"})
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ResultCriterion.objects.filter(result=result).delete()

        assert Result.objects.get().outcome == "pass"


@pytest.mark.rule("A30")
def test_a_return_without_words_is_refused(world: World):
    assurance = opened(world)
    with standing_as(world.lead) as by, pytest.raises(Refused) as refused:
        assuring.return_to_assessor(assurance=assurance, comment=" ", by=by, now=world.now)

    assert [one.rule for one in refused.value.answers] == ["A30"]


@pytest.mark.rule("A30", "A31")
def test_work_taken_back_from_a_lead_assessor_is_finalised_by_another(world: World):
    assurance = opened(world)
    with standing_as(world.staff) as by:
        marking = assuring.take_back(
            marking=assurance.sheet.marking, because="She is ill.", by=by, now=world.now
        )
    somebody_else = world.somebody(Role.LEAD_ASSESSOR)
    with standing_as(somebody_else) as by:
        anew = assuring.open_assurance(marking=marking, by=by, now=world.now)

    result = finalise(world, anew, by=somebody_else)

    with standing_as(world.staff):
        kept = list(Assurance.objects.order_by("pk").values_list("outcome", "lead", "comment"))
    assert result.finalised_by == somebody_else.person
    assert kept == [
        ("taken_back", world.lead.person, "She is ill."),
        ("agreed", somebody_else.person, ""),
    ]


@pytest.mark.rule("A30")
def test_who_had_work_taken_back_can_no_longer_finalise_it(world: World):
    assurance = opened(world)
    with standing_as(world.staff) as by:
        assuring.take_back(
            marking=assurance.sheet.marking, because="She is ill.", by=by, now=world.now
        )

    with pytest.raises(MovedOn):
        finalise(world, assurance)


@pytest.mark.rule("A30")
def test_only_work_that_a_lead_assessor_has_open_is_taken_back_from_one(world: World):
    marked = world.marked()

    with standing_as(world.staff) as by, pytest.raises(IllegalMove):
        assuring.take_back(
            marking=world.marking_of(marked), because="She is ill.", by=by, now=world.now
        )


def test_work_that_is_not_marked_yet_is_not_opened_by_a_lead_assessor(world: World):
    waits = world.accepted()

    with standing_as(world.lead) as by, pytest.raises(IllegalMove):
        assuring.open_assurance(marking=world.marking_of(waits), by=by, now=world.now)
