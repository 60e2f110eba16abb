"""A39: which days a clock counted, and why it skipped the others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awarding.kernel.working_days import WEEKDAYS, Day, Division
from awarding.rules import clock, counting
from awarding.rules.clock import Colour, SlaTerms
from awarding.rules.counting import Pause
from tests.awarding.rules.clocks import DAY_1, ENGLAND, RECEIVED, TABLES, TERMS, on_day


@pytest.mark.rule("A39")
def test_the_working_names_every_day_that_was_counted_and_why_others_were_not():
    started = clock.start(date(2026, 12, 23), ENGLAND, SlaTerms(days=3))

    lines = counting.working(started, ENGLAND, date(2026, 12, 23))

    assert [(line.on.day, line.number, str(line.why or "")) for line in lines] == [
        (23, None, "Day of receipt"),
        (24, 1, ""),
        (25, None, "Christmas Day"),
        (26, None, "Saturday"),
        (27, None, "Sunday"),
        (28, None, "Boxing Day (substitute day)"),
        (29, 2, ""),
        (30, 3, ""),
    ]


def test_the_working_shows_a_pause_and_then_goes_on_counting():
    started = clock.start(RECEIVED, ENGLAND, SlaTerms(days=4))
    pause = Pause(since=DAY_1, until=date(2026, 11, 25))
    resumed = replace(started, paused_wd=clock.paused_days(ENGLAND, pause.since, pause.until))

    lines = counting.working(resumed, ENGLAND, date(2026, 11, 25), [pause])

    assert [(line.on.day, line.number, str(line.why or "")) for line in lines[3:]] == [
        (23, 1, ""),
        (24, None, "Paused"),
        (25, None, "Paused"),
        (26, 2, ""),
        (27, 3, ""),
        (28, None, "Saturday"),
        (29, None, "Sunday"),
        (30, 4, ""),
    ]


def test_the_working_of_a_present_pause_ends_on_the_due_day_it_would_have():
    started, table, asked_on = on_day(2)
    paused = replace(started, paused_since_wd=table.ordinal(asked_on))
    later = table.after(asked_on, 3)

    lines = counting.working(paused, table, later, [Pause(since=asked_on)])

    assert (lines[-1].on, lines[-1].number) == (clock.due_on(paused, table, later), 25)


def test_the_working_goes_on_to_today_once_the_target_is_missed():
    assert counting.working(*on_day(27))[-1].number == 27


def test_a_holiday_with_odd_signs_in_its_name_is_shown_as_it_is():
    odd = Day(DAY_1, False, "Founders' {day}")
    table = ENGLAND.with_days({odd.on: odd})

    lines = counting.working(clock.start(RECEIVED, table, TERMS), table, RECEIVED)

    assert str(lines[3].why) == "Founders' {day}"


@given(
    st.sampled_from(list(Division)),
    st.dates(date(2012, 1, 2), date(2035, 1, 1)),
    st.integers(1, 60),
    st.integers(0, 120),
)
def test_the_working_agrees_with_the_age_the_due_day_and_the_colour(
    division, received, days, passed
):
    table, today = TABLES[division], received + timedelta(days=passed)
    terms = SlaTerms(days=days)
    started = clock.start(received, table, terms)

    lines = {line.on: line for line in counting.working(started, table, today)}
    counted = [line.number for line in lines.values() if line.number]
    day, last = clock.age(started, table, today), clock.due_on(started, table, today)

    assert counted == list(range(1, len(counted) + 1))
    assert lines[last].number == days
    assert sum(line.on <= today for line in lines.values() if line.number) == day
    assert all((line.number is None) == (line.why is not None) for line in lines.values())
    breached = clock.colour(started, table, today, terms) == Colour.BREACHED
    assert breached == (today > last)


@given(
    st.dates(date(2012, 1, 2), date(2034, 1, 1)),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=4),
)
def test_pauses_push_the_due_day_by_exactly_what_they_took_out(received, waits):
    started, now, pauses = clock.start(received, ENGLAND, TERMS), received, []
    for wait, length in waits:
        since = now + timedelta(days=wait)
        now = since + timedelta(days=length)
        pauses.append(Pause(since, now))
    taken = sum(clock.paused_days(ENGLAND, pause.since, pause.until) for pause in pauses)
    paused = replace(started, paused_wd=taken)

    lines = counting.working(paused, ENGLAND, now, pauses)

    assert clock.due_on(paused, ENGLAND, now) == ENGLAND.after(received, 25 + taken)
    numbers = [line.number for line in lines if line.number]
    assert numbers[-1] == max(25, clock.age(paused, ENGLAND, now))


def test_weekdays_are_named_from_monday():
    assert WEEKDAYS[RECEIVED.weekday()] == "Friday"


def marks(lines):
    return {str(line.mark): line.on for line in lines if line.mark}


@pytest.mark.rule("A39", "Q17")
def test_the_days_that_matter_are_marked():
    started, table, today = on_day(30)

    found = marks(counting.working(started, table, today, terms=TERMS))

    assert found == {
        "Due soon from this day": table.after(RECEIVED, 18),
        "Nearly due from this day": table.after(RECEIVED, 23),
        "Due day": table.after(RECEIVED, 25),
        "Past target from this day": table.after(RECEIVED, 25) + timedelta(days=1),
    }


@pytest.mark.rule("Q19")
def test_no_day_is_marked_for_a_centre_before_its_work_is_accepted():
    started, table, today = on_day(30)
    early = replace(started, provisional=True)

    assert marks(counting.working(early, table, today, terms=TERMS))
    assert not marks(counting.working(early, table, today, terms=TERMS, for_centre=True))
    assert marks(counting.working(started, table, today, terms=TERMS, for_centre=True))


@pytest.mark.rule("A39", "Q17")
@pytest.mark.parametrize("waited", range(8))
def test_a_clock_paused_on_its_due_day_is_not_marked_as_past_while_it_waits(waited):
    started, table, asked_on = on_day(25)
    paused = replace(started, paused_since_wd=table.ordinal(asked_on))
    today = asked_on + timedelta(days=waited)

    found = marks(counting.working(paused, table, today, [Pause(since=asked_on)]))

    assert not clock.is_past(paused, table, today)
    assert found == {"Due day": clock.due_on(paused, table, today)}


@pytest.mark.rule("A39", "Q17")
@given(
    st.dates(date(2012, 1, 2), date(2034, 1, 1)), st.integers(1, 25), st.integers(0, 12),
    st.integers(0, 9),
)  # fmt: skip
def test_the_day_marked_as_past_is_the_first_on_which_the_rule_says_so(received, day, waited, on):
    started = clock.start(received, ENGLAND, TERMS, provisional=False)
    asked_on = ENGLAND.after(received, day)
    until = asked_on + timedelta(days=waited)
    resumed = replace(started, paused_wd=clock.paused_days(ENGLAND, asked_on, until))
    today = clock.due_on(resumed, ENGLAND, until) + timedelta(days=on)

    found = marks(counting.working(resumed, ENGLAND, today, [Pause(asked_on, until)]))

    assert found["Due day"] == clock.due_on(resumed, ENGLAND, today)
    assert ("Past target from this day" in found) == clock.is_past(resumed, ENGLAND, today)
    if on:
        assert found["Past target from this day"] == found["Due day"] + timedelta(days=1)
