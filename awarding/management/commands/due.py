"""manage.py due START DAYS: the day a promise of so many working days falls due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from awarding.kernel.working_days import WEEKDAYS, Division, OutsideCalendar, WorkingDays
from awarding.rules import clock, counting

MOST_DAYS = 10_000
FEWEST_WORKING_DAYS_A_YEAR = 240


class Unclear(Exception):
    """What was asked for cannot be answered; the sentence says what to do."""


class Command(BaseCommand):
    """Answers from the published bank holidays alone: it opens no database."""

    help = "Say on which day a number of working days ends, counted from the day after START."
    requires_system_checks: list[str] = []  # noqa: RUF012  # Django reads it from the class

    def create_parser(self, prog_name: str, subcommand: str, **given: Any) -> CommandParser:
        """A parser that answers a slip with one sentence instead of its usage."""
        parser = super().create_parser(prog_name, subcommand, **given)
        parser.error = self._stop  # type: ignore[assignment]  # it never returns, as theirs
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """START and DAYS, a calendar, and whether to show the working."""
        parser.add_argument("start", nargs="?", help="day of receipt, such as 2026-11-20")
        parser.add_argument("days", nargs="?", help="working days promised, such as 25")
        parser.add_argument("--calendar", default=str(Division.ENGLAND_AND_WALES))
        parser.add_argument("--show", action="store_true", help="show the working day by day")

    def handle(self, *_: object, **asked: Any) -> None:
        """Print the ISO date first, then the working if it was asked for."""
        try:
            lines = list(answer(asked["start"], asked["days"], asked["calendar"], asked["show"]))
        except (Unclear, OutsideCalendar) as unclear:
            self._stop(str(unclear))
        self.stdout.write("\n".join(lines))

    def _stop(self, sentence: str) -> None:
        self.stderr.write(sentence)
        raise SystemExit(1)


def answer(start: str | None, days: str | None, calendar: str, show: bool) -> Iterator[str]:
    """The due day, then one line for each day that was counted or skipped."""
    received, promised, division = _day(start), _count(days), _division(calendar)
    last = min(received.year + promised // FEWEST_WORKING_DAYS_A_YEAR + 1, date.max.year)
    table = WorkingDays.of(division, first=received.year, last=last)
    promise = clock.start(received, table, clock.SlaTerms(days=promised))
    yield clock.due_on(promise, table, received).isoformat()
    if show:
        for line in counting.working(promise, table, received):
            told = line.why or f"day {line.number}"
            yield f"{line.on.isoformat()}  {WEEKDAYS[line.on.weekday()]:<9}  {told}"


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError as unreadable:
        raise Unclear("START is a day written as 2026-11-20: give it first.") from unreadable


def _count(text: str | None) -> int:
    if not (text and text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= MOST_DAYS):
        raise Unclear(f"DAYS is a whole number from 1 to {MOST_DAYS}: give it after START.")
    return int(text)


def _division(text: str) -> Division:
    if text not in list(Division):
        raise Unclear(f"--calendar is one of {', '.join(Division)}.")
    return Division(text)
