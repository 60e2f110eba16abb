"""Q17, Q20: work is past its target from midnight after the due day, weekend or not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awarding.kernel.clock import london_day
from awarding.kernel.working_days import Day, Division, WorkingDays
from awarding.rules import clock, clock_words
from awarding.rules.clock import Colour, SlaTerms

ENGLAND = WorkingDays.of(Division.ENGLAND_AND_WALES)
TERMS = SlaTerms()
FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (20, 21, 22))
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def due_on(day, table=ENGLAND):
    """A clock whose 25th and last day is that one."""
    return clock.start(table.day(table.ordinal(day) - 25), table, TERMS, provisional=False)


def said(promise, today, table=ENGLAND):
    """The colour, the words and the age of a clock on a day."""
    return (
        str(clock.colour(promise, table, today, TERMS)),
        str(clock_words.words(promise, table, today)),
        clock.age(promise, table, today),
    )


def without(table, day):
    return table.with_days({day: Day(day, False, "A day of thanksgiving")})


@pytest.mark.rule("Q17", "Q20")
@pytest.mark.parametrize(
    ("today", "colour", "words", "age"),
    [
        (FRIDAY, "red", "Day 25 of 25 working days", 25),
        (SATURDAY, "breached", "Past target: day 25 of 25 is over", 25),
        (SUNDAY, "breached", "Past target: day 25 of 25 is over", 25),
        (MONDAY, "breached", "1 day over target", 26),
    ],
)
def test_what_was_due_on_friday_is_past_its_target_all_weekend(today, colour, words, age):
    assert said(due_on(FRIDAY), today) == (colour, words, age)
    assert clock.due_on(due_on(FRIDAY), ENGLAND, today) == FRIDAY


@pytest.mark.rule("Q17")
@pytest.mark.parametrize(
    ("due", "last_second"),
    [
        (FRIDAY, datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 6, 26), datetime(2026, 6, 26, 22, 59, 59, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
def test_the_due_day_ends_at_midnight_in_london(due, last_second):
    promise, midnight = due_on(due), last_second + timedelta(seconds=1)

    assert not clock.is_past(promise, ENGLAND, london_day(last_second))
    assert clock.is_past(promise, ENGLAND, london_day(midnight))


@pytest.mark.rule("Q17", "A39")
@pytest.mark.parametrize("due", [date(2026, 4, 2), date(2026, 12, 24), date(2026, 12, 31)])
def test_a_bank_holiday_after_the_due_day_is_past_it_too(due):
    promise, holiday = due_on(due), due + timedelta(days=1)

    assert not ENGLAND.is_working(holiday)
    assert [said(promise, day)[0] for day in (due, holiday)] == ["red", "breached"]


@pytest.mark.rule("A39", "Q17")
def test_a_due_day_that_becomes_a_holiday_is_not_past_until_the_next_is_over():
    promise, table = due_on(FRIDAY), without(ENGLAND, FRIDAY)

    assert clock.due_on(promise, table, FRIDAY) == MONDAY
    assert [said(promise, day, table)[0] for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [
        "red"
    ] * 4
    assert said(promise, TUESDAY, table)[0] == "breached"


@pytest.mark.rule("Q17")
def test_a_holiday_declared_after_the_due_day_puts_nothing_off():
    promise, table = due_on(FRIDAY), without(ENGLAND, MONDAY)

    assert [said(promise, day, table)[0] for day in (FRIDAY, SATURDAY, MONDAY)] == [
        "red",
        "breached",
        "breached",
    ]


@pytest.mark.rule("Q20")
@pytest.mark.parametrize(
    ("last", "before", "after"), [(17, "green", "amber"), (22, "amber", "red")]
)
def test_amber_and_red_wait_for_the_working_day_that_has_the_number(last, before, after):
    promise = clock.start(ENGLAND.day(ENGLAND.ordinal(FRIDAY) - last), ENGLAND, TERMS)

    assert [said(promise, day)[0] for day in (FRIDAY, SATURDAY, SUNDAY, MONDAY)] == [
        before,
        before,
        before,
        after,
    ]


def test_a_pause_open_over_the_weekend_holds_the_due_day_back():
    paused = replace(due_on(FRIDAY), paused_since_wd=ENGLAND.ordinal(FRIDAY))

    for day in (SATURDAY, SUNDAY, MONDAY, TUESDAY):
        assert said(paused, day) == ("red", "Paused on day 25 of 25 working days", 25)
    resumed = replace(due_on(FRIDAY), paused_wd=clock.paused_days(ENGLAND, FRIDAY, MONDAY))
    assert [said(resumed, day)[0] for day in (MONDAY, TUESDAY)] == ["red", "breached"]


def test_a_pause_begun_past_the_target_does_not_put_it_right():
    paused = replace(due_on(FRIDAY), paused_since_wd=ENGLAND.ordinal(MONDAY))

    assert said(paused, TUESDAY)[:2] == ("breached", "1 day over target")


@pytest.mark.rule("Q19")
def test_unchecked_work_is_past_its_target_at_the_weekend_too():
    promise = replace(due_on(FRIDAY), provisional=True)

    assert said(promise, SATURDAY)[0] == "breached"
    assert str(clock_words.words_for_centre(promise, ENGLAND, SATURDAY)) == (
        "Received 16 October 2026. Day 25 if accepted."
    )


@pytest.mark.rule("A38", "Q17")
@pytest.mark.parametrize(
    ("on", "colour", "words"),
    [
        (FRIDAY, "green", "Done on day 25 of 25 working days"),
        (SATURDAY, "breached", "Past target: done after day 25 of 25"),
        (MONDAY, "breached", "Done, 1 day over target"),
    ],
)
def test_a_clock_stopped_at_the_weekend_after_its_due_day_was_stopped_too_late(on, colour, words):
    closed = clock.close(due_on(FRIDAY), ENGLAND, on)

    for today in (on, date(2027, 2, 1)):
        assert said(closed, today)[:2] == (colour, words)
    assert closed.closed.due_on == FRIDAY


def test_a_clock_stopped_at_the_weekend_while_it_is_paused_is_in_time():
    paused = replace(due_on(FRIDAY), paused_since_wd=ENGLAND.ordinal(FRIDAY))

    closed = clock.close(paused, ENGLAND, SATURDAY)

    assert said(closed, MONDAY)[:2] == ("green", "Done on day 25 of 25 working days")


@pytest.mark.parametrize(
    ("received", "on", "words"),
    [
        (FRIDAY, FRIDAY, "Done on the day it was received"),
        (FRIDAY, SUNDAY, "Done before day 1 of 25 working days"),
        (FRIDAY, MONDAY, "Done on day 1 of 25 working days"),
        (SATURDAY, SATURDAY, "Done on the day it was received"),
    ],
)
def test_what_is_done_before_day_1_does_not_speak_of_a_day_0(received, on, words):
    promise = clock.start(received, ENGLAND, TERMS, provisional=False)

    assert said(clock.close(promise, ENGLAND, on), MONDAY)[1] == words


def test_a_pause_begun_before_day_1_does_not_speak_of_a_day_0_either():
    promise = clock.start(FRIDAY, ENGLAND, TERMS, provisional=False)
    paused = replace(promise, paused_since_wd=ENGLAND.ordinal(FRIDAY))

    assert said(paused, TUESDAY)[1] == "Paused before day 1 of 25 working days"


@given(st.dates(date(2012, 1, 2), date(2035, 1, 1)), st.integers(1, 60), st.integers(-5, 6))
def test_past_its_target_is_after_the_due_day(received, days, gap):
    promise = clock.start(received, ENGLAND, SlaTerms(days=days))
    due = clock.due_on(promise, ENGLAND, received)
    today = max(received, due + timedelta(days=gap))

    breached = clock.colour(promise, ENGLAND, today, SlaTerms(days=days)) == Colour.BREACHED

    assert breached == (today > due)
