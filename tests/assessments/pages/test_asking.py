"""A38: asking the centre, answering and closing, on the pages of both sides."""

from datetime import timedelta

import pytest
from django.test import Client

from assessments.models import Question, Submission
from assessments.operations import checking
from awarding.kernel.clock import london_day
from awarding.models import DeadlinePause, Decision
from tests.assessments.pages.sheet import filled_in
from tests.factories import standing_as
from tests.pages import client_of, words
from tests.world import World


def asking(world: World, text: str = "Which file is the plan?") -> dict[str, str]:
    day = london_day(world.now) + timedelta(days=7)
    return {
        "words": text,
        "answer_by_0": str(day.day),
        "answer_by_1": str(day.month),
        "answer_by_2": str(day.year),
    }


def only(world: World) -> Question:
    with standing_as(world.staff):
        return Question.objects.select_related("submission").get()


@pytest.fixture
def centre(world: World) -> Client:
    return client_of(world.coordinator)


@pytest.fixture
def checked(world: World) -> str:
    """The reference of work whose check is open."""
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    return sent.reference


def at(world: World, question: Question) -> str:
    number, reference = world.centre.number, question.submission.reference
    return f"/northgate/centre/{number}/submissions/{reference}/questions/{question.pk}/"


@pytest.mark.rule("A38")
def test_an_assessor_asks_and_reads_the_answer_beside_the_sheet(world, assessor, centre, begun):
    sent = assessor.post(f"{begun}ask/", asking(world))
    waiting = words(assessor.get(begun))
    answered = centre.post(at(world, only(world)), {"words": "The second one."})
    page = words(assessor.get(begun))

    assert (sent.url, answered.status_code) == (begun, 302)
    assert "Which file is the plan?" in waiting
    assert "Open To be answered by" in waiting
    assert "The centre’s answer The second one." in page
    assert "Paused" in waiting
    assert "Paused" not in page


@pytest.mark.rule("A38")
def test_a_whole_sheet_that_waits_for_an_answer_is_not_said_to_be_ready(world, assessor, begun):
    assessor.post(begun, filled_in(world))
    assessor.post(f"{begun}ask/", asking(world))

    page = words(assessor.get(begun))

    assert "It can be submitted once the centre has answered." in page
    assert "Ready to submit" not in page


@pytest.mark.rule("A38")
def test_the_worklist_says_what_waits_for_the_centre_and_what_it_answered(
    world, assessor, centre, begun
):
    worklist = "/northgate/assessor/worklist/"
    assessor.post(f"{begun}ask/", asking(world))
    waits = words(assessor.get(worklist))
    later = world.allocated()
    following = assessor.post(f"{worklist}next/")
    centre.post(at(world, only(world)), {"words": "The second one."})

    assert "Waits for the centre" in waits
    assert later.reference in following.url
    assert "The centre answered" in words(assessor.get(worklist))


@pytest.mark.rule("A35", "A38")
def test_the_centre_finds_the_question_on_its_tracker_and_its_submission(
    world, assessor, centre, begun
):
    assessor.post(f"{begun}ask/", asking(world))
    question = only(world)
    home = f"/northgate/centre/{world.centre.number}/"

    tracker = words(centre.get(f"{home}tracker/?status=question"))
    page = words(centre.get(f"{home}submissions/{question.submission.reference}/"))

    assert "1 Questions for you" in tracker
    assert "Question for you" in tracker
    assert f"Answer by {question.answer_by.day}" in tracker
    assert "Question for you: answer by" in page
    assert "Which file is the plan?" in page
    assert world.assessor.name not in page


@pytest.mark.rule("A38")
def test_the_quality_check_asks_and_waits_with_accepting(world, staff, checked):
    here = f"/northgate/staff/checks/{checked}/"

    staff.post(f"/northgate/staff/questions/{checked}/ask/", asking(world))
    page = words(staff.get(here))
    refused = staff.post(here, {"act": "all-met", **{f"met-{n}": "yes" for n in range(5)}})

    assert "Which file is the plan?" in page
    assert refused.status_code == 409
    assert "A question to the centre is open" in words(refused)


@pytest.mark.rule("A38")
def test_a_question_without_words_or_day_is_given_back(world, assessor, begun):
    empty = words(assessor.post(f"{begun}ask/", {"words": " "}))
    today = asking(world) | {"answer_by_0": "1", "answer_by_1": "1", "answer_by_2": "2020"}
    past = assessor.post(f"{begun}ask/", today)

    with standing_as(world.staff):
        assert not Question.objects.exists()
    assert "Write what the centre is asked." in empty
    assert "Enter the day by which the centre should answer." in empty
    assert "Answer by must be tomorrow or later." in words(past)
    assert "Which file is the plan?" in past.content.decode()


@pytest.mark.rule("A26")
def test_an_answer_that_names_the_learner_is_given_back(world, assessor, centre, begun):
    assessor.post(f"{begun}ask/", asking(world))
    question = only(world)

    refused = centre.post(at(world, question), {"words": "Siân Gŵyn Llŷr has both."})

    assert refused.status_code == 409
    assert "Leave the learner’s name out" in words(refused)
    assert "Siân Gŵyn Llŷr has both." in words(refused)
    assert only(world).state == "asked"


@pytest.mark.rule("A26")
def test_one_part_of_the_name_needs_a_word_of_what_else_it_means(world, assessor, centre, begun):
    assessor.post(f"{begun}ask/", asking(world))
    question = only(world)
    said = {"words": "The plan of Siân is file 2."}

    asked = centre.post(at(world, question), said)
    centre.post(at(world, question), said | {"because": "Siân is the employer."})

    with standing_as(world.staff):
        kept = Decision.objects.get(rule="A26", passed_with="Siân is the employer.")
    assert asked.status_code == 409
    assert "“Siân” is a part of the learner’s name." in words(asked)
    assert "What else it means" in words(asked)
    assert (only(world).state, kept.act) == ("answered", "question.answer")
    assert "employer" not in words(assessor.get(begun))


@pytest.mark.rule("A26")
def test_what_the_centre_answered_to_its_check_is_not_told_by_number(
    world, staff, assessor, lead, centre, checked
):
    staff.post(f"/northgate/staff/questions/{checked}/ask/", asking(world))
    centre.post(at(world, only(world)), {"words": "It is of Siân Gŵyn Llŷr."})
    with standing_as(world.staff):
        sent = Submission.objects.get(reference=checked)
    work = world.marked(world.allocated(world.accepted(sent)))
    lead.post(f"/northgate/staff/assure/{work.reference}/open/")

    seen = [
        words(assessor.get(f"/northgate/assessor/marking/{checked}/")),
        words(lead.get(f"/northgate/staff/assure/{checked}/")),
    ]
    with standing_as(world.assessor):
        held = Question.objects.count()

    assert ["Siân" in page for page in seen] == [False, False]
    assert held == 0
    assert "It is of Siân Gŵyn Llŷr." in words(
        staff.get(f"/northgate/staff/submissions/{checked}/")
    )


@pytest.mark.rule("A38")
def test_a_question_is_closed_with_why_and_the_clock_goes_on(world, assessor, centre, begun):
    assessor.post(f"{begun}ask/", asking(world))
    question = only(world)
    here = f"/northgate/assessor/questions/{question.pk}/close/"

    silent = words(assessor.post(here, {"because": ""}))
    closed = assessor.post(here, {"because": "I found it on page 4."})
    page = words(centre.get(at(world, question)))

    assert "Say why the question is closed." in silent
    assert closed.url == begun
    assert "This question was closed" in page
    with standing_as(world.staff):
        assert DeadlinePause.objects.get().ended_on is not None


@pytest.mark.rule("A38")
def test_both_histories_tell_of_the_question(world, assessor, staff, centre, begun):
    assessor.post(f"{begun}ask/", asking(world))
    question = only(world)
    centre.post(at(world, question), {"words": "The second one."})
    reference = question.submission.reference

    theirs = words(centre.get(f"/northgate/centre/{world.centre.number}/submissions/{reference}/"))
    ours = words(staff.get(f"/northgate/staff/submissions/{reference}/"))

    assert "Question asked of you" in theirs
    assert "Question answered" in theirs
    assert "Question asked of the centre" in ours
    assert "Question answered by the centre" in ours
    assert "The second one." in ours


@pytest.mark.rule("A38")
def test_who_does_not_hold_the_work_is_told_so_and_asks_nothing(world, lead, begun):
    reference = begun.rstrip("/").rsplit("/", 1)[1]
    here = f"/northgate/staff/questions/{reference}/ask/"

    page = words(lead.get(here))
    refused = lead.post(here, asking(world))

    assert "You do not hold this work" in page
    assert refused.status_code == 409
    with standing_as(world.staff):
        assert not Question.objects.exists()


@pytest.mark.rule("A38")
def test_who_allocates_closes_one_of_two_questions_and_is_led_back_to_the_record(
    world, assessor, staff, begun
):
    for said in ("Which file?", "Which page?"):
        assessor.post(f"{begun}ask/", asking(world, said))
    with standing_as(world.staff):
        first, second = Question.objects.select_related("submission").order_by("pk")

    because = {"because": "He is ill."}
    one = staff.post(f"/northgate/staff/questions/{first.pk}/close/", because, follow=True)
    both = staff.post(f"/northgate/staff/questions/{second.pk}/close/", because, follow=True)

    assert one.redirect_chain == [
        (f"/northgate/staff/submissions/{first.submission.reference}/", 302)
    ]
    assert "The clock waits for the others." in words(one)
    assert "and the clock goes on." in words(both)
