"""Q19: what a clock says, to staff and to the centre."""

from datetime import date

import pytest

from awarding.rules import clock, clock_words
from tests.awarding.rules.clocks import ENGLAND, RECEIVED, TERMS, on_day


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "Day 1 of 25 working days"),
        (18, "Day 18 of 25 working days"),
        (25, "Day 25 of 25 working days"),
        (26, "1 day over target"),
        (27, "2 days over target"),
    ],
)
def test_the_age_is_said_in_words(number, expected):
    assert str(clock_words.words(*on_day(number))) == expected


def test_before_day_1_the_words_say_when_it_is():
    started = clock.start(RECEIVED, ENGLAND, TERMS)

    assert clock.age(started, ENGLAND, date(2026, 11, 22)) == 0
    assert (
        str(clock_words.words(started, ENGLAND, date(2026, 11, 22))) == "Day 1 is 23 November 2026"
    )


@pytest.mark.rule("Q19")
@pytest.mark.parametrize(
    ("today", "provisional", "expected"),
    [
        (date(2026, 11, 22), True, "Received 20 November 2026."),
        (date(2026, 11, 24), True, "Received 20 November 2026. Day 2 if accepted."),
        (date(2026, 11, 24), False, "Day 2 of 25 working days"),
    ],
)
def test_before_acceptance_the_centre_reads_what_the_day_would_be(today, provisional, expected):
    started = clock.start(RECEIVED, ENGLAND, TERMS, provisional=provisional)

    assert str(clock_words.words_for_centre(started, ENGLAND, today)) == expected
