"""A38 to A40, Q5, Q6, Q16 to Q21: how old a submission is, and when it is due."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from awarding.kernel.clock import london_day
from awarding.kernel.working_days import Day, Division
from awarding.rules import clock, clock_words, counting
from awarding.rules.clock import Colour, SlaTerms
from tests.awarding.rules.clocks import ENGLAND, RECEIVED, TABLES, TERMS, on_day

DATA = Path(__file__).parents[1] / "data"


def cases():
    with (DATA / "working-day-cases.csv").open(encoding="utf-8") as rows:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(rows)]


def due(received_on, table=ENGLAND, days=25):
    started = clock.start(received_on, table, SlaTerms(days=days))
    return clock.due_on(started, table, received_on)


@pytest.mark.rule("A38", "A39", "Q6", "Q16")
@pytest.mark.parametrize("case", cases())
def test_due_days_agree_with_those_published_by_public_bodies(case):
    received = date.fromisoformat(case["start_date"])

    found = due(received, TABLES[case["calendar"]], int(case["working_days"]))

    assert found == date.fromisoformat(case["expected_due_date"])


@pytest.mark.rule("A39", "Q16")
@pytest.mark.parametrize(
    ("division", "received", "expected"),
    [
        (Division.ENGLAND_AND_WALES, date(2026, 11, 20), date(2026, 12, 29)),
        (Division.ENGLAND_AND_WALES, date(2025, 12, 11), date(2026, 1, 20)),
        (Division.SCOTLAND, date(2025, 12, 11), date(2026, 1, 21)),
        (Division.ENGLAND_AND_WALES, date(2026, 3, 20), date(2026, 4, 28)),
        (Division.SCOTLAND, date(2026, 3, 20), date(2026, 4, 27)),
        (Division.NORTHERN_IRELAND, date(2026, 3, 16), date(2026, 4, 23)),
    ],
)
def test_christmas_easter_and_the_nations_are_skipped_where_they_are_kept(
    division, received, expected
):
    assert due(received, TABLES[division]) == expected


@pytest.mark.rule("A39", "Q6")
def test_friday_saturday_and_sunday_share_one_due_day():
    weekend = [RECEIVED + timedelta(days=gap) for gap in range(3)]

    assert {due(day) for day in weekend} == {date(2026, 12, 29)}
    assert due(date(2026, 11, 23)) == date(2026, 12, 30)


@pytest.mark.rule("Q17")
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-06-30T22:59", date(2026, 6, 30)),
        ("2026-06-30T23:00", date(2026, 7, 1)),
        ("2026-06-30T23:30", date(2026, 7, 1)),
        ("2026-03-28T23:59", date(2026, 3, 28)),
        ("2026-03-29T00:59", date(2026, 3, 29)),
        ("2026-03-29T22:59", date(2026, 3, 29)),
        ("2026-03-29T23:00", date(2026, 3, 30)),
        ("2026-10-24T22:59", date(2026, 10, 24)),
        ("2026-10-24T23:00", date(2026, 10, 25)),
        ("2026-10-25T23:59", date(2026, 10, 25)),
        ("2026-10-26T00:00", date(2026, 10, 26)),
        ("2026-12-31T23:59", date(2026, 12, 31)),
    ],
)
def test_the_day_is_the_london_calendar_day_on_both_sides_of_each_clock_change(moment, expected):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert london_day(at) == expected


@pytest.mark.rule("Q17")
def test_work_sent_late_on_a_summer_evening_counts_as_the_next_london_day():
    late = london_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert due(late) == ENGLAND.after(date(2026, 7, 1), 25)
    assert due(late) == ENGLAND.after(due(date(2026, 6, 30)), 1)


@pytest.mark.rule("A38", "Q20")
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, Colour.GREEN),
        (17, Colour.GREEN),
        (18, Colour.AMBER),
        (22, Colour.AMBER),
        (23, Colour.RED),
        (25, Colour.RED),
        (26, Colour.BREACHED),
    ],
)
def test_a_clock_is_amber_from_day_18_red_from_23_and_breached_after_25(number, expected):
    assert clock.colour(*on_day(number), TERMS) == expected


@pytest.mark.rule("Q20")
def test_colours_follow_the_terms_of_the_body():
    assert clock.colour(*on_day(6), SlaTerms(amber_from=5, red_from=6)) == Colour.RED


def test_a_clock_whose_day_lies_ahead_is_not_younger_than_0():
    started = clock.start(RECEIVED, ENGLAND, TERMS)

    assert clock.age(started, ENGLAND, date(2026, 11, 2)) == 0


def test_a_present_pause_stands_still_and_moves_the_due_day_with_it():
    started, table, asked_on = on_day(12)
    paused = replace(started, paused_since_wd=table.ordinal(asked_on))

    later = table.after(asked_on, 5)

    assert clock.age(paused, table, later) == 12
    assert str(clock_words.words(paused, table, later)) == "Paused on day 12 of 25 working days"
    assert clock.due_on(paused, table, asked_on) == table.after(RECEIVED, 25)
    assert clock.due_on(paused, table, later) == table.after(RECEIVED, 30)


def test_a_pause_that_is_over_counts_no_more_and_no_less_than_its_working_days():
    started, table, asked_on = on_day(12)
    answered_on = table.after(asked_on, 5)
    taken_out = clock.paused_days(table, asked_on, answered_on)
    resumed = replace(started, paused_wd=taken_out)

    assert taken_out == 5
    assert clock.age(resumed, table, answered_on) == 12
    assert clock.age(resumed, table, table.after(answered_on, 1)) == 13
    assert clock.due_on(resumed, table, answered_on) == table.after(RECEIVED, 30)


def test_a_pause_over_a_weekend_takes_nothing_out():
    assert clock.paused_days(ENGLAND, date(2026, 11, 20), date(2026, 11, 22)) == 0


@pytest.mark.rule("A38")
def test_a_closed_clock_keeps_what_it_said_whatever_becomes_of_the_calendar():
    started, table, stopped_on = on_day(20)
    closed = clock.close(started, table, stopped_on)
    holiday = Day(date(2026, 12, 1), False, "A day of thanksgiving")
    changed = table.with_days({holiday.on: holiday})

    assert clock.age(closed, changed, date(2027, 2, 1)) == 20
    assert clock.due_on(closed, changed, date(2027, 2, 1)) == date(2026, 12, 29)
    assert clock.colour(closed, changed, date(2027, 2, 1), TERMS) == Colour.GREEN
    assert (
        str(clock_words.words(closed, changed, stopped_on)) == "Done on day 20 of 25 working days"
    )
    assert counting.working(closed, table, date(2027, 2, 1))[-1].number == 20


def test_a_clock_closed_too_late_stays_breached():
    closed = clock.close(*on_day(27))

    assert clock.colour(closed, ENGLAND, date(2027, 2, 1), TERMS) == Colour.BREACHED
    assert str(clock_words.words(closed, ENGLAND, date(2027, 2, 1))) == "Done, 2 days over target"


@pytest.mark.rule("A39")
def test_a_holiday_declared_later_moves_the_due_day_and_not_the_start():
    started = clock.start(RECEIVED, ENGLAND, TERMS)
    holiday = Day(date(2026, 12, 7), False, "A day of thanksgiving")
    changed = ENGLAND.with_days({holiday.on: holiday})

    assert changed.ordinal(RECEIVED) == started.started_wd
    assert clock.due_on(started, ENGLAND, RECEIVED) == date(2026, 12, 29)
    assert clock.due_on(started, changed, RECEIVED) == date(2026, 12, 30)
