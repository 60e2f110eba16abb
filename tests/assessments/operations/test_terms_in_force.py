"""Q20, A40: work is promised by the body's own numbers of that day, and keeps them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assessments.models import Submission
from awarding.models import Deadline
from awarding.operations import rulebook
from tests.awarding.operations.test_rulebook import CHARTER, FASTER
from tests.factories import standing_as
from tests.world import World

TOMORROW = date(2026, 11, 21)
SLOWER = replace(FASTER, days=22, amber_from=19, red_from=21)


def promise(world: World, terms=FASTER, from_on: date = TOMORROW) -> None:
    with standing_as(world.staff) as by:
        rulebook.add_term(name="sla", terms=terms, from_on=from_on, by=by, now=world.now)


def promised(world: World, sent: int) -> tuple[int, int, int, str]:
    with standing_as(world.staff):
        clock = Deadline.objects.get(pk=Submission.objects.get(pk=sent).clock_id)
    return clock.days, clock.amber_from, clock.red_from, clock.clause.words


@pytest.mark.rule("Q20", "A38")
def test_work_is_promised_by_the_bodys_own_numbers_in_force_on_the_day_it_is_sent(world: World):
    promise(world)
    sent = world.submitted(at=world.now + timedelta(days=1))

    assert promised(world, sent.pk) == (20, 15, 18, CHARTER.words)


@pytest.mark.rule("Q20", "A38")
def test_what_is_not_in_force_yet_promises_nothing(world: World):
    promise(world)

    assert promised(world, world.submitted().pk)[:3] == (25, 18, 23)


@pytest.mark.rule("Q20")
def test_a_clock_that_runs_keeps_the_numbers_it_began_with(world: World):
    promise(world, from_on=world.now.date())
    accepted = world.accepted()
    promise(world, SLOWER)

    later = world.submitted(
        world.prepared(world.registered("Ana Silva")), at=world.now + timedelta(days=3)
    )

    assert promised(world, accepted.pk)[:3] == (20, 15, 18)
    assert promised(world, later.pk)[:3] == (22, 19, 21)


@pytest.mark.rule("A40", "Q20")
def test_the_next_submission_is_promised_as_any_other_work_of_its_day(world: World):
    promise(world, from_on=world.now.date())
    first = world.released(decision="referral").submission_id
    promise(world, SLOWER)
    with standing_as(world.coordinator):
        opened = Submission.objects.get(previous_id=first)

    second = world.submitted(world.filled(opened), at=world.now + timedelta(days=3))

    assert (second.number, promised(world, second.pk)[:3]) == (2, (22, 19, 21))
    assert promised(world, first)[:3] == (20, 15, 18)
