"""A39: working days are those of the published calendars, and sums on them are exact."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awarding.kernel.working_days import (
    Day,
    Division,
    OutsideCalendar,
    WorkingDays,
    bank_holidays,
    days_of,
)

DATA = Path(__file__).parents[1] / "data"
TABLES = {division: WorkingDays.of(division) for division in Division}
ENGLAND = TABLES[Division.ENGLAND_AND_WALES]

divisions = st.sampled_from(list(Division))
days = st.dates(date(2012, 1, 3), date(2036, 12, 31))


def published(division):
    with (DATA / "bank-holidays-2012-2028.csv").open(encoding="utf-8") as rows:
        return {
            date.fromisoformat(row["date"])
            for row in csv.DictReader(rows)
            if row["division"] == division
        }


def every_day(first, last):
    return [first + timedelta(days=gap) for gap in range((last - first).days + 1)]


def counted_one_by_one(closed, day, count):
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in closed
    return day


@pytest.mark.parametrize("division", Division)
def test_bank_holidays_are_those_the_government_published(division):
    ours = {day for day in bank_holidays(division, 2012, 2028) if day.weekday() < 5}

    assert ours == published(division)


@pytest.mark.parametrize("division", Division)
def test_twenty_five_days_equal_counting_them_one_by_one_from_every_day(division):
    table = TABLES[division]
    closed = set(bank_holidays(division))
    starts = every_day(date(2015, 1, 1), date(2036, 10, 31))

    ours = [table.day(table.ordinal(day) + 25) for day in starts]

    assert ours == [counted_one_by_one(closed, day, 25) for day in starts]


@pytest.mark.parametrize("division", Division)
def test_ordinals_equal_counting_them_one_by_one(division):
    closed = published(division)
    table = TABLES[division]
    count = 0

    for day in every_day(date(2012, 1, 1), date(2028, 12, 31)):
        count += day.weekday() < 5 and day not in closed
        assert table.ordinal(day) == count


@given(divisions, days)
def test_a_working_day_is_found_again_by_its_ordinal(division, day):
    table = TABLES[division]

    if table.is_working(day):
        assert table.day(table.ordinal(day)) == day
    else:
        assert table.ordinal(day) == table.ordinal(day - timedelta(days=1))


@given(divisions, st.dates(date(2012, 1, 2), date(2034, 12, 31)), st.integers(1, 400))
def test_adding_days_lands_on_a_working_day_and_one_more_goes_further(division, day, count):
    table = TABLES[division]

    landed = table.after(day, count)

    assert table.is_working(landed)
    assert table.ordinal(landed) - table.ordinal(day) == count
    assert table.after(day, count + 1) > landed > day


@given(divisions, st.dates(date(2012, 1, 2), date(2034, 12, 31)), st.integers(1, 400))
def test_a_holiday_declared_later_never_brings_a_day_forward(division, day, count):
    table = TABLES[division]
    landed = table.after(day, count)

    changed = table.with_days({landed: Day(landed, False, "A day of thanksgiving")})

    assert changed.ordinal(day) == table.ordinal(day)
    assert changed.after(day, count) == table.after(day, count + 1)


@pytest.mark.parametrize(
    ("division", "day", "why"),
    [
        (Division.ENGLAND_AND_WALES, date(2026, 11, 21), "Saturday"),
        (Division.ENGLAND_AND_WALES, date(2026, 11, 22), "Sunday"),
        (Division.ENGLAND_AND_WALES, date(2026, 11, 23), ""),
        (Division.ENGLAND_AND_WALES, date(2026, 12, 25), "Christmas Day"),
        (Division.ENGLAND_AND_WALES, date(2026, 12, 28), "Boxing Day (substitute day)"),
        (Division.ENGLAND_AND_WALES, date(2026, 1, 2), ""),
        (Division.SCOTLAND, date(2026, 1, 2), "New Year Holiday"),
        (Division.SCOTLAND, date(2026, 4, 6), ""),
        (Division.NORTHERN_IRELAND, date(2026, 4, 6), "Easter Monday"),
        (Division.NORTHERN_IRELAND, date(2026, 3, 17), "Saint Patrick's Day"),
    ],
)
def test_a_day_says_why_it_does_not_count(division, day, why):
    table = TABLES[division]

    assert (table.why_not(day), table.is_working(day)) == (why, not why)


def test_the_days_between_are_shown_with_both_ends():
    shown = ENGLAND.between(date(2026, 4, 2), date(2026, 4, 7))

    assert [(day.on.day, day.name) for day in shown] == [
        (2, ""),
        (3, "Good Friday"),
        (4, "Saturday"),
        (5, "Sunday"),
        (6, "Easter Monday"),
        (7, ""),
    ]


def test_part_of_a_calendar_keeps_the_ordinals_of_the_whole():
    before = ENGLAND.ordinal(date(2025, 12, 31))

    part = WorkingDays(days_of(Division.ENGLAND_AND_WALES, 2026, 2027), counted_before=before)

    assert part.ordinal(date(2026, 5, 5)) == ENGLAND.ordinal(date(2026, 5, 5))
    assert part.day(before + 30) == ENGLAND.day(before + 30)


def test_rows_may_come_in_any_order():
    rows = [Day(date(2026, 5, 5), True), Day(date(2026, 5, 4), False, "Early May")]

    assert WorkingDays(rows).ordinal(date(2026, 5, 5)) == 1


def test_a_calendar_without_days_is_refused():
    with pytest.raises(ValueError, match="at least one day"):
        WorkingDays([])


@pytest.mark.parametrize("second", [date(2026, 5, 3), date(2026, 5, 1)])
def test_a_calendar_with_a_gap_or_a_day_twice_is_refused(second):
    with pytest.raises(ValueError, match="follow one another"):
        WorkingDays([Day(date(2026, 5, 1), True), Day(second, True)])


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2037, 1, 1)])
def test_a_day_outside_the_calendar_is_named(day):
    with pytest.raises(OutsideCalendar) as refused:
        ENGLAND.ordinal(day)

    assert str(refused.value) == (
        "The calendar runs from 1 January 2012 to 31 December 2036. "
        f"{day.day} {day:%B %Y} lies outside it."
    )


@pytest.mark.parametrize("ordinal", [0, -1, 1_000_000])
def test_an_ordinal_outside_the_calendar_is_named(ordinal):
    with pytest.raises(OutsideCalendar, match=f"It has no working day {ordinal}."):
        ENGLAND.day(ordinal)


@pytest.mark.parametrize(
    ("day", "as_on"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 12, 25), date(2026, 12, 29)),
    ],
)
def test_a_day_that_does_not_count_looks_ahead_to_the_next_that_does(day, as_on):
    assert ENGLAND.ordinal_ahead(day) == ENGLAND.ordinal(as_on)


def test_a_moment_is_not_mistaken_for_a_day():
    with pytest.raises(TypeError, match="london_day"):
        ENGLAND.ordinal(datetime(2026, 6, 30, 23, 30, tzinfo=ZoneInfo("UTC")))


def test_a_changed_day_must_lie_in_the_calendar():
    with pytest.raises(OutsideCalendar):
        ENGLAND.with_days({date(2040, 1, 2): Day(date(2040, 1, 2), False, "Later")})
