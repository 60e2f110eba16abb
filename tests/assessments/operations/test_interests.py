"""A26, A30: an interest recorded today stops who holds the work already, whatever they do next."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Assurance, MarkSheet, Submission
from assessments.operations import (
    allocating,
    assuring,
    checking,
    finalising,
    mark_sheets,
    marking,
)
from assessments.queries import interests, sheets, worklist
from assessments.rules import clauses
from assessments.states import M
from awarding.kernel.actors import Actor, Role
from awarding.kernel.rules import Refused
from awarding.models import Decision
from centres.operations import approving
from tests.awarding.operations.test_clock_races import overtaken
from tests.factories import standing_as
from tests.world import World

OF = pytest.mark.parametrize("of", ["centre", "learner"])


def declare(world: World, somebody: Actor, of: str, work: Submission) -> None:
    with standing_as(world.staff) as by:
        approving.declare_conflict(
            person=somebody.person,
            centre=world.centre if of == "centre" else None,
            learner=work.registration.learner if of == "learner" else None,
            reason="His sister teaches there.",
            by=by,
            now=world.now,
        )


def started(world: World, work: Submission) -> MarkSheet:
    with standing_as(world.assessor) as by:
        return marking.start(marking=world.marking_of(work), by=by, now=world.now)


def save(world: World, sheet: MarkSheet, decision: str = "pass") -> MarkSheet:
    with standing_as(world.assessor) as by:
        return mark_sheets.save_sheet(
            sheet=sheet,
            marks=[
                mark_sheets.Typed(one.pk, decision, "You show this on page 2.")
                for one in sheets.criteria_of(world.unit.pk)
            ],
            seen=mark_sheets.Seen(sheet.version),
            by=by,
            now=world.now,
        )


def state(world: World, work: Submission) -> str:
    with standing_as(world.staff):
        return world.marking_of(work).state


@OF
@pytest.mark.rule("A26", "A27")
def test_work_in_hand_is_not_begun_once_an_interest_is_recorded(world: World, of: str):
    held = world.allocated()
    declare(world, world.assessor, of, held)

    with pytest.raises(Refused, match="You have an interest"):
        started(world, held)

    with standing_as(world.staff):
        kept = Decision.objects.get()
    assert (state(world, held), kept.rule, kept.act) == (M.ALLOCATED, "A26", "marking.start")


@pytest.mark.rule("A26")
def test_somebody_who_was_at_the_centre_does_not_go_on_either(world: World):
    held = world.allocated()
    with standing_as(world.staff):
        one = world.membership(world.assessor)
        one.pk, one.centre, one.role = None, world.centre, Role.TUTOR
        one.save(force_insert=True)

    with pytest.raises(Refused, match="You have an interest"):
        started(world, held)


@OF
@pytest.mark.rule("A26", "A27")
def test_a_begun_sheet_is_neither_saved_nor_handed_over(world: World, of: str):
    held = world.allocated()
    sheet = save(world, started(world, held))
    declare(world, world.assessor, of, held)

    with pytest.raises(Refused, match="You have an interest"):
        save(world, sheet, "referral")
    with (
        standing_as(world.assessor) as by,
        pytest.raises(Refused, match="You have an interest"),
    ):
        marking.complete(
            marking=world.marking_of(held), version=sheet.version, by=by, now=world.now
        )

    with standing_as(world.assessor):
        marks = {one.decision for one in sheets.marks_on(sheet).values()}
    assert (state(world, held), marks) == (M.MARKING, {"pass"})


@pytest.mark.rule("A26")
def test_nothing_of_the_interest_is_said_to_the_assessor(world: World):
    held = world.allocated()
    declare(world, world.assessor, "learner", held)

    with pytest.raises(Refused) as stopped:
        started(world, held)

    said = str(stopped.value)
    assert "sister" not in said
    assert str(world.centre) not in said


@pytest.mark.rule("A26")
def test_an_interest_that_ended_stops_nobody(world: World):
    held = world.allocated()
    declare(world, world.assessor, "centre", held)
    with standing_as(world.staff) as by:
        [one] = approving.ConflictOfInterest.objects.all()
        approving.end_conflict(conflict=one, by=by, now=world.now)

    assert started(world, held).round == 1


@pytest.mark.rule("A26")
def test_what_comes_next_is_what_one_may_mark(world: World):
    tied, free = world.allocated(), world.allocated()
    declare(world, world.assessor, "learner", tied)

    with standing_as(world.assessor) as by:
        found = worklist.first(by.person, now=world.now)

    assert found is not None
    assert found.submission_id == free.pk


def returned(world: World) -> Submission:
    work = world.marked()
    with standing_as(world.lead) as by:
        opened = assuring.open_assurance(marking=world.marking_of(work), by=by, now=world.now)
        assuring.return_to_assessor(assurance=opened, comment="Look again.", by=by, now=world.now)
    return work


def begun(world: World) -> Submission:
    work = world.allocated()
    save(world, started(world, work))
    return work


@pytest.mark.rule("A26")
@pytest.mark.parametrize("way", [World.allocated, begun, returned])
def test_what_is_in_hand_is_taken_back_and_marked_by_another(
    world: World, way: Callable[[World], Submission]
):
    work, other = way(world), world.somebody(Role.ASSESSOR)
    world.approve(other)
    declare(world, world.assessor, "centre", work)

    with standing_as(world.staff) as by:
        in_hand = interests.in_hand(world.assessor.person, now=world.now)
        allocating.take_back(
            marking=world.marking_of(work), because="An interest.", by=by, now=world.now
        )
        left = interests.in_hand(world.assessor.person, now=world.now)
    again = world.marked(world.allocated(work, to=other), by=other)

    assert [(one.reference, one.can_be_taken_back) for one in in_hand] == [(work.reference, True)]
    assert (left, state(world, again)) == ([], M.MARKED)


@pytest.mark.rule("A30", "A31")
@pytest.mark.parametrize("act", ["open", "open again", "finalise", "return"])
def test_a_lead_assessor_with_an_interest_goes_no_further(world: World, act: str):
    work = world.marked()
    with standing_as(world.lead) as by:
        item = world.marking_of(work)
        opened = None
        if act != "open":
            opened = assuring.open_assurance(marking=item, by=by, now=world.now)
    declare(world, world.lead, "learner", work)
    before = state(world, work)
    given: dict[str, Any] = {"assurance": opened, "comment": "Look again."}
    do: Callable[..., Any] = {
        "finalise": partial(finalising.finalise, judgements=[], **given),
        "return": partial(assuring.return_to_assessor, **given),
    }.get(act, partial(assuring.open_assurance, marking=item))

    with standing_as(world.lead) as by, pytest.raises(Refused, match="You have an interest"):
        do(by=by, now=world.now)

    assert state(world, work) == before


@OF
@pytest.mark.rule("A26", "A31")
def test_work_marked_before_its_assessor_had_an_interest_is_not_finalised(world: World, of: str):
    work = world.marked()
    with standing_as(world.lead) as by:
        opened = assuring.open_assurance(marking=world.marking_of(work), by=by, now=world.now)
    declare(world, world.assessor, of, work)

    with standing_as(world.lead) as by, pytest.raises(Refused) as refused:
        finalising.finalise(assurance=opened, judgements=[], comment="", by=by, now=world.now)

    [answer] = refused.value.answers
    assert (answer.rule, answer.clause, state(world, work)) == (
        "A26",
        clauses.INDEPENDENCE,
        M.IN_QA,
    )


@pytest.mark.rule("A26", "A31")
def test_such_work_is_returned_marked_by_another_and_then_finalised(world: World):
    work, other = returned(world), world.somebody(Role.ASSESSOR)
    world.approve(other)
    declare(world, world.assessor, "centre", work)
    with standing_as(world.staff) as by:
        allocating.take_back(
            marking=world.marking_of(work), because="An interest.", by=by, now=world.now
        )

    again = world.marked(world.allocated(work, to=other), by=other)

    assert world.finalised(again).outcome == "pass"


@OF
@pytest.mark.rule("A25")
@pytest.mark.parametrize("act", ["begin", "carry on", "accept", "return"])
def test_nobody_checks_work_they_have_an_interest_in(world: World, of: str, act: str):
    sent = world.submitted()
    if act != "begin":
        with standing_as(world.staff) as by:
            checking.open_check(submission=sent, by=by, now=world.now)
    declare(world, world.staff, of, sent)
    with standing_as(world.staff):
        unmet = {"opens": "Send it as a PDF."} if act == "return" else {}
        points = {"points": world.points(sent, **unmet)}
    do: Callable[..., Any] = {
        "accept": partial(checking.accept, **points),
        "return": partial(checking.return_to_centre, answer_by=date(2026, 12, 4), **points),
    }.get(act, checking.open_check)

    with standing_as(world.staff) as by, pytest.raises(Refused) as refused:
        do(submission=sent, by=by, now=world.now)

    assert [one.rule for one in refused.value.answers] == ["A25"]
    with standing_as(world.staff):
        now_is = Submission.objects.get(pk=sent.pk).state
    assert now_is == ("submitted" if act == "begin" else "checking")
    assert world.accepted(sent, checked_by=world.somebody(Role.INTAKE)).state == "accepted"


@pytest.mark.rule("A25")
def test_the_next_to_check_is_none_of_ones_own_interests(world: World):
    tied, free = world.submitted(), world.submitted()
    declare(world, world.staff, "learner", tied)

    with standing_as(world.staff) as by:
        [opened] = checking.open_next(by=by, now=world.now).done

    assert opened.submission_id == free.pk


@pytest.mark.rule("A30")
def test_the_next_to_assure_is_none_of_ones_own_interests(world: World):
    tied, free = world.marked(), world.marked()
    declare(world, world.lead, "learner", tied)

    with standing_as(world.lead) as by:
        [opened] = assuring.open_next(by=by, now=world.now).done

    assert opened.submission_id == free.pk


@pytest.mark.rule("A30")
def test_work_of_a_lead_assessor_with_an_interest_is_taken_back_and_finalised_by_another(
    world: World,
):
    work, other = world.marked(), world.somebody(Role.LEAD_ASSESSOR)
    with standing_as(world.lead) as by:
        assuring.open_assurance(marking=world.marking_of(work), by=by, now=world.now)
    declare(world, world.lead, "centre", work)

    with standing_as(world.staff) as by:
        assuring.take_back(
            marking=world.marking_of(work), because="An interest.", by=by, now=world.now
        )
    with standing_as(other) as by:
        opened = assuring.open_assurance(marking=world.marking_of(work), by=by, now=world.now)
        result = finalising.finalise(
            assurance=opened, judgements=[], comment="", by=by, now=world.now
        )

    assert result.outcome == "pass"


@pytest.mark.rule("A30")
@pytest.mark.parametrize("when", ["opened", "closed"])
def test_the_database_refuses_a_lead_assessor_with_an_interest(world: World, when: str):
    work = world.marked()
    with standing_as(world.lead) as by:
        if when == "closed":
            assuring.open_assurance(marking=world.marking_of(work), by=by, now=world.now)
    declare(world, world.lead, "learner", work)

    act = judge if when == "closed" else open_past_the_rules
    with standing_as(world.staff), pytest.raises(IntegrityError) as raised, transaction.atomic():
        act(world, work)

    assert raised.value.__cause__.diag.constraint_name == "lead_assessor_without_interest"


def judge(world: World, work: Submission) -> None:
    Assurance.objects.filter(submission=work).update(outcome="agreed", completed_at=world.now)


def open_past_the_rules(world: World, work: Submission) -> None:
    sheet = MarkSheet.objects.get()
    Assurance.objects.create(
        centre_id=work.centre_id, submission=work, sheet=sheet, assessor=sheet.assessor,
        lead=world.lead.person, begun_at=world.now,
    )  # fmt: skip


@pytest.mark.rule("A26")
def test_recording_an_interest_waits_for_the_act_that_asked_before_it(real_world: World):
    """What was asked before is done before: nothing is begun once the interest stands."""
    world, held = real_world, real_world.allocated()
    order: list[str] = []

    def begin(by: Actor) -> None:
        marking.start(marking=world.marking_of(held), by=by, now=world.now)
        order.append("asked")

    def record(_by: Actor) -> None:
        declare(world, world.assessor, "centre", held)
        with standing_as(world.staff):
            order.append(world.marking_of(held).state)

    overtaken(world.assessor, begin, world.staff, record)

    assert order == ["asked", M.MARKING]
