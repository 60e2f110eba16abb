"""Days, times and sizes in the portal's words."""

from datetime import UTC, date, datetime

import pytest

from awarding.kernel.rules import say
from awarding.templatetags import wording


@pytest.mark.rule("Q17")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 27, 10, 15, tzinfo=UTC), "27 November 2026, 10:15am"),
        (datetime(2026, 7, 1, 11, 0, tzinfo=UTC), "1 July 2026, midday"),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), "2 July 2026, midnight"),
        (datetime(2026, 7, 1, 12, 5, tzinfo=UTC), "1 July 2026, 1:05pm"),
    ],
)
def test_a_moment_is_said_in_london_time(moment, said):
    assert wording.gds_moment(moment) == said


@pytest.mark.rule("Q17")
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 7, 1, 23, 5, tzinfo=UTC), "Out since 2 July 2026, 12:05am."),
        (datetime(2026, 11, 27, 14, 15, tzinfo=UTC), "Out since 27 November 2026, 2:15pm."),
        (date(2026, 7, 1), "Out since 1 July 2026."),
    ],
)
def test_a_rule_says_a_moment_in_london_time(moment, told):
    assert str(say("Out since {moment}.", moment=moment)) == told


def test_a_day_is_short_in_tables():
    assert wording.gds_day(date(2026, 11, 25)) == "25 Nov 2026"


def test_nothing_is_said_of_no_day():
    assert (wording.gds_date(None), wording.gds_time(None), wording.gds_moment(None)) == (
        "",
        "",
        "",
    )


def test_a_moment_late_at_night_falls_on_the_day_it_is_in_london():
    assert wording.gds_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


@pytest.mark.parametrize(("days", "said"), [(1, "1 working day"), (25, "25 working days")])
def test_working_days_are_counted_in_words(days, said):
    assert wording.working_days(days) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 byte"), (999, "999 bytes"), (184_320, "184 KB"), (84_500_000, "84.5 MB")],
)
def test_a_file_is_as_large_as_people_say(size, said):
    assert wording.file_size(size) == said


@pytest.mark.parametrize(
    ("colour", "word", "tone"),
    [("green", "", "plain"), ("amber", "Due soon", "amber"), ("breached", "", "red")],
)
def test_a_clock_says_its_colour_in_words(colour, word, tone):
    assert (wording.clock_word(colour), wording.clock_tone(colour)) == (word, tone)
