"""Working days: which days count, and which is the twenty-fifth from here.

Every day has an ordinal: the number of working days up to and including it. A day
that does not count has the ordinal of the working day before it. So the working day
that comes N after a given day is two look-ups, whatever stands between them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Self

import holidays

FIRST_YEAR, LAST_YEAR = 2012, 2036


class Division(StrEnum):
    """The three parts of the United Kingdom that publish bank holidays of their own."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


SUBDIVISION = {
    Division.ENGLAND_AND_WALES: "ENG",
    Division.SCOTLAND: "SCT",
    Division.NORTHERN_IRELAND: "NIR",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKEND = (5, 6)


class OutsideCalendar(LookupError):
    """The day asked for lies before the first or after the last day of the calendar."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar; ``name`` says why it does not count."""

    on: date
    working: bool
    name: str = ""


def bank_holidays(
    division: Division, first: int = FIRST_YEAR, last: int = LAST_YEAR
) -> dict[date, str]:
    """The bank holidays of one division, by day, with the name to show for each."""
    found = holidays.country_holidays(
        "GB", subdiv=SUBDIVISION[division], years=range(first, last + 1), language="en_GB"
    )
    return {on: _shown(name) for on, name in sorted(found.items())}


def days_of(division: Division, first: int = FIRST_YEAR, last: int = LAST_YEAR) -> Iterator[Day]:
    """Every day of those years as a row of the calendar, weekends and holidays marked."""
    closed = bank_holidays(division, first, last)
    day = date(first, 1, 1)
    while day.year <= last:
        name = WEEKDAYS[day.weekday()] if day.weekday() in WEEKEND else closed.get(day, "")
        yield Day(day, working=not name, name=name)
        if day == date.max:
            return
        day += timedelta(days=1)


def _shown(name: str) -> str:
    return name.replace("; ", " and ").replace("(observed)", "(substitute day)")


class WorkingDays:
    """An unchanging table of consecutive days with their ordinals.

    ``counted_before`` is the number of working days before the first row, so that a
    part of a calendar keeps the ordinals of the whole.
    """

    __slots__ = ("_counted_before", "_first", "_ordinals", "_rows", "_working")

    def __init__(self, rows: Iterable[Day], *, counted_before: int = 0) -> None:
        self._rows = tuple(sorted(rows, key=lambda row: row.on))
        if not self._rows:
            raise ValueError("A calendar needs at least one day.")
        self._first = self._rows[0].on.toordinal()
        if self._rows[-1].on.toordinal() - self._first != len(self._rows) - 1:
            raise ValueError("The days of a calendar follow one another, each of them once.")
        self._counted_before = counted_before
        counts = accumulate((row.working for row in self._rows), initial=counted_before)
        self._ordinals = tuple(counts)[1:]
        self._working = tuple(row.on for row in self._rows if row.working)

    @classmethod
    def of(cls, division: Division, *, first: int = FIRST_YEAR, last: int = LAST_YEAR) -> Self:
        """The published calendar of one division for those years."""
        return cls(days_of(division, first, last))

    @property
    def first(self) -> date:
        """The first day of the table."""
        return self._rows[0].on

    @property
    def last(self) -> date:
        """The last day of the table."""
        return self._rows[-1].on

    def ordinal(self, day: date) -> int:
        """How many working days there are up to and including this day."""
        return self._ordinals[self._place(day)]

    def ordinal_ahead(self, day: date) -> int:
        """The ordinal of this day, or of the next working day if this one does not count."""
        return self.ordinal(day) + (not self.is_working(day))

    def day(self, ordinal: int) -> date:
        """The working day that has this ordinal."""
        place = ordinal - self._counted_before - 1
        if not 0 <= place < len(self._working):
            raise OutsideCalendar(f"{self._span()} It has no working day {ordinal}.")
        return self._working[place]

    def after(self, day: date, count: int) -> date:
        """The working day that comes ``count`` working days after this day."""
        return self.day(self.ordinal(day) + count)

    def is_working(self, day: date) -> bool:
        """Does this day count?"""
        return self._rows[self._place(day)].working

    def why_not(self, day: date) -> str:
        """Saturday, Sunday or the holiday's name; empty when the day counts."""
        return self._rows[self._place(day)].name

    def between(self, first: date, last: date) -> tuple[Day, ...]:
        """The days from ``first`` to ``last``, both included, for showing the working."""
        return self._rows[self._place(first) : self._place(last) + 1]

    def with_days(self, changed: Mapping[date, Day]) -> Self:
        """The same calendar with some of its days put differently."""
        for day in changed:
            self._place(day)
        rows = (changed.get(row.on, row) for row in self._rows)
        return type(self)(rows, counted_before=self._counted_before)

    def _place(self, day: date) -> int:
        if isinstance(day, datetime):
            raise TypeError("A calendar is asked about a day; clock.london_day gives a moment's.")
        place = day.toordinal() - self._first
        if not 0 <= place < len(self._rows):
            raise OutsideCalendar(f"{self._span()} {shown(day)} lies outside it.")
        return place

    def _span(self) -> str:
        return f"The calendar runs from {shown(self.first)} to {shown(self.last)}."


def shown(day: date) -> str:
    """A day in words, such as 4 May 2026."""
    return f"{day.day} {day:%B %Y}"
