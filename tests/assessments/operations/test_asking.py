"""A38: whoever holds work asks its centre; the clock stands still until all is answered."""

from datetime import date, timedelta
from typing import Any

import pytest

from assessments.models import Question, Submission
from assessments.operations import (
    allocating,
    assuring,
    checking,
    finalising,
    mark_sheets,
    marking,
    questions,
)
from assessments.queries import sheets
from awarding.kernel.actors import Actor, Role
from awarding.kernel.rules import Refused
from awarding.models import Deadline, DeadlinePause, Entry
from awarding.queries import clocks
from tests import guards
from tests.assessments.operations.test_interests import declare
from tests.factories import standing_as
from tests.world import World

MONDAY, TUESDAY, WEDNESDAY = timedelta(days=3), timedelta(days=4), timedelta(days=5)
ANSWER_BY = date(2026, 12, 4)


def checked(world: World) -> Submission:
    """Return work whose quality check is open."""
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
        return Submission.objects.get(pk=sent.pk)


def begun(world: World) -> Submission:
    """Return work whose marking is begun, with a decision and feedback on every criterion."""
    held = world.allocated()
    with standing_as(world.assessor) as by:
        sheet = marking.start(marking=world.marking_of(held), by=by, now=world.now)
        said = [
            mark_sheets.Typed(one.pk, "pass", "You explain this on page 2.")
            for one in sheets.criteria_of(world.unit.pk)
        ]
        mark_sheets.save_sheet(
            sheet=sheet, marks=said, seen=mark_sheets.Seen(sheet.version), by=by, now=world.now
        )
        return Submission.objects.get(pk=held.pk)


def opened(world: World) -> Submission:
    """Return marked work that a lead assessor has open."""
    marked = world.marked()
    with standing_as(world.lead) as by:
        assuring.open_assurance(marking=world.marking_of(marked), by=by, now=world.now)
        return Submission.objects.get(pk=marked.pk)


def asked(world: World, work: Submission, who: Actor, **given: Any) -> Question:
    with standing_as(who) as by:
        return questions.ask(
            submission=work,
            **{"words": "Which file is the plan?", "answer_by": ANSWER_BY, "now": world.now}
            | given,
            by=by,
        )


def answered(world: World, question: Question, words: str = "The second one.", **given: Any):
    with standing_as(world.coordinator) as by:
        found = Question.objects.get(pk=question.pk)
        return questions.answer(
            question=found, words=words, by=by, now=given.get("now", world.now)
        )


def clock_of(world: World, work: Submission, after: timedelta) -> clocks.Face:
    with standing_as(world.staff):
        row = Deadline.objects.get(pk=work.clock_id)
        return clocks.clock(row, (world.now + after).date())


HELD = pytest.mark.parametrize(
    ("hold", "who", "stage"),
    [
        (checked, "staff", "check"),
        (begun, "assessor", "marking"),
        (opened, "lead", "assurance"),
    ],
)


@HELD
@pytest.mark.rule("A38")
def test_whoever_holds_work_asks_and_its_clock_stands_still_until_the_answer(
    world: World, hold: Any, who: str, stage: str
):
    work = hold(world)

    question = asked(world, work, getattr(world, who), now=world.now + MONDAY)
    waiting = clock_of(world, work, WEDNESDAY)
    answered(world, question, now=world.now + WEDNESDAY)

    after = clock_of(world, work, WEDNESDAY + timedelta(days=1))
    with standing_as(world.staff):
        question.refresh_from_db()
        pause = DeadlinePause.objects.get(deadline_id=work.clock_id)
    assert (question.stage, question.state, question.answer) == (
        stage,
        "answered",
        "The second one.",
    )
    assert (waiting.paused, waiting.age, after.paused, after.age) == (True, 1, False, 2)
    assert (pause.began_on, pause.ended_on) == (date(2026, 11, 23), date(2026, 11, 25))


@pytest.mark.rule("A38")
def test_the_clock_goes_on_after_the_last_answer(world: World):
    work = begun(world)
    first = asked(world, work, world.assessor)
    second = asked(world, work, world.assessor, words="And which is the review?")

    answered(world, second, now=world.now + MONDAY)
    between = clock_of(world, work, TUESDAY)
    answered(world, first, now=world.now + TUESDAY)

    after = clock_of(world, work, TUESDAY)
    assert (between.paused, between.age, after.paused, after.age) == (True, 0, False, 0)


@HELD
@pytest.mark.rule("A38")
def test_who_asked_closes_a_question_and_the_clock_goes_on(
    world: World, hold: Any, who: str, stage: str
):
    work = hold(world)
    question = asked(world, work, getattr(world, who))

    with standing_as(getattr(world, who)) as by:
        questions.close(question=question, because="I found it.", by=by, now=world.now + MONDAY)

    after = clock_of(world, work, TUESDAY)
    with standing_as(world.staff):
        question.refresh_from_db()
    assert (question.state, question.closed_because, after.paused, after.age) == (
        "closed",
        "I found it.",
        False,
        1,
    )


@pytest.mark.rule("A38")
def test_nobody_closes_a_question_of_work_they_do_not_hold(world: World):
    question = asked(world, begun(world), world.assessor)

    for role in (Role.INTAKE, Role.LEAD_ASSESSOR):
        with (
            standing_as(world.somebody(role)) as by,
            pytest.raises(Refused, match="You do not hold this work."),
        ):
            questions.close(question=question, because="I know.", by=by, now=world.now)
    with standing_as(world.somebody(Role.ALLOCATION)) as by:
        closed = questions.close(question=question, because="He is ill.", by=by, now=world.now)

    assert closed.state == "closed"


@pytest.mark.rule("A26", "A38")
def test_who_has_an_interest_since_closes_no_question(world: World):
    work = begun(world)
    question = asked(world, work, world.assessor)
    declare(world, world.assessor, "centre", work)

    with standing_as(world.assessor) as by, pytest.raises(Refused, match="You have an interest"):
        questions.close(question=question, because="I know.", by=by, now=world.now)


@pytest.mark.rule("A38")
@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.LEAD_ASSESSOR, Role.INTAKE])
def test_nobody_asks_about_work_they_do_not_hold(world: World, role: Role):
    work = world.allocated() if role == Role.ASSESSOR else opened(world)
    who = world.assessor if role == Role.ASSESSOR else world.somebody(role)

    with pytest.raises(Refused, match="You do not hold this work"):
        asked(world, work, who)

    assert not clock_of(world, work, MONDAY).paused


@HELD
@pytest.mark.rule("A38", "A26")
def test_somebody_with_an_interest_asks_nothing(world: World, hold: Any, who: str, stage: str):
    work = hold(world)
    declare(world, getattr(world, who), "centre", work)

    with pytest.raises(Refused, match="You have an interest"):
        asked(world, work, getattr(world, who))


@pytest.mark.rule("A38")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": " \n"}, "Write what the centre is asked"),
        ({"answer_by": date(2026, 11, 20)}, "tomorrow or later"),
    ],
)
def test_a_question_says_something_and_leaves_a_day_to_answer(
    world: World, given: dict[str, Any], said: str
):
    with pytest.raises(Refused, match=said):
        asked(world, begun(world), world.assessor, **given)


@pytest.mark.rule("A38")
def test_an_answer_says_something_and_is_given_once(world: World):
    question = asked(world, begun(world), world.assessor)

    with pytest.raises(Refused, match="Write the answer"):
        answered(world, question, " ")
    answered(world, question)
    with pytest.raises(Refused, match="The first answer stands"):
        answered(world, question, "The third one.")

    with standing_as(world.staff):
        question.refresh_from_db()
    assert question.answer == "The second one."


@pytest.mark.rule("A26")
@pytest.mark.parametrize("said", ["Siân Gŵyn Llŷr says so.", "it is  SIAN GWYN   LLYR’s"])
def test_an_answer_to_who_marks_by_number_names_nobody(world: World, said: str):
    question = asked(world, begun(world), world.assessor)

    with pytest.raises(Refused, match="Leave the learner’s name out"):
        answered(world, question, said)

    assert answered(world, question, "The learner says so.").state == "answered"


@pytest.mark.rule("A26")
def test_an_answer_to_the_quality_check_may_name_the_learner(world: World):
    question = asked(world, checked(world), world.staff)

    assert answered(world, question, "Siân Gŵyn Llŷr says so.").state == "answered"


@pytest.mark.rule("A25", "A38")
def test_work_is_not_accepted_while_a_question_is_open(world: World):
    work = checked(world)
    question = asked(world, work, world.staff)

    with (
        standing_as(world.staff) as by,
        pytest.raises(Refused, match="A question to the centre is open") as refused,
    ):
        checking.accept(submission=work, points=world.points(work), by=by, now=world.now)
    answered(world, question)
    with standing_as(world.staff) as by:
        accepted = checking.accept(
            submission=work, points=world.points(work), by=by, now=world.now
        )

    assert "4 December 2026" in str(refused.value)
    assert accepted.state == "accepted"


@pytest.mark.rule("A25", "A38")
def test_a_return_closes_what_is_open(world: World):
    work = checked(world)
    question = asked(world, work, world.staff)

    with standing_as(world.staff) as by:
        checking.return_to_centre(
            submission=work,
            points=world.points(work, signed="Sign the cover sheet."),
            answer_by=ANSWER_BY,
            by=by,
            now=world.now + MONDAY,
        )

    with standing_as(world.staff):
        question.refresh_from_db()
        pause = DeadlinePause.objects.get()
        ended = Deadline.objects.get(pk=work.clock_id)
    assert (question.state, question.closed_because) == (
        "closed",
        "The work was returned to the centre.",
    )
    assert (pause.ended_on, ended.ended_as) == (date(2026, 11, 23), "void")


@pytest.mark.rule("A28", "A38")
def test_a_sheet_is_not_handed_over_while_a_question_is_open(world: World):
    work = begun(world)
    question = asked(world, work, world.assessor)

    def hand_over() -> Any:
        with standing_as(world.assessor) as by:
            return marking.complete(
                marking=world.marking_of(work), version=1, by=by, now=world.now
            )

    with pytest.raises(Refused, match="A question to the centre is open"):
        hand_over()
    answered(world, question)
    assert hand_over().state == "marked"


@pytest.mark.rule("A31", "A38")
def test_a_result_is_not_finalised_while_a_question_is_open(world: World):
    work = opened(world)
    question = asked(world, work, world.lead)

    def finalise() -> Any:
        with standing_as(world.lead) as by:
            item = world.marking_of(work)
            assurance = assuring.open_assurance(marking=item, by=by, now=world.now)
            return finalising.finalise(
                assurance=assurance, judgements=[], comment="", by=by, now=world.now
            )

    with pytest.raises(Refused, match="A question to the centre is open"):
        finalise()
    answered(world, question)
    assert finalise().outcome == "pass"


@pytest.mark.rule("A26", "A38")
def test_a_question_stays_with_the_work_when_it_is_taken_back(world: World):
    work = begun(world)
    question = asked(world, work, world.assessor)
    with standing_as(world.staff) as by:
        allocating.take_back(
            marking=world.marking_of(work), because="She is ill.", by=by, now=world.now
        )

    answered(world, question, now=world.now + MONDAY)

    with standing_as(world.assessor):
        seen = Question.objects.count()
    assert (clock_of(world, work, MONDAY).paused, seen) == (False, 0)


@pytest.mark.rule("A38")
def test_the_centre_reads_of_each_step_and_of_nobody_who_asked(world: World):
    work = begun(world)
    answered(world, asked(world, work, world.assessor))

    with standing_as(world.coordinator):
        shown = dict(
            Entry.objects.filter(act__startswith="question").values_list("act", "is_shown")
        )
    assert shown == {"question.ask": True, "question.answer": True}


@pytest.mark.rule("A38")
def test_of_two_answers_at_once_the_last_lets_the_clock_go_on(real_world: World):
    work = begun(real_world)
    two = [asked(real_world, work, real_world.assessor) for _ in range(2)]

    def answering(question: Question) -> Any:
        def act(by: Actor) -> Question:
            found = Question.objects.get(pk=question.pk)
            return questions.answer(question=found, words="Here.", by=by, now=real_world.now)

        return act

    guards.race([(real_world.coordinator, answering(one)) for one in two])

    assert not clock_of(real_world, work, MONDAY).paused
