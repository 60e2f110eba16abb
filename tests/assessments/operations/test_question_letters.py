"""A38: a centre is written to when it is asked, and whoever holds the work when it answers."""

from datetime import timedelta
from typing import Any

import pytest

from assessments.models import Question, Submission
from assessments.operations import allocating, checking, marking, question_letters, questions
from awarding.kernel.actors import Actor
from awarding.kernel.clock import london_day
from tests.assessments.operations.letters import address, written
from tests.factories import standing_as
from tests.world import World

ASKED = "Which file is the plan of Siân?"


def ask(world: World, work: Submission, who: Actor) -> Question:
    with standing_as(who) as by:
        return questions.ask(
            submission=Submission.objects.get(pk=work.pk) if who is world.staff else work,
            words=ASKED,
            answer_by=london_day(world.now) + timedelta(days=7),
            by=by,
            now=world.now,
        )


def asked_in_marking(world: World) -> Question:
    work = world.allocated()
    with standing_as(world.assessor) as by:
        marking.start(marking=world.marking_of(work), by=by, now=world.now)
    return ask(world, work, world.assessor)


def asked_in_check(world: World) -> Question:
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    return ask(world, sent, world.staff)


def answer(world: World, question: Question) -> None:
    with standing_as(world.coordinator) as by:
        found = Question.objects.get(pk=question.pk)
        questions.answer(question=found, words="The second one.", by=by, now=world.now)


def to_centre(world: World) -> list[Any]:
    return written(world, "assessments.mail_question", question_letters.tell_centre)


def to_holder(world: World) -> list[Any]:
    return written(world, "assessments.mail_answer", question_letters.tell_holder)


@pytest.mark.rule("A38")
def test_the_centre_is_written_to_once_and_reads_the_question_where_it_signs_in(real_world):
    question = asked_in_marking(real_world)

    (letter,) = to_centre(real_world)

    reference = question.submission.reference
    assert letter.to == [address(real_world, real_world.coordinator)]
    assert reference in letter.subject
    assert f"/submissions/{reference}/questions/{question.pk}/" in letter.body
    assert "Siân" not in letter.subject + letter.body
    assert "plan" not in letter.subject + letter.body


@pytest.mark.rule("A38")
def test_a_question_that_needs_no_answer_any_more_is_not_written_of(real_world):
    question = asked_in_marking(real_world)
    with standing_as(real_world.assessor) as by:
        questions.close(question=question, because="Found.", by=by, now=real_world.now)

    assert to_centre(real_world) == []


@pytest.mark.rule("A26", "A38")
def test_the_assessor_is_written_to_when_it_is_answered_and_not_told_whose_work_it_is(real_world):
    question = asked_in_marking(real_world)
    answer(real_world, question)

    (letter,) = to_holder(real_world)

    assert letter.to == [address(real_world, real_world.assessor)]
    assert f"/northgate/assessor/marking/{question.submission.reference}/" in letter.body
    for told in ("Siân", real_world.centre.name, real_world.centre.number, "The second one"):
        assert told not in letter.subject + letter.body


@pytest.mark.rule("A38")
def test_whoever_checks_the_work_is_written_to_at_their_own_page(real_world):
    question = asked_in_check(real_world)
    answer(real_world, question)

    (letter,) = to_holder(real_world)

    assert letter.to == [address(real_world, real_world.staff)]
    assert f"/northgate/staff/checks/{question.submission.reference}/" in letter.body


@pytest.mark.rule("A26")
def test_an_assessor_whose_work_was_taken_back_is_written_to_no_more(real_world):
    question = asked_in_marking(real_world)
    with standing_as(real_world.staff) as by:
        item = real_world.marking_of(question.submission)
        allocating.take_back(marking=item, because="Away.", by=by, now=real_world.now)
    answer(real_world, question)

    assert to_holder(real_world) == []
