"""Which days did a clock count, and why not the others?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from awarding.kernel.rules import Sentence, say
from awarding.kernel.working_days import WEEKDAYS, Day, WorkingDays
from awarding.rules.clock import Clock, SlaTerms, due_on


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait for somebody else. The days after ``since``, up to ``until``, do not count."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the working: the day, its number or why it has none, and what begins on it."""

    on: date
    number: int | None
    why: Sentence | None = None
    mark: Sentence | None = None


def working(
    clock: Clock,
    calendar: WorkingDays,
    today: date,
    pauses: Iterable[Pause] = (),
    *,
    terms: SlaTerms | None = None,
    for_centre: bool = False,
) -> list[Counted]:
    """Every day from receipt to the due day, or to today if that is later, as it was counted.

    A stopped clock is shown to the day it stopped. ``pauses`` are all there were.
    Marked are the due day, the first day past it, and with ``terms`` amber and red; but a
    centre is promised no day before its work is accepted (Q19).
    """
    last = clock.closed.on if clock.closed else max(today, due_on(clock, calendar, today))
    waits = list(pauses)
    held = [(pause.since, pause.until or today) for pause in waits]
    lines, number = [], 0
    for day in calendar.between(clock.started_on, last):
        why = _why(day, clock.started_on, held)
        number += why is None
        lines.append(Counted(day.on, None if why else number, why))
    if for_centre and clock.provisional:
        return lines
    marks = _levels(lines, terms) | _ends(lines, clock, calendar, waits)
    return [replace(line, mark=marks.get(line.on)) for line in lines]


def _levels(lines: list[Counted], terms: SlaTerms | None) -> dict[date, Sentence]:
    """The days on which a clock turns amber and red."""
    if terms is None:
        return {}
    words = {
        terms.amber_from: say("Due soon from this day"),
        terms.red_from: say("Nearly due from this day"),
    }
    return {line.on: words[line.number] for line in lines if line.number in words}


def _ends(
    lines: list[Counted], clock: Clock, calendar: WorkingDays, waits: list[Pause]
) -> dict[date, Sentence]:
    """The due day, and the day from which the promise is past its target (Q17).

    A pause that began on the last promised day puts the due day off for as long as it lasts.
    """
    due = next((line.on for line in lines if line.number == clock.days), None)
    if due is None:
        return {}
    later = [line for line in lines if line.on > due]
    waiting = list(takewhile(lambda line: _is_held(line.on, calendar, waits), later))
    due = max([due, *(line.on for line in waiting if calendar.is_working(line.on))])
    marks = {due: say("Due day")}
    if later[len(waiting) :]:
        marks[later[len(waiting)].on] = say("Past target from this day")
    return marks


def _is_held(on: date, calendar: WorkingDays, waits: list[Pause]) -> bool:
    """Does a pause stand on this day? One that is over holds no day after its last working one."""
    return any(
        wait.since < on
        and (wait.until is None or calendar.ordinal_ahead(on) <= calendar.ordinal(wait.until))
        for wait in waits
    )


def _why(day: Day, received_on: date, held: list[tuple[date, date]]) -> Sentence | None:
    if day.on == received_on:
        return say("Day of receipt")
    if not day.working:
        return say(day.name) if day.name in WEEKDAYS else say("{name}", name=day.name)
    if any(since < day.on <= until for since, until in held):
        return say("Paused")
    return None
