"""A38 to A41, Q5, Q6, Q18 to Q21: clocks in the database start, pause and end as the rules say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from awarding.kernel.actors import Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import LONDON
from awarding.management.commands.due import answer
from awarding.models import Deadline, DeadlinePause
from awarding.operations import calendars, deadlines
from awarding.queries import clocks
from awarding.rules.clock import SlaTerms
from tests.factories import actor, standing_as
from tests.factories import centre as a_centre

TERMS = SlaTerms()


@pytest.fixture
def staff(body, now):
    with standing_as(actor(Role.ADMINISTRATOR, Role.APPROVALS, body=body)) as by:
        calendars.seed_calendars(by=by, now=now)
        yield by


@pytest.fixture
def centre(body):
    return a_centre(body, "012345")


def london(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def begin(centre, received_at, **given):
    asked = {"kind": "submission.sla", "provisional": False, "terms": TERMS} | given
    return deadlines.start(centre=centre, received_at=received_at, **asked)


def told(deadline, today):
    face = clocks.clock(deadline, today)
    return str(face.words), face.colour, face.due_on


@pytest.mark.rule("A38", "A39", "Q6")
@pytest.mark.parametrize(
    ("received_at", "due_on"),
    [
        ("2026-11-20 10:00", date(2026, 12, 29)),
        ("2026-11-21 10:00", date(2026, 12, 29)),
        ("2026-11-22 23:59", date(2026, 12, 29)),
        ("2026-11-23 00:00", date(2026, 12, 30)),
        ("2027-03-19 09:00", date(2027, 4, 27)),
        ("2026-03-28 23:30", date(2026, 5, 6)),
        ("2026-10-24 23:30", date(2026, 11, 27)),
    ],
    ids=["friday", "saturday", "sunday", "monday", "easter", "clocks go on", "clocks go back"],
)
def test_a_friday_a_saturday_and_a_sunday_share_one_due_day(staff, centre, received_at, due_on):
    deadline = begin(centre, london(received_at))

    assert clocks.clock(deadline, deadline.started_on).due_on == due_on


@pytest.mark.rule("A38", "Q6", "Q17")
@pytest.mark.parametrize(
    ("received_at", "day", "due_on"),
    [
        (datetime(2026, 6, 21, 22, 59, tzinfo=UTC), date(2026, 6, 21), date(2026, 7, 24)),
        (datetime(2026, 6, 21, 23, 30, tzinfo=UTC), date(2026, 6, 22), date(2026, 7, 27)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 22), date(2026, 12, 29)),
    ],
    ids=["a minute before midnight", "summer, after midnight", "winter"],
)
def test_the_day_of_receipt_is_londons(staff, centre, received_at, day, due_on):
    deadline = begin(centre, received_at)

    assert (deadline.started_on, clocks.clock(deadline, day).due_on) == (day, due_on)


@pytest.mark.rule("A38", "Q17")
def test_the_days_on_which_a_clock_waits_and_ends_are_londons(staff, centre):
    def late(day):
        return datetime(2026, 6, day, 23, 30, tzinfo=UTC)

    deadline = begin(centre, late(1))
    deadlines.pause(deadline, reason="A question", now=late(2))
    deadlines.resume(deadline, now=late(3))
    ended = deadlines.meet(deadline, now=late(7))

    pause = DeadlinePause.objects.get()
    assert (pause.began_on, pause.ended_on) == (date(2026, 6, 3), date(2026, 6, 4))
    assert (ended.ended_on, ended.closed_age) == (date(2026, 6, 8), 3)


@pytest.mark.rule("A38", "Q20")
@pytest.mark.parametrize(
    ("today", "words", "colour"),
    [
        (date(2026, 11, 20), "Day 1 is 23 November 2026", "green"),
        (date(2026, 11, 23), "Day 1 of 25 working days", "green"),
        (date(2026, 12, 15), "Day 17 of 25 working days", "green"),
        (date(2026, 12, 16), "Day 18 of 25 working days", "amber"),
        (date(2026, 12, 23), "Day 23 of 25 working days", "red"),
        (date(2026, 12, 29), "Day 25 of 25 working days", "red"),
        (date(2026, 12, 30), "1 day over target", "breached"),
    ],
)
def test_the_age_is_counted_on_and_never_stored(staff, centre, now, today, words, colour):
    deadline = begin(centre, now)

    assert told(deadline, today) == (words, colour, date(2026, 12, 29))


@pytest.mark.rule("A39", "Q21")
def test_a_centre_in_scotland_may_have_scotlands_days(staff, centre, now, body):
    scotland = calendars.Calendar.objects.get(division="scotland")
    before = begin(centre, now)
    centre = calendars.give_calendar(centre=centre, calendar=scotland, by=staff, now=now)

    before.refresh_from_db()
    after = begin(centre, now)
    later = begin(centre, now + timedelta(days=7))

    assert (before.calendar.division, after.calendar) == ("england-and-wales", scotland)
    assert str(clocks.clock(after, date(2026, 11, 30)).words) == "Day 5 of 25 working days"
    assert str(clocks.clock(before, date(2026, 11, 30)).words) == "Day 6 of 25 working days"
    assert clocks.clock(later, date(2026, 12, 1)).due_on == date(2027, 1, 8)


@pytest.mark.rule("Q19")
def test_a_centre_starts_a_provisional_clock_and_reads_what_it_would_be(body, staff, centre, now):
    by = actor(Role.COORDINATOR, body=body, centre=centre.pk)
    with standing_as(by):
        deadline = begin(centre, now, provisional=True)

        assert (
            told(deadline, date(2026, 11, 24))[0]
            == "Received 20 November 2026. Day 2 if accepted."
        )
        assert told(deadline, date(2026, 12, 16))[1] == "green"
    assert told(deadline, date(2026, 12, 16))[:2] == ("Day 18 of 25 working days", "amber")


@pytest.mark.rule("Q5", "Q19")
def test_acceptance_makes_the_provisional_clock_the_clock_with_its_start(staff, centre, now):
    deadline = begin(centre, now, provisional=True)

    confirmed = deadlines.confirm(deadline)

    assert (confirmed.is_provisional, confirmed.started_on) == (False, date(2026, 11, 20))
    with pytest.raises(IllegalMove):
        deadlines.confirm(deadline)


@pytest.mark.rule("A41", "Q19")
def test_a_return_ends_the_clock_and_shows_no_day_count(staff, centre, now):
    deadline = begin(centre, now, provisional=True)

    ended = deadlines.void(deadline, now=now + timedelta(days=5))

    face = clocks.clock(ended, date(2026, 11, 30))
    assert (str(face.words), face.days, face.due_on, face.closed) == ("Not counted", 0, None, True)


def test_a_pause_stands_still_and_is_added_once(staff, centre, now):
    deadline = begin(centre, now)
    deadlines.pause(deadline, reason="A question for you", now=now + timedelta(days=7))

    assert told(deadline, date(2026, 12, 7))[0] == "Paused on day 5 of 25 working days"
    assert told(deadline, date(2026, 12, 7))[2] == date(2027, 1, 7)
    resumed = deadlines.resume(deadline, now=now + timedelta(days=12))

    assert resumed.paused_wd == 3
    assert told(resumed, date(2026, 12, 2))[0] == "Day 5 of 25 working days"
    assert told(resumed, date(2026, 12, 3)) == (
        "Day 6 of 25 working days",
        "green",
        date(2027, 1, 4),
    )
    with pytest.raises(IllegalMove):
        deadlines.resume(deadline, now=now + timedelta(days=13))


def test_a_second_pause_is_refused_while_one_is_open_and_counts_after_it(staff, centre, now):
    deadline = begin(centre, now)
    deadlines.pause(deadline, reason="A question", now=now)
    with pytest.raises(IllegalMove):
        deadlines.pause(deadline, reason="Another", now=now)
    deadlines.resume(deadline, now=now + timedelta(days=3))
    deadlines.pause(deadline, reason="Another", now=now + timedelta(days=10))

    resumed = deadlines.resume(deadline, now=now + timedelta(days=11))

    assert resumed.paused_wd == 2


@pytest.mark.rule("A39")
def test_the_working_names_every_day_that_was_skipped(staff, centre, now):
    deadline = begin(centre, now)
    deadlines.pause(deadline, reason="A question", now=now + timedelta(days=3))
    deadlines.resume(deadline, now=now + timedelta(days=4))

    lines = clocks.working(Deadline.objects.get(pk=deadline.pk), date(2026, 12, 1))

    assert [(line.on.day, line.number, str(line.why or "")) for line in lines[:7]] == [
        (20, None, "Day of receipt"),
        (21, None, "Saturday"),
        (22, None, "Sunday"),
        (23, 1, ""),
        (24, None, "Paused"),
        (25, 2, ""),
        (26, 3, ""),
    ]
    assert (lines[-1].on, lines[-1].number) == (date(2026, 12, 30), 25)
    named = {str(line.why) for line in lines}
    assert {"Christmas Day", "Boxing Day (substitute day)"} <= named


@pytest.mark.rule("A39")
@pytest.mark.parametrize("division", ["england-and-wales", "scotland", "northern-ireland"])
@pytest.mark.parametrize("received", ["2026-11-20", "2026-11-22", "2026-12-24", "2027-03-15"])
def test_the_command_and_the_page_show_the_same_working(staff, centre, received, division):
    own = calendars.Calendar.objects.get(division=division)
    given = {"by": staff, "now": london("2026-11-20 10:00")}
    centre = calendars.give_calendar(centre=centre, calendar=own, **given)
    deadline = begin(centre, london(f"{received} 10:00"))
    due, *lines = answer(received, "25", division, True)

    shown = clocks.working(deadline, deadline.started_on)

    assert clocks.clock(deadline, deadline.started_on).due_on.isoformat() == due
    assert [line.split(None, 2)[::2] for line in lines] == [
        [one.on.isoformat(), str(one.why or f"day {one.number}")] for one in shown
    ]
    assert shown[-1].on.isoformat() == due


@pytest.mark.rule("A38")
def test_a_closed_clock_keeps_the_due_day_and_the_age_it_closed_with(staff, centre, now):
    deadline = begin(centre, now)

    closed = deadlines.meet(deadline, now=now + timedelta(days=11))

    assert (closed.closed_age, closed.closed_due_on) == (7, date(2026, 12, 29))
    again = Deadline.objects.get(pk=deadline.pk)
    assert told(again, date(2027, 6, 1)) == (
        "Done on day 7 of 25 working days",
        "green",
        date(2026, 12, 29),
    )
    for act in (deadlines.meet, deadlines.void, deadlines.resume):
        with pytest.raises(IllegalMove):
            act(deadline, now=now)
    with pytest.raises(IllegalMove):
        deadlines.pause(deadline, reason="Too late", now=now)


def test_a_paused_clock_that_ends_ends_its_pause(staff, centre, now):
    deadline = begin(centre, now)
    deadlines.pause(deadline, reason="A question", now=now + timedelta(days=3))

    closed = deadlines.meet(deadline, now=now + timedelta(days=5))

    pause = DeadlinePause.objects.get()
    assert (closed.closed_age, closed.paused_wd, pause.ended_on) == (1, 2, date(2026, 11, 25))


def test_ending_thirty_clocks_asks_as_much_as_ending_one(staff, centre, now):
    def ended(count):
        made = [begin(centre, now).pk for _ in range(count)]
        with CaptureQueriesContext(connection) as asked:
            deadlines.meet_all(made, now=now)
        return len(asked)

    ended(1)
    assert ended(1) == ended(30)


def test_a_page_of_clocks_asks_two_questions_however_many_there_are(staff, centre, now):
    rows = [begin(centre, now) for _ in range(30)]
    clocks.clocks(rows, date(2026, 12, 1))

    with CaptureQueriesContext(connection) as asked:
        faces = clocks.clocks(rows, date(2026, 12, 1))

    assert (len(asked), len(faces)) == (2, 30)
    assert clocks.clocks([], date(2026, 12, 1)) == {}


@pytest.mark.rule("Q20")
def test_amber_comes_before_red_in_the_database_too(staff, centre, now):
    with pytest.raises(IntegrityError, match="amber_then_red"), transaction.atomic():
        begin(centre, now, terms=replace(TERMS, amber_from=24))
