"""Starting, pausing and ending a clock, inside the operation that does so.

Plain functions: the act that starts or ends a clock is the one that leaves the entry. A start
holds the calendar and all else locks the clock, so that no correction of a past day slips in
between.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from awarding.kernel import clock
from awarding.kernel.machines import IllegalMove
from awarding.models import Centre, Deadline, DeadlinePause
from awarding.queries import calendars, clocks
from awarding.rules import clock as rules
from awarding.rules.clock import SlaTerms


def start(
    *, kind: str, centre: Centre, received_at: datetime, provisional: bool, terms: SlaTerms
) -> Deadline:
    """Return a clock for what was received then, on the centre's calendar (Q6, Q21).

    It keeps the calendar and the terms it starts with. Holds the calendar; called twice, it
    starts two clocks.
    """
    calendar = calendars.calendar_for(centre)
    table = calendars.hold(calendar.pk)
    facts = rules.start(clock.london_day(received_at), table, terms, provisional=provisional)
    made: Deadline = Deadline.objects.create(
        kind=kind,
        centre_id=centre.pk,
        calendar=calendar,
        is_provisional=facts.provisional,
        started_on=facts.started_on,
        started_wd=facts.started_wd,
        days=terms.days,
        amber_from=terms.amber_from,
        red_from=terms.red_from,
        document=terms.cites.document,
        issue=terms.cites.issue,
        number=terms.cites.number,
        words=terms.cites.words,
    )
    return made


def confirm(deadline: Deadline) -> Deadline:
    """Make a provisional clock the clock; it keeps its start (Q5, Q19).

    Locks the clock; ``IllegalMove`` where it has ended or is confirmed already.
    """
    locked = _open("confirm", [deadline.pk])[0]
    if not locked.is_provisional:
        raise IllegalMove("clock", "confirm", "running")
    locked.is_provisional = False
    locked.save(update_fields=["is_provisional"])
    return locked


def pause(deadline: Deadline, *, reason: str, now: datetime) -> Deadline:
    """Let a clock stand still after today, while somebody else is waited for.

    Locks the clock; ``IllegalMove`` where it has ended or stands still already.
    """
    locked = _open("pause", [deadline.pk])[0]
    if clocks.waiting_since([locked.pk]):
        raise IllegalMove("clock", "pause", "paused")
    table = calendars.working_days(locked.calendar_id)
    today = clock.london_day(now)
    DeadlinePause.objects.create(
        centre_id=locked.centre_id,
        deadline=locked,
        reason=reason,
        began_on=today,
        began_wd=table.ordinal(today),
    )
    return locked


def resume(deadline: Deadline, *, now: datetime) -> Deadline:
    """Let a paused clock go on; the working days it stood still are added once.

    Locks the clock; ``IllegalMove`` where it has ended or was not paused.
    """
    locked = _open("resume", [deadline.pk])[0]
    open_pause = DeadlinePause.objects.filter(deadline=locked, ended_wd__isnull=True).first()
    if open_pause is None:
        raise IllegalMove("clock", "resume", "running")
    table = calendars.working_days(locked.calendar_id)
    today = clock.london_day(now)
    open_pause.ended_on, open_pause.ended_wd = today, table.ordinal(today)
    open_pause.save(update_fields=["ended_on", "ended_wd"])
    locked.paused_wd += rules.paused_days(table, open_pause.began_on, today)
    locked.save(update_fields=["paused_wd"])
    return locked


def meet(deadline: Deadline, *, now: datetime) -> Deadline:
    """Stop a clock: what it promised is done. It keeps the due day and the age it closed with.

    Locks the clock; ``IllegalMove`` where it has ended already.
    """
    return _end([deadline.pk], Deadline.Ending.MET, now)[0]


def meet_all(deadlines: Iterable[int], *, now: datetime) -> list[Deadline]:
    """Stop many clocks as ``meet`` does, by id, with as many queries as for one.

    Locks them in id order; none is stopped where one has ended already.
    """
    return _end(deadlines, Deadline.Ending.MET, now)


def void(deadline: Deadline, *, now: datetime) -> Deadline:
    """Stop a clock that no longer counts, as when the work was returned (Q19).

    Locks the clock; ``IllegalMove`` where it has ended already.
    """
    return _end([deadline.pk], Deadline.Ending.VOID, now)[0]


def _open(move: str, deadlines: Iterable[int]) -> list[Deadline]:
    """Return these clocks, locked in id order, or raise ``IllegalMove`` if one has ended."""
    wanted = set(deadlines)
    rows = list(Deadline.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(rows) != len(wanted):
        raise Deadline.DoesNotExist
    if any(row.ended_at for row in rows):
        raise IllegalMove("clock", move, "ended")
    return rows


END = """
UPDATE awarding_deadline d
   SET ended_at = %s, ended_on = %s, ended_as = %s, closed_due_on = e.due_on,
       closed_age = e.age, paused_wd = e.paused_wd
  FROM unnest(%s::bigint[], %s::date[], %s::int[], %s::int[]) AS e(id, due_on, age, paused_wd)
 WHERE d.id = e.id
"""
END_PAUSES = """
UPDATE awarding_deadlinepause p
   SET ended_on = %s, ended_wd = e.ordinal
  FROM unnest(%s::bigint[], %s::int[]) AS e(deadline, ordinal)
 WHERE p.deadline_id = e.deadline AND p.ended_wd IS NULL
"""


def _end(deadlines: Iterable[int], ending: Deadline.Ending, now: datetime) -> list[Deadline]:
    """Stop these clocks in sets. A pause that is open ends with its clock."""
    rows, today = _open(ending, deadlines), clock.london_day(now)
    tables = calendars.tables(row.calendar_id for row in rows)
    waits = clocks.waiting_since(row.pk for row in rows)
    for row in rows:
        table, waiting = tables[row.calendar_id], waits.get(row.pk)
        stopped = rules.close(clocks.counted(row, waiting), table, today)
        row.ended_at, row.ended_on, row.ended_as = now, today, ending
        row.closed_due_on = rules.due_on(stopped, table, today)
        row.closed_age = rules.age(stopped, table, today)
        row.paused_wd += 0 if waiting is None else table.ordinal(today) - waiting
    if waits:
        paused = [row for row in rows if row.pk in waits]
        ordinals = [tables[row.calendar_id].ordinal(today) for row in paused]
        with connection.cursor() as cursor:
            cursor.execute(END_PAUSES, [today, [row.pk for row in paused], ordinals])
    _write_ends(rows, now)
    return rows


def _write_ends(rows: list[Deadline], now: datetime) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            END,
            [
                now,
                rows[0].ended_on,
                rows[0].ended_as,
                [row.pk for row in rows],
                [row.closed_due_on for row in rows],
                [row.closed_age for row in rows],
                [row.paused_wd for row in rows],
            ],
        )
