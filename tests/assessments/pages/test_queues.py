"""The queues of staff: what waits, how long, and the filter by colour."""

from datetime import timedelta

import pytest

from assessments.queries import queues
from awarding.kernel.clock import london_day
from tests.factories import standing_as
from tests.pages import words

HERE = "/northgate/staff"


def test_the_first_page_counts_what_waits_and_says_how_long(world, staff):
    world.submitted()
    world.accepted()

    answer = staff.get(f"{HERE}/queues/")

    assert staff.get("/").url == f"{HERE}/queues/"
    told = words(answer)
    assert "1 1 Quality check" in told
    assert "1 1 Allocate" in told
    assert told.count("Oldest: Day 1") == 2
    assert f'href="{HERE}/checks/"' in answer.content.decode()


@pytest.mark.parametrize("queue", ["checks", "allocate", "with-assessors", "submissions"])
def test_a_list_asks_as_much_for_thirty_rows_as_for_one(
    world, staff, queue, django_assert_max_num_queries, django_assert_num_queries
):
    make = {"checks": world.submitted, "allocate": world.accepted}.get(queue, world.allocated)
    make()
    with django_assert_max_num_queries(40) as one:
        staff.get(f"{HERE}/{queue}/")
    make()
    make()

    with django_assert_num_queries(len(one.captured_queries)):
        staff.get(f"{HERE}/{queue}/")


def test_a_queue_is_narrowed_by_the_colour_of_its_clocks(world, staff):
    sent = world.submitted()

    assert sent.reference in words(staff.get(f"{HERE}/checks/?colour=green"))
    assert "Nothing here fits the filter." in words(staff.get(f"{HERE}/checks/?colour=breached"))


@pytest.mark.rule("Q17")
@pytest.mark.parametrize("later", range(8))
def test_the_filter_by_colour_agrees_with_what_the_clocks_say(world, later):
    for days in (1, 26, 29, 33, 34, 35, 36, 37, 60):
        at = world.now - timedelta(days=days)
        world.submitted(world.prepared(world.registered(f"L{days}")), at=at)

    with standing_as(world.staff):
        on = london_day(world.now + timedelta(days=later))
        rows = queues.waiting(queues.Queue.CHECK)
        colours = {line.pk: line.clock.colour for line in queues.page(rows, {}, on=on).rows}
        found = {
            colour: {one.pk for one in queues.narrowed(rows, queues.Wanted(colour=colour), on)}
            for colour in queues.COLOURS
        }
    assert found == {
        colour: {pk for pk, one in colours.items() if one == colour} for colour in queues.COLOURS
    }
    assert found["green"]
    assert found["breached"]
