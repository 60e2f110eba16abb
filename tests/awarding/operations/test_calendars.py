"""A39, Q16, Q21: a calendar is the body's own, and what it moves is told to every clock."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from awarding import ledger
from awarding.kernel.actors import NotAllowed, Role
from awarding.kernel.rules import Refused
from awarding.models import Calendar, CalendarDay, Deadline, DeadlinePause, Entry
from awarding.operations import calendars, deadlines
from awarding.queries import calendars as queries
from awarding.queries import clocks, moves
from awarding.rules.clock import SlaTerms
from tests.factories import actor, standing_as
from tests.factories import centre as a_centre

WEDDING = date(2026, 12, 11)  # a Friday
DUE = date(2026, 12, 29)


@pytest.fixture
def staff(body):
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        yield by


@pytest.fixture
def calendar(staff, now):
    return calendars.seed_calendar(division="england-and-wales", by=staff, now=now)


@pytest.fixture
def centre(body):
    return a_centre(body, "012345")


def begin(centre, received_at):
    return deadlines.start(
        kind="submission.sla",
        centre=centre,
        received_at=received_at,
        provisional=False,
        terms=SlaTerms(),
    )


def declare(calendar, by, now, day=WEDDING, name="Royal wedding"):
    return calendars.declare_holiday(calendar=calendar, day=day, name=name, by=by, now=now)


def correct(calendar, by, now, day, name=""):
    return calendars.correct_past_day(calendar=calendar, day=day, name=name, by=by, now=now)


def due(deadline, today=date(2026, 11, 23)):
    return clocks.clock(Deadline.objects.get(pk=deadline.pk), today).due_on


def age(deadline, today):
    return clocks.clock(Deadline.objects.get(pk=deadline.pk), today).age


def told():
    """What each entry of a moved clock says: the clock, its old and its new due day."""
    entries = Entry.objects.filter(act="clock.move").order_by("subject_id")
    return [
        (one.subject_id, one.details["was_due_on"], one.details["due_on"], one.is_shown)
        for one in entries
    ]


def stored(calendar):
    rows = CalendarDay.objects.filter(calendar=calendar).order_by("day")
    return list(rows.values_list("day", "ordinal"))


def agrees(calendar):
    """The ordinals kept for the sweep are those that the table counts from the days."""
    table = queries.working_days(calendar.pk)
    return stored(calendar) == [(day, table.ordinal(day)) for day, _ in stored(calendar)]


@pytest.mark.rule("Q16")
def test_a_body_has_three_calendars_and_one_default(staff, now):
    made = calendars.seed_calendars(by=staff, now=now)

    assert [(one.name, one.is_default) for one in made] == [
        ("England and Wales", True),
        ("Scotland", False),
        ("Northern Ireland", False),
    ]
    assert all(agrees(one) for one in made)


def test_seeding_again_adds_the_years_that_follow_and_no_day_twice(staff, now):
    first = calendars.seed_calendar(division="scotland", first=2026, last=2026, by=staff, now=now)
    declare(first, staff, now)

    calendars.seed_calendar(division="scotland", first=2026, last=2027, by=staff, now=now)
    calendars.seed_calendar(division="scotland", first=2026, last=2027, by=staff, now=now)

    assert (len(stored(first)), agrees(first)) == (730, True)
    assert queries.working_days(first.pk).why_not(WEDDING) == "Royal wedding"
    assert CalendarDay.objects.get(day=date(2027, 1, 4)).name.startswith("New Year Holiday")


@pytest.mark.rule("A39", "Q16")
def test_a_holiday_declared_later_moves_due_days_and_tells_each_clock(
    staff, calendar, centre, now
):
    over = begin(centre, now - timedelta(days=60))
    early = begin(centre, datetime(2026, 11, 2, 9, tzinfo=now.tzinfo))
    late = begin(centre, now)
    was = {one.pk: due(one) for one in (over, early, late)}

    declare(calendar, staff, now)

    assert (due(over), due(early)) == (was[over.pk], date(2026, 12, 7))
    assert due(late) == date(2026, 12, 30)
    assert told() == [(late.pk, "2026-12-29", "2026-12-30", True)]
    assert age(late, WEDDING) == age(late, date(2026, 12, 10)) == 14
    assert agrees(calendar)


@pytest.mark.rule("A39")
def test_each_change_leaves_its_note_on_the_clock_for_staff_and_centre(
    staff, calendar, centre, now, body
):
    deadline, other = begin(centre, now), begin(centre, now - timedelta(days=60))
    declare(calendar, staff, now)
    calendars.remove_holiday(calendar=calendar, day=WEDDING, by=staff, now=now)
    told = [
        "Moved from 30 December 2026 to 29 December 2026: holiday removed on 20 November 2026."
        " 11 December 2026 is a working day.",
        "Moved from 29 December 2026 to 30 December 2026: holiday declared on 20 November 2026"
        " (Royal wedding, 11 December 2026).",
    ]

    assert [str(one) for one in moves.of(deadline)] == told
    assert moves.of(other) == []
    with standing_as(actor(Role.COORDINATOR, body=body, centre=centre.pk)):
        assert [str(one) for one in moves.of(deadline)] == told


@pytest.mark.rule("A39")
def test_a_note_that_names_no_day_can_still_be_read(staff, calendar, centre, now):
    deadline = begin(centre, now)
    details = {"was_due_on": "2026-12-29", "due_on": "2026-12-30", "calendar": calendar.pk}
    line = ledger.Line("clock.move", "awarding.deadline", deadline.pk, centre.pk, True, details)
    ledger.enter([line], by=staff, role="administrator")

    (note,) = moves.of(deadline)

    assert str(note).startswith("Moved from 29 December 2026 to 30 December 2026 by a change")


@pytest.mark.rule("Q16")
def test_a_holiday_removed_moves_them_back(staff, calendar, centre, now):
    deadline = begin(centre, now)
    declare(calendar, staff, now)

    calendars.remove_holiday(calendar=calendar, day=WEDDING, by=staff, now=now)

    assert (due(deadline), agrees(calendar)) == (DUE, True)
    assert [line[1:3] for line in told()] == [
        ("2026-12-29", "2026-12-30"),
        ("2026-12-30", "2026-12-29"),
    ]


def test_a_closed_clock_keeps_its_dates_whatever_the_calendar_becomes(
    staff, calendar, centre, now
):
    deadline = begin(centre, now)
    deadlines.meet(deadline, now=now + timedelta(days=3))

    declare(calendar, staff, now)
    correct(calendar, staff, now + timedelta(days=20), date(2026, 11, 23), "Storm")

    assert (due(deadline), age(deadline, date(2027, 1, 5))) == (DUE, 1)
    assert told() == [(deadline.pk, str(DUE), str(DUE), True)]


@pytest.mark.rule("A38", "A39")
def test_the_working_of_a_closed_clock_ends_as_it_closed_and_names_what_was_corrected_since(
    staff, calendar, centre, now
):
    deadline = begin(centre, now)
    deadlines.meet(deadline, now=now + timedelta(days=8))
    closed = Deadline.objects.get(pk=deadline.pk)
    working = clocks.working(closed, closed.ended_on)
    flood = now + timedelta(days=20)

    correct(calendar, staff, flood, date(2026, 11, 23), "Flood")

    assert clocks.working(closed, closed.ended_on) == working
    assert max(line.number or 0 for line in working) == closed.closed_age
    (note,) = moves.of(closed)

    assert "after this clock had closed: 23 November 2026 was a holiday (Flood)." in str(note)
    correct(calendar, staff, flood, date(2026, 11, 23))
    numbers = [line.number for line in clocks.working(closed, closed.ended_on)]
    assert numbers == [line.number for line in working]


def test_a_clock_that_closed_before_the_day_that_was_corrected_is_told_nothing(
    staff, calendar, centre, now
):
    received_on_the_day = begin(centre, now)
    day = Deadline.objects.get(pk=received_on_the_day.pk).started_on
    deadlines.meet(received_on_the_day, now=now + timedelta(days=3))

    correct(calendar, staff, now + timedelta(days=20), day, "Flood")

    assert told() == []


@pytest.mark.rule("Q21")
def test_another_calendars_clocks_are_left_alone(staff, calendar, centre, now):
    scotland = calendars.seed_calendar(division="scotland", by=staff, now=now)
    deadline = begin(centre, now)

    declare(scotland, staff, now)

    assert (due(deadline), told()) == (DUE, [])


def test_moving_thirty_clocks_asks_as_much_as_moving_one(staff, calendar, centre, now):
    def asked(day):
        with CaptureQueriesContext(connection) as queries_:
            declare(calendar, staff, now, day=day)
        return len(queries_)

    begin(centre, now)
    one = asked(date(2026, 12, 7))
    for _ in range(29):
        begin(centre, now)

    assert asked(date(2026, 12, 8)) == one
    assert len(told()) == 31


@pytest.mark.rule("Q16")
@pytest.mark.parametrize(
    ("day", "name", "sentence"),
    [
        (date(2026, 11, 20), "Today", "Clocks have counted 20 November 2026 already."),
        (date(2026, 11, 19), "Yesterday", "Correct it as a past day instead."),
        (date(2026, 12, 12), "Saturday fair", "is not counted already: Saturday."),
        (date(2026, 12, 25), "Again", "Christmas Day. Choose a working day."),
        (date(2099, 1, 1), "Far away", "Choose a day in it."),
        (WEDDING, "  ", "Give the holiday a name"),
    ],
)
def test_a_holiday_that_cannot_be_declared_is_refused_with_what_to_do(
    staff, calendar, now, day, name, sentence
):
    before = stored(calendar)

    with pytest.raises(Refused, match=sentence):
        declare(calendar, staff, now, day=day, name=name)

    assert stored(calendar) == before


@pytest.mark.rule("Q16")
@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 12, 12), "is not a holiday"),
        (WEDDING, "is not a holiday"),
        (date(2026, 8, 31), "Correct it as a past day instead."),
    ],
)
def test_only_a_holiday_to_come_is_removed(staff, calendar, now, day, sentence):
    with pytest.raises(Refused, match=sentence):
        calendars.remove_holiday(calendar=calendar, day=day, by=staff, now=now)


@pytest.mark.rule("Q16")
def test_a_past_day_corrected_anchors_every_open_clock_anew(staff, calendar, centre, now):
    before = begin(centre, now - timedelta(days=10))
    on_the_day = begin(centre, now - timedelta(days=4))
    after = begin(centre, now)
    was = [due(one) for one in (before, on_the_day, after)]

    correct(calendar, staff, now + timedelta(days=3), date(2026, 11, 16), "Flood")

    assert due(before) == was[0] + timedelta(days=1)
    assert [due(on_the_day), due(after)] == was[1:]
    assert [line[0] for line in told()] == [before.pk]
    fresh = begin(centre, now)
    stored_start = Deadline.objects.values_list("started_wd", flat=True)
    assert stored_start.get(pk=after.pk) == stored_start.get(pk=fresh.pk)
    assert agrees(calendar)


def test_a_past_day_corrected_inside_a_pause_is_waited_for_only_once(staff, calendar, centre, now):
    deadline = begin(centre, now)
    deadlines.pause(deadline, reason="A question", now=now + timedelta(days=3))
    deadlines.resume(deadline, now=now + timedelta(days=7))
    deadlines.pause(deadline, reason="Another", now=now + timedelta(days=11))
    was = due(deadline, date(2026, 12, 3))

    correct(calendar, staff, now + timedelta(days=12), date(2026, 11, 25), "Flood")

    again = Deadline.objects.get(pk=deadline.pk)
    assert (again.paused_wd, due(deadline, date(2026, 12, 3))) == (3, was)
    resumed = deadlines.resume(deadline, now=now + timedelta(days=12))
    assert resumed.paused_wd == 4


def anchored(calendar):
    """Every ordinal kept of an open clock and its pauses is that of the day it stands for."""
    table = queries.working_days(calendar.pk)
    for one in Deadline.objects.filter(ended_at__isnull=True):
        waits = DeadlinePause.objects.filter(deadline=one)
        kept = [(wait.began_wd, wait.ended_wd) for wait in waits]
        days = [(wait.began_on, wait.ended_on) for wait in waits]
        assert one.started_wd == table.ordinal(one.started_on)
        assert kept == [(table.ordinal(on), off and table.ordinal(off)) for on, off in days]
        assert one.paused_wd == sum(off - on for on, off in kept if off is not None)
    return True


@pytest.mark.rule("A39", "Q16")
@pytest.mark.parametrize("day", [10, 11, 12, 13, 16, 17, 18, 19, 20])
def test_a_day_corrected_at_either_end_of_a_wait_anchors_it_anew(
    staff, calendar, centre, now, day
):
    """Received on the 10th; waits from the 11th to the 13th, the 16th to the 18th, the 19th on."""
    deadline = begin(centre, now - timedelta(days=10))
    for began, ended in ((9, 7), (4, 2), (1, None)):
        deadlines.pause(deadline, reason="A question", now=now - timedelta(days=began))
        if ended is not None:
            deadlines.resume(deadline, now=now - timedelta(days=ended))
    assert anchored(calendar)

    correct(calendar, staff, now, date(2026, 11, day), "Flood")

    assert anchored(calendar)
    correct(calendar, staff, now, date(2026, 11, day))
    assert anchored(calendar)


@pytest.mark.rule("Q16")
def test_today_can_be_corrected_and_clocks_of_today_are_anchored_anew(
    staff, calendar, centre, now
):
    deadline = begin(centre, now)
    was = due(deadline)

    correct(calendar, staff, now, now.date(), "Flood")

    assert anchored(calendar)
    assert due(deadline) == was


def test_a_past_holiday_that_was_worked_is_counted_after_all(staff, calendar, centre, now):
    deadline = begin(centre, datetime(2026, 8, 28, 9, tzinfo=now.tzinfo))

    correct(calendar, staff, now, date(2026, 8, 31))

    assert age(deadline, date(2026, 9, 1)) == 2


@pytest.mark.rule("Q16")
@pytest.mark.parametrize(
    ("day", "name", "sentence"),
    [
        (WEDDING, "Wedding", "is still to come"),
        (date(2026, 11, 14), "", "is not a holiday"),
        (date(2026, 11, 14), "Fair", "is not counted already"),
    ],
)
def test_a_past_day_that_cannot_be_corrected_is_refused(staff, calendar, now, day, name, sentence):
    with pytest.raises(Refused, match=sentence):
        correct(calendar, staff, now, day, name)


def test_a_change_leaves_its_own_entry_and_raises_the_version(staff, calendar, now):
    version = calendar.version

    declare(calendar, staff, now)

    entry = Entry.objects.get(act="calendar.declare_holiday")
    assert (entry.subject_id, entry.details["day"]) == (calendar.pk, "2026-12-11")
    assert Calendar.objects.get().version == calendar.version == version + 1


def test_the_table_in_the_process_is_never_older_than_the_calendar(staff, calendar, now):
    assert queries.working_days(calendar.pk).is_working(WEDDING)

    declare(calendar, staff, now)

    assert not queries.working_days(calendar.pk).is_working(WEDDING)


def test_a_change_rolled_back_is_not_mistaken_for_one_made_elsewhere(staff, calendar, now):
    with transaction.atomic():
        declare(calendar, staff, now)
        assert not queries.working_days(calendar.pk).is_working(WEDDING)
        transaction.set_rollback(True)
    kept = dict(queries._tables)
    other = date(2026, 12, 4)
    declare(calendar, staff, now, day=other)  # by another process: this one keeps what it had
    queries._tables.clear()
    queries._tables.update(kept)

    table = queries.working_days(calendar.pk)
    assert (table.is_working(WEDDING), table.is_working(other)) == (True, False)


def test_a_calendar_that_has_not_changed_is_read_once(staff, calendar, now):
    queries.working_days(calendar.pk)

    with CaptureQueriesContext(connection) as asked:
        queries.working_days(calendar.pk)

    assert len(asked) == 1


def test_a_calendar_is_changed_by_an_administrator_only(staff, calendar, body, now):
    with standing_as(actor(Role.RELEASE, body=body)) as by, pytest.raises(NotAllowed):
        declare(calendar, by, now)
