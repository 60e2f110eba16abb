"""A38: what the tables of questions and of paused clocks refuse, and by which guard."""

from datetime import date
from typing import Any

import pytest

from assessments.models import CheckPoint, Marking, QualityCheck, Question, Submission
from assessments.operations import questions
from assessments.states import M, S
from awarding.models import Deadline, DeadlinePause
from awarding.operations import deadlines
from tests.assessments.constraints.kept import kept_by
from tests.assessments.operations.test_asking import answered, asked, begun, checked
from tests.factories import standing_as
from tests.world import World

pytestmark = pytest.mark.rule("A38")


def question(work: Submission, world: World, **given: Any) -> Question:
    return Question(
        centre_id=work.centre_id,
        submission=work,
        **{
            "stage": "check",
            "words": "Which?",
            "answer_by": date(2026, 12, 4),
            "asked_at": world.now,
            "asked_by": world.staff.person,
        }
        | given,
    )


@pytest.mark.parametrize("hold", ["submitted", "accepted", "allocated", "marked"])
def test_a_question_is_about_work_in_hand(world: World, hold: str):
    work = getattr(world, hold)()
    with standing_as(world.staff), kept_by("a_question_is_about_work_in_hand"):
        question(work, world).save()


def test_a_question_begins_asked(world: World):
    work = checked(world)
    done = {"state": "closed", "closed_at": world.now, "closed_because": "No."}
    with standing_as(world.staff), kept_by("question_begins_at_its_start"):
        question(work, world, **done).save()


@pytest.mark.parametrize(
    ("changed", "guard"),
    [
        ({"state": "lost"}, "question_state_is_known"),
        ({"state": "closed", "closed_because": "No."}, "a_closed_question_says_why"),
        ({"closed_because": "No."}, "a_closed_question_says_why"),
    ],
)
def test_a_question_is_closed_whole(world: World, changed: dict[str, Any], guard: str):
    asked(world, checked(world), world.staff)
    with standing_as(world.staff), kept_by(guard):
        Question.objects.update(**changed)


@pytest.mark.parametrize(
    "changed", [{"state": "answered", "answer": "Here."}, {"answer": "Here."}]
)
def test_a_question_is_answered_whole(world: World, changed: dict[str, Any]):
    asked(world, checked(world), world.staff)
    with standing_as(world.coordinator), kept_by("an_answered_question_says_what"):
        Question.objects.update(**changed)


def test_a_stage_is_one_of_three(world: World):
    work = checked(world)
    with standing_as(world.staff), kept_by("question_stage_is_known"):
        question(work, world, stage="release").save()


@pytest.mark.parametrize("side", ["asked", "answered", "closed"])
def test_nobody_asks_answers_or_closes_in_anothers_name(world: World, side: str):
    work = checked(world)
    other = world.assessor.person
    if side == "asked":
        with standing_as(world.staff), kept_by("asked_by_is_who_acts"):
            question(work, world, asked_by=other).save()
        return
    asked(world, work, world.staff)
    given = {"state": side, f"{side}_at": world.now, f"{side}_by": other}
    given |= {"answer": "Here."} if side == "answered" else {"closed_because": "No."}
    who = world.coordinator if side == "answered" else world.staff
    with standing_as(who), kept_by(f"{side}_by_is_who_acts"):
        Question.objects.update(**given)


def test_an_answer_stands(world: World):
    answered(world, asked(world, checked(world), world.staff))
    with standing_as(world.coordinator), kept_by("question_changes_with_a_move"):
        Question.objects.update(answer="Another.")


def test_a_closed_question_is_not_opened_again(world: World):
    open_one = asked(world, checked(world), world.staff)
    with standing_as(world.staff) as by:
        questions.close(question=open_one, because="Found.", by=by, now=world.now)
        with kept_by("question_moves_by_its_table"):
            Question.objects.update(state="asked", closed_at=None, closed_because="")


def test_work_is_not_accepted_while_a_question_is_open(world: World):
    work = checked(world)
    asked(world, work, world.staff)
    with standing_as(world.staff):
        check = QualityCheck.objects.get()
        CheckPoint.objects.create(
            centre_id=work.centre_id, check_made=check, code="a", point="A.", is_met=True
        )
        QualityCheck.objects.update(
            outcome="accepted", completed_at=world.now, decided_by=world.staff.person
        )
        deadlines.confirm(Deadline.objects.get())
        with kept_by("work_is_decided_once_answered"):
            Submission.objects.update(state=S.ACCEPTED, accepted_at=world.now)


def test_marking_is_not_handed_over_while_a_question_is_open(world: World):
    work = begun(world)
    asked(world, work, world.assessor)
    with standing_as(world.assessor), kept_by("marking_goes_on_once_answered"):
        Marking.objects.update(state=M.MARKED)


def test_the_days_a_clock_stood_still_are_those_of_its_pauses(world: World):
    world.accepted()
    with standing_as(world.staff), kept_by("a_clock_stood_still_while_paused"):
        Deadline.objects.update(paused_wd=3)


def test_a_centre_does_not_add_to_them(world: World):
    world.accepted()
    with standing_as(world.coordinator), kept_by("a_clock_stood_still_while_paused"):
        Deadline.objects.update(paused_wd=3)


def pause(work: Submission, **given: Any) -> DeadlinePause:
    return DeadlinePause(
        centre_id=work.centre_id,
        deadline_id=work.clock_id,
        reason="Lunch",
        began_on=date(2026, 11, 23),
        began_wd=1,
        **given,
    )


def test_an_assessor_stops_no_clock_without_asking(world: World):
    work = begun(world)
    with standing_as(world.assessor), kept_by("a_clock_waits_for_an_answer"):
        pause(work).save()


def test_a_centre_does_not_let_the_clock_go_on_without_answering(world: World):
    work = begun(world)
    asked(world, work, world.assessor)
    with standing_as(world.coordinator), kept_by("a_clock_goes_on_when_all_is_answered"):
        DeadlinePause.objects.update(ended_on=date(2026, 11, 24), ended_wd=900)


def test_a_pause_that_is_over_is_not_made_longer_by_the_centre(world: World):
    work = begun(world)
    answered(world, asked(world, work, world.assessor))
    with standing_as(world.coordinator), kept_by("a_clock_goes_on_when_all_is_answered"):
        DeadlinePause.objects.update(ended_on=date(2026, 11, 30), ended_wd=900)


def test_a_pause_does_not_end_before_it_began(world: World):
    work = begun(world)
    with standing_as(world.staff), kept_by("a_pause_ends_after_it_began"):
        pause(work, ended_on=date(2026, 11, 20), ended_wd=1).save()
