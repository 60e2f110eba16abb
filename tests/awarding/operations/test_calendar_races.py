"""A clock that starts while a past day is corrected counts by the corrected calendar."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from awarding.kernel.actors import Role
from awarding.models import AwardingBody, Deadline
from awarding.operations import calendars, deadlines
from awarding.queries import calendars as queries
from awarding.rules.clock import SlaTerms
from tests.factories import actor, standing_as
from tests.factories import centre as a_centre

FLOOD = date(2026, 11, 16)


@pytest.fixture
def body(committed):
    return AwardingBody.objects.get(slug="northgate")


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0] > 0


def start_slowly(body, centre, now, started, corrected):
    """Start a clock, and commit only when the correction waits for it, or did not wait."""
    with standing_as(actor(Role.COORDINATOR, body=body, centre=centre.pk)), transaction.atomic():
        deadlines.start(
            kind="submission.sla",
            centre=centre,
            received_at=now,
            provisional=True,
            terms=SlaTerms(),
        )
        started.set()
        while not somebody_waits() and not corrected.is_set():
            time.sleep(0.01)
    connection.close()


def test_a_clock_that_starts_meanwhile_is_not_left_behind(body, now):
    centre = a_centre(body, "012345")
    by = actor(Role.ADMINISTRATOR, body=body)
    started, corrected = Event(), Event()
    with standing_as(by), ThreadPoolExecutor() as others:
        calendar = calendars.seed_calendar(division="england-and-wales", by=by, now=now)
        slow = others.submit(start_slowly, body, centre, now, started, corrected)
        assert started.wait(10)

        calendars.correct_past_day(
            calendar=calendar, day=FLOOD, name="Flood", by=by, now=now + timedelta(days=1)
        )
        corrected.set()
        slow.result(10)

        deadline = Deadline.objects.get()
        table = queries.working_days(calendar.pk)
        assert deadline.started_wd == table.ordinal(deadline.started_on)
