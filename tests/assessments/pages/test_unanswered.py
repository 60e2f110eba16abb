"""A38: questions that wait for a centre's answer are looked after by staff."""

from datetime import timedelta

import pytest

from assessments.models import Submission
from assessments.operations import checking, marking, questions
from awarding.kernel.actors import Role
from awarding.kernel.clock import london_day
from tests.assessments.pages.by_number import as_assessor
from tests.factories import standing_as
from tests.pages import client_of, words
from tests.world import World

LIST = "/northgate/staff/questions/"
HOME = "/northgate/staff/queues/"


def asked(world: World, days_ago: int = 0, days: int = 7) -> Submission:
    """Return work whose centre was asked some days ago, and has some days from then to answer."""
    work = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=work, by=by, now=world.now)
        then = world.now - timedelta(days=days_ago)
        questions.ask(
            submission=Submission.objects.get(pk=work.pk),
            words="Which file is the plan?",
            answer_by=london_day(then) + timedelta(days=days),
            by=by,
            now=then,
        )
    return work


@pytest.mark.rule("A38")
def test_what_a_centre_has_not_answered_is_counted_and_listed(world, staff):
    work = asked(world)

    home, listed = words(staff.get(HOME)), words(staff.get(LIST))

    assert "1 Questions to centres Next answer by" in home
    assert work.reference in listed
    assert "Which file is the plan?" in listed
    assert "Late" not in listed


@pytest.mark.rule("A38")
def test_an_answer_that_is_late_stands_first_and_says_so(world, staff):
    asked(world)
    late = asked(world, days_ago=9)

    home, listed = words(staff.get(HOME)), words(staff.get(LIST))

    assert "2 Questions to centres 1 is late." in home
    assert listed.index(late.reference) < listed.index("Late")
    assert listed.count("Late") == 1


@pytest.mark.rule("A38")
def test_who_looks_after_the_clock_closes_a_question_from_the_list(world, staff):
    asked(world)
    allocation, reader = (
        client_of(world.somebody(role)) for role in (Role.ALLOCATION, Role.BODY_READER)
    )

    assert "/close/" in allocation.get(LIST).content.decode()
    assert "/close/" not in reader.get(LIST).content.decode()
    assert "Also at" in words(reader.get(HOME)).partition("Questions to centres")[0]
    assert "Also at" not in words(allocation.get(HOME)).partition("Questions to centres")[0]


@pytest.mark.rule("A26")
def test_a_question_about_what_one_marks_is_not_listed_with_its_centre(world, staff):
    both = world.somebody(Role.ASSESSOR, Role.ALLOCATION)
    world.approve(both)
    work = world.allocated(to=both)
    with standing_as(as_assessor(both)) as by:
        marking.start(marking=world.marking_of(work), by=by, now=world.now)
        questions.ask(
            submission=work,
            words="Which file is the plan?",
            answer_by=london_day(world.now) + timedelta(days=7),
            by=by,
            now=world.now,
        )

    assert work.reference in words(staff.get(LIST))
    assert work.reference not in words(client_of(both).get(LIST))
    assert "0 Questions to centres" in words(client_of(both).get(HOME))


def test_the_list_asks_as_much_for_three_rows_as_for_one(
    world, staff, django_assert_num_queries, django_assert_max_num_queries
):
    asked(world)
    with django_assert_max_num_queries(25) as one:
        staff.get(LIST)
    count = len(one.captured_queries)
    asked(world)
    asked(world)

    with django_assert_num_queries(count):
        staff.get(LIST)
