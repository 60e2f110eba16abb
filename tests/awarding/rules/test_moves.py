"""A39: a clock tells why its due day is another than it was."""

from datetime import date

import pytest

from awarding.rules import moves
from awarding.rules.moves import Move

WAS, DUE, ON = date(2026, 12, 21), date(2026, 12, 22), date(2026, 11, 22)
TO_COME, PAST = date(2026, 12, 7), date(2026, 11, 20)


@pytest.mark.rule("A39")
@pytest.mark.parametrize(
    ("day", "name", "reason"),
    [
        (TO_COME, "Royal wedding", ": holiday declared on 22 November 2026 "
         "(Royal wedding, 7 December 2026)."),
        (TO_COME, "", ": holiday removed on 22 November 2026. "
         "7 December 2026 is a working day."),
        (PAST, "Flood", ": corrected on 22 November 2026. "
         "20 November 2026 was a holiday (Flood)."),
        (PAST, "", ": corrected on 22 November 2026. 20 November 2026 was a working day."),
        (None, "", " by a change of the calendar on 22 November 2026."),
    ],
)  # fmt: skip
def test_the_note_says_the_old_and_the_new_day_and_why(day, name, reason):
    told = str(moves.words(Move(WAS, DUE, ON, day, name)))

    assert told == f"Moved from 21 December 2026 to 22 December 2026{reason}"
