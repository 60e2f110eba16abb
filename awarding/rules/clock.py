"""How old is a submission, when is it due, and how near is that?"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from awarding.kernel.rules import Clause, keep
from awarding.kernel.working_days import WorkingDays
from awarding.rules.clauses import TWENTY_FIVE_DAYS

keep(
    "A38",
    kind="shown",
    where="awarding.rules.clock.due_on",
    question="By when is the result due?",
    reading="On the last of the promised working days; the day ends at 23:59:59 in London.",
)
keep(
    "Q17",
    kind="shown",
    where="awarding.rules.clock.is_past",
    question="From when is a promise past its target?",
    reading=(
        "From midnight in London after the due day, whether or not the next day is a working "
        "day: what was due on a Friday is past its target on the Saturday."
    ),
)
keep(
    "A39",
    kind="data",
    where="awarding.rules.clock.age",
    question="Which days count?",
    reading=(
        "Working days of the clock's own calendar. The day of receipt does not count: day 1 "
        "is the first working day after the London day of receipt, so a Friday, a Saturday "
        "and a Sunday share one due date."
    ),
)


@dataclass(frozen=True, slots=True)
class SlaTerms:
    """How many working days are promised, and from which day a clock turns amber and red."""

    days: int = 25
    amber_from: int = 18
    red_from: int = 23
    cites: Clause = TWENTY_FIVE_DAYS


class Colour(StrEnum):
    """How near a clock is to its last day."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Closed:
    """What a clock said on the day it stopped. A later change of calendar leaves it alone."""

    on: date
    age: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Clock:
    """The facts of one promise. ``paused_wd`` counts the pauses that are over.

    ``paused_since_wd`` is the ordinal of the day on which the present pause began.
    """

    started_on: date
    started_wd: int
    days: int
    paused_wd: int = 0
    paused_since_wd: int | None = None
    provisional: bool = False
    closed: Closed | None = None


def start(
    received_on: date, calendar: WorkingDays, terms: SlaTerms, *, provisional: bool = True
) -> Clock:
    """A clock for work received on that London day."""
    ordinal = calendar.ordinal(received_on)
    return Clock(received_on, ordinal, terms.days, provisional=provisional)


def close(clock: Clock, calendar: WorkingDays, on: date) -> Clock:
    """The same clock, stopped: it keeps the age and the due day it had on that day.

    While a pause is open over a weekend the due day is not over: it is put off to that day.
    """
    due = due_on(clock, calendar, on)
    due = due if is_past(clock, calendar, on) else max(due, on)
    return replace(clock, closed=Closed(on, age(clock, calendar, on), due))


def age(clock: Clock, calendar: WorkingDays, today: date) -> int:
    """Which of the promised days is it? 0 until the first; a pause stands still."""
    if clock.closed:
        return clock.closed.age
    until = calendar.ordinal(today)
    if clock.paused_since_wd is not None:
        until = min(until, clock.paused_since_wd)
    return max(0, until - clock.started_wd - clock.paused_wd)


def due_on(clock: Clock, calendar: WorkingDays, today: date) -> date:
    """The last of the promised days; during a pause, as if it ended today."""
    if clock.closed:
        return clock.closed.due_on
    waiting = 0
    if clock.paused_since_wd is not None:
        waiting = max(0, calendar.ordinal(today) - clock.paused_since_wd)
    return calendar.day(clock.started_wd + clock.days + clock.paused_wd + waiting)


def paused_days(calendar: WorkingDays, since: date, until: date) -> int:
    """How many working days a pause from ``since`` to ``until`` takes out of the count."""
    return max(0, calendar.ordinal(until) - calendar.ordinal(since))


def is_past(clock: Clock, calendar: WorkingDays, today: date) -> bool:
    """Is the promise past its target? It is from midnight after the due day (Q17).

    The age alone cannot tell: on a Saturday it is still Friday's. So a day that does not count
    is read here as the next that does. A pause stands still on the day it began.
    """
    if clock.closed:
        return clock.closed.on > clock.closed.due_on
    last = clock.started_wd + clock.days + clock.paused_wd
    if clock.paused_since_wd is not None:
        return clock.paused_since_wd > last
    return calendar.ordinal_ahead(today) > last


def colour(clock: Clock, calendar: WorkingDays, today: date, terms: SlaTerms) -> Colour:
    """Green, amber, red or breached. A clock that stopped in time is green for good."""
    if is_past(clock, calendar, today):
        return Colour.BREACHED
    day = age(clock, calendar, today)
    if clock.closed or day < terms.amber_from:
        return Colour.GREEN
    return Colour.RED if day >= terms.red_from else Colour.AMBER
