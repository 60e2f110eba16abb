"""Two at once, and each guard of the clocks taken away to show what it keeps out."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction

from awarding.kernel.actors import Role, portal
from awarding.kernel.machines import IllegalMove
from awarding.models import AwardingBody, Deadline, DeadlineCrossing, DeadlinePause, Entry
from awarding.operations import calendars, deadlines, sweeping
from awarding.queries import calendars as queries
from awarding.rules.clock import SlaTerms
from tests import guards
from tests.factories import actor, standing_as
from tests.factories import centre as a_centre

FLOOD = date(2026, 11, 16)
AMBER = datetime(2026, 12, 16, 1, tzinfo=UTC)


@pytest.fixture
def body(committed):
    return AwardingBody.objects.get(slug="northgate")


@pytest.fixture
def centre(body):
    return a_centre(body, "012345")


@pytest.fixture
def calendar(body, now):
    with standing_as(portal(body.pk)) as by:
        return calendars.seed_calendar(division="england-and-wales", by=by, now=now)


@pytest.fixture
def running(body, calendar, centre, now):
    """A clock that runs."""
    with standing_as(portal(body.pk)):
        return start(centre, now)


def start(centre, now, **terms):
    return deadlines.start(
        kind="submission.sla",
        centre=centre,
        received_at=now,
        provisional=True,
        terms=SlaTerms(**terms),
    )


def somebody_waits():
    asked = (
        "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype IN ('advisory', 'transactionid')"
    )
    return bool(guards.as_owner(asked))


def overtaken(first, act, second, overtake):
    """Do ``act``, but commit it only once ``overtake`` waits for it, or is through without."""
    done, through = Event(), Event()

    def slowly():
        try:
            with standing_as(first) as by, transaction.atomic():
                act(by)
                done.set()
                while not somebody_waits() and not through.is_set():
                    time.sleep(0.01)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as others:
        slow = others.submit(slowly)
        assert done.wait(20)
        with standing_as(second) as by:
            overtake(by)
        through.set()
        slow.result(20)


def test_a_clock_started_while_a_past_day_is_corrected_counts_by_the_corrected_calendar(
    body, centre, calendar, now
):
    def correct(by):
        calendars.correct_past_day(
            calendar=calendar, day=FLOOD, name="Flood", by=by, now=now + timedelta(days=1)
        )

    overtaken(
        actor(Role.COORDINATOR, body=body, centre=centre.pk),
        lambda _: start(centre, now),
        actor(Role.ADMINISTRATOR, body=body),
        correct,
    )

    with standing_as(portal(body.pk)):
        deadline, table = Deadline.objects.get(), queries.working_days(calendar.pk)
        assert deadline.started_wd == table.ordinal(deadline.started_on)


def two_sweeps(body):
    """Sweep twice at once, and return how many crossings and entries there are."""

    def sweep(by):
        sweeping.sweep_clocks(by=by, now=AMBER)

    overtaken(portal(body.pk), sweep, portal(body.pk), sweep)
    with standing_as(portal(body.pk)):
        entries = Entry.objects.filter(act="clock.cross")
        return DeadlineCrossing.objects.count(), entries.count()


def test_two_sweeps_at_once_find_a_crossing_once(body, running):
    assert two_sweeps(body) == (1, 1)


def test_without_its_constraint_two_sweeps_would_find_it_twice(body, running):
    with guards.without_constraint("awarding_deadlinecrossing", "one_crossing_per_level"):
        assert two_sweeps(body) == (2, 2)


def paused_twice(body, running, now):
    def pause(_):
        with transaction.atomic():
            return deadlines.pause(running, reason="A question", now=now)

    answers = guards.race([(portal(body.pk), pause)] * 2)
    with standing_as(portal(body.pk)):
        return [type(one) for one in answers if isinstance(one, Exception)], (
            DeadlinePause.objects.count()
        )


def test_of_two_pauses_at_once_one_is_told_it_is_late(body, running, now):
    assert paused_twice(body, running, now) == ([IllegalMove], 1)


def test_without_the_row_lock_the_constraint_still_lets_one_pause_through(body, running, now):
    with guards.without_row_locks():
        raised, pauses = paused_twice(body, running, now)

    assert (raised[0] in (IntegrityError, IllegalMove), pauses) == (True, 1)


def test_without_the_constraint_a_clock_would_turn_red_before_amber(body, calendar, centre, now):
    with standing_as(portal(body.pk)):
        with pytest.raises(IntegrityError, match="amber_then_red"):
            start(centre, now, amber_from=24)
        with guards.without_constraint("awarding_deadline", "amber_then_red_then_breach"):
            assert start(centre, now, amber_from=24).pk


def test_only_the_missing_grant_keeps_crossings_from_a_centre(body, centre, running):
    with standing_as(portal(body.pk)) as by:
        sweeping.sweep_clocks(by=by, now=AMBER)

    with ExitStack() as off, standing_as(actor(Role.COORDINATOR, body=body, centre=centre.pk)):
        off.enter_context(guards.granted("awarding_deadlinecrossing", "centre", "SELECT"))
        assert DeadlineCrossing.objects.count() == 0
        off.enter_context(guards.open_to("awarding_deadlinecrossing", "centre", "true"))
        assert DeadlineCrossing.objects.count() == 1


def test_a_centre_may_start_a_clock_and_cannot_confirm_one(body, centre, running, now):
    coordinator = actor(Role.COORDINATOR, body=body, centre=centre.pk)
    with standing_as(coordinator), transaction.atomic():
        assert start(centre, now).pk
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            deadlines.confirm(running)
