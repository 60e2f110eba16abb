"""Calendars to count by, and a clock of work received on a Friday."""

from datetime import date

from awarding.kernel.working_days import Day, Division, WorkingDays, days_of
from awarding.rules import clock
from awarding.rules.clock import SlaTerms

TABLES = {division: WorkingDays.of(division) for division in Division}
ENGLAND = TABLES[Division.ENGLAND_AND_WALES]
TERMS = SlaTerms()
RECEIVED = date(2026, 11, 20)  # a Friday
DAY_1 = date(2026, 11, 23)


def any_part(first, last):
    """A bank holiday in any part of the United Kingdom is not a working day."""
    return WorkingDays(
        Day(parts[0].on, all(part.working for part in parts))
        for parts in zip(*(days_of(part, first, last) for part in Division), strict=True)
    )


TABLES["uk-any-part"] = any_part(2020, 2026)
TABLES["uk-any-part-2007-2010"] = any_part(2007, 2010)


def on_day(number):
    """The clock of work received on that Friday, and the day on which it is so old."""
    started = clock.start(RECEIVED, ENGLAND, TERMS, provisional=False)
    return started, ENGLAND, ENGLAND.after(RECEIVED, number)
