"""What a clock says today, for one row or a page of them, and how it was counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, FilteredRelation, Q

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.kernel.rules import Sentence, say
from awarding.kernel.working_days import Day, WorkingDays
from awarding.models import Deadline, DeadlinePause
from awarding.queries import calendars, moves
from awarding.rules import clock as rules
from awarding.rules import clock_words, counting
from awarding.rules.clock import Clock, Closed, Colour, SlaTerms
from awarding.rules.counting import Counted, Pause
from awarding.rules.moves import as_closed


@dataclass(frozen=True, slots=True)
class Face:
    """What a clock says on one day, for the ``deadline`` component."""

    words: Sentence
    age: int
    days: int
    colour: str
    due_on: date | None
    started: date
    paused: bool = False
    provisional: bool = False
    closed: bool = False


def clock(deadline: Deadline, today: date) -> Face:
    """Return what one clock says today."""
    return clocks([deadline], today)[deadline.pk]


def clocks(deadlines: Iterable[Deadline], today: date) -> dict[int, Face]:
    """Return what each clock says today, by id: two short queries, however many there are.

    A centre reads of a provisional clock only what it would be (Q19).
    """
    rows = list(deadlines)
    if not rows:
        return {}
    tables = calendars.tables(row.calendar_id for row in rows)
    waits = waiting_since(row.pk for row in rows if row.ended_at is None)
    return {row.pk: _face(row, waits.get(row.pk), tables[row.calendar_id], today) for row in rows}


def working(deadline: Deadline, today: date, *, for_centre: bool = False) -> list[Counted]:
    """Return every day of a clock with its number, or why it was not counted (A39).

    A closed clock is shown as it was counted when it closed. A centre is promised no day before
    its work is accepted (Q19).
    """
    table = calendars.working_days(deadline.calendar_id)
    if deadline.ended_at is not None:
        table = as_closed(table, moves.noted(deadline))
    pauses = list(DeadlinePause.objects.filter(deadline=deadline).order_by("began_on", "id"))
    open_since = next((one.began_wd for one in pauses if one.ended_wd is None), None)
    held = [Pause(one.began_on, one.ended_on) for one in pauses]
    return counting.working(
        counted(deadline, open_since),
        table,
        today,
        held,
        terms=_terms(deadline),
        for_centre=for_centre,
    )


def waiting_since(deadlines: Iterable[int]) -> dict[int, int]:
    """Return the ordinal at which each paused clock's present pause began."""
    rows = DeadlinePause.objects.filter(deadline__in=list(deadlines), ended_wd__isnull=True)
    return dict(rows.values_list("deadline_id", "began_wd"))


def counted(row: Deadline, waiting: int | None) -> Clock:
    """Return a row as the facts that the rules count with."""
    return Clock(
        row.started_on,
        row.started_wd,
        row.days,
        row.paused_wd,
        waiting,
        row.is_provisional,
        _closed(row.ended_on, row.closed_age, row.closed_due_on),
    )


def _closed(on: date | None, age: int | None, due_on: date | None) -> Closed | None:
    if on is None or age is None or due_on is None:
        return None
    return Closed(on, age, due_on)


def _terms(row: Deadline) -> SlaTerms:
    return SlaTerms(row.days, row.amber_from, row.red_from, row.clause)


def _face(row: Deadline, waiting: int | None, table: WorkingDays, today: date) -> Face:
    if row.ended_as == Deadline.Ending.VOID:
        return Face(say("Not counted"), 0, 0, "", None, row.started_on, closed=True)
    facts = counted(row, waiting)
    terms = _terms(row)
    for_centre = tenancy.current().audience == Audience.CENTRE
    tell = clock_words.words_for_centre if for_centre else clock_words.words
    early = for_centre and facts.provisional
    return Face(
        tell(facts, table, today),
        rules.age(facts, table, today),
        row.days,
        Colour.GREEN if early else rules.colour(facts, table, today, terms),
        rules.due_on(facts, table, today),
        row.started_on,
        paused=waiting is not None,
        provisional=facts.provisional and not facts.closed,
        closed=facts.closed is not None,
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """An open clock that a change of its calendar moves."""

    deadline: int
    centre: int
    was_due_on: date
    due_on: date


Promised = Mapping[tuple[int, int], date]


def promised(calendar: int, table: WorkingDays, today: date) -> Promised:
    """Return the due day of every open clock of a calendar, by clock and centre: one query."""
    rows = (
        Deadline.objects.filter(calendar=calendar, ended_at__isnull=True)
        .annotate(wait=FilteredRelation("pauses", condition=Q(pauses__ended_wd__isnull=True)))
        .order_by("id")
        .values_list(
            "id", "centre_id", "started_on", "started_wd", "days", "paused_wd", "wait__began_wd"
        )
    )
    return {row[:2]: rules.due_on(Clock(*row[2:]), table, today) for row in rows}


def would_move(calendar: int, changed: Day, today: date) -> list[Moved]:
    """Return the open clocks that another reading of one day to come would move."""
    table = calendars.working_days(calendar)
    other = table.with_days({changed.on: changed})
    return moved(promised(calendar, table, today), promised(calendar, other, today))


def running(calendar: int) -> int:
    """Return how many open clocks count by this calendar."""
    return Deadline.objects.filter(calendar=calendar, ended_at__isnull=True).count()


def closed_over(calendar: int, day: date) -> list[Moved]:
    """Return the clocks that counted this day and closed: none of them moves any more."""
    rows = Deadline.objects.filter(
        calendar=calendar, ended_as=Deadline.Ending.MET, started_on__lt=day, ended_on__gte=day
    ).order_by("id")
    return [
        Moved(pk, centre, due_on, due_on)
        for pk, centre, due_on in rows.values_list("id", "centre_id", "closed_due_on")
    ]


def moved(before: Promised, after: Promised) -> list[Moved]:
    """Return the clocks whose due day is another after a change."""
    return [
        Moved(pk, centre, was, after[pk, centre])
        for (pk, centre), was in before.items()
        if after[pk, centre] != was
    ]


@dataclass(frozen=True, slots=True)
class CentreLate:
    """How many clocks of one centre a letter is about."""

    body: int
    number: str
    name: str
    clocks: int


def still_open(deadlines: Iterable[int]) -> list[CentreLate]:
    """Return, by centre, how many of these clocks have not ended since."""
    rows = Deadline.objects.filter(pk__in=list(deadlines), ended_at__isnull=True)
    by_centre = rows.values_list("awarding_body_id", "centre__number", "centre__name")
    return [CentreLate(*row) for row in by_centre.annotate(n=Count("pk")).order_by("-n")]
