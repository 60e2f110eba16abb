"""Which days did a clock count, and why not the others?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awarding.kernel.rules import Sentence, say
from awarding.kernel.working_days import WEEKDAYS, Day, WorkingDays
from awarding.rules.clock import Clock, due_on


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait for somebody else. The days after ``since``, up to ``until``, do not count."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the working: the day, and its number or why it has none."""

    on: date
    number: int | None
    why: Sentence | None = None


def working(
    clock: Clock, calendar: WorkingDays, today: date, pauses: Iterable[Pause] = ()
) -> list[Counted]:
    """Every day from receipt to the due day, or to today if that is later, as it was counted.

    A stopped clock is shown to the day it stopped. ``pauses`` are all there were.
    """
    last = clock.closed.on if clock.closed else max(today, due_on(clock, calendar, today))
    held = [(pause.since, pause.until or today) for pause in pauses]
    lines, number = [], 0
    for day in calendar.between(clock.started_on, last):
        why = _why(day, clock.started_on, held)
        number += why is None
        lines.append(Counted(day.on, None if why else number, why))
    return lines


def _why(day: Day, received_on: date, held: list[tuple[date, date]]) -> Sentence | None:
    if day.on == received_on:
        return say("Day of receipt")
    if not day.working:
        return say(day.name) if day.name in WEEKDAYS else say("{name}", name=day.name)
    if any(since < day.on <= until for since, until in held):
        return say("Paused")
    return None
