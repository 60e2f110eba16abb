"""One day of a calendar written anew, and each clock told that it moved."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from awarding import ledger
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.working_days import Day, WorkingDays
from awarding.models import Calendar, CalendarDay, Deadline, DeadlinePause
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.queries import clocks
from awarding.queries.clocks import Moved


def change(
    calendar: Calendar, table: WorkingDays, changed: Day, *, by: Actor, now: datetime
) -> Calendar:
    """Write one day, and tell every open clock whose due day is another by it.

    The caller holds the calendar and, where the day has come, its open clocks.
    """
    today = clock.london_day(now)
    before = clocks.promised(calendar.pk, table, today)
    _rewrite(calendar, changed)
    if changed.on <= today:
        _anchor(calendar, changed.on)
    after = clocks.promised(calendar.pk, table.with_days({changed.on: changed}), today)
    moved = [*clocks.moved(before, after), *clocks.closed_over(calendar.pk, changed.on)]
    move_clocks(moved=moved, calendar=calendar, changed=changed, by=by, now=now)
    note(day=changed.on, name=changed.name, version=calendar.version)
    return calendar


@operation("clock.move", each=True, shown=True, keeps=("A39",))
def move_clocks(
    *, moved: Sequence[Moved], calendar: Calendar, changed: Day, by: Actor, now: datetime
) -> Batch[ledger.Named]:
    """Leave an entry on each clock that a calendar moved: its old and new due day, and why."""
    label = Deadline._meta.label_lower
    why = {"calendar": calendar.pk, "day": changed.on, "name": changed.name}
    why["on"] = clock.london_day(now)
    return Batch(
        [
            ledger.Named(
                label,
                one.deadline,
                one.centre,
                {"was_due_on": one.was_due_on, "due_on": one.due_on, **why},
            )
            for one in moved
        ]
    )


def _rewrite(calendar: Calendar, changed: Day) -> None:
    """Write the day and every ordinal from it on, in one statement; raise the version."""
    this = {"day": changed.on}
    CalendarDay.objects.filter(calendar=calendar, day__gte=changed.on).update(
        ordinal=F("ordinal") + (1 if changed.working else -1),
        is_working=Case(When(**this, then=Value(changed.working)), default=F("is_working")),
        name=Case(When(**this, then=Value(changed.name)), default=F("name")),
    )
    raise_version(calendar)


def raise_version(calendar: Calendar) -> None:
    """Say that the calendar's days are others now, so that they are read anew."""
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
    calendar.refresh_from_db(fields=["version"])


def open_clocks(calendar: Calendar) -> QuerySet[Deadline]:
    """Return the calendar's clocks that run or stand still."""
    return Deadline.objects.filter(calendar=calendar, ended_at__isnull=True)


def _anchor(calendar: Calendar, since: date) -> None:
    """Read the ordinals of every open clock anew from the days they stand for."""
    pauses = DeadlinePause.objects.filter(deadline__in=open_clocks(calendar))
    pauses.filter(began_on__gte=since).update(began_wd=_ordinal_of(calendar, "began_on"))
    pauses.filter(ended_on__gte=since).update(ended_wd=_ordinal_of(calendar, "ended_on"))
    over = DeadlinePause.objects.filter(deadline=OuterRef("pk"), ended_wd__isnull=False)
    waited = over.order_by().values("deadline").annotate(n=Sum(F("ended_wd") - F("began_wd")))
    open_clocks(calendar).filter(pauses__ended_on__gte=since).update(
        paused_wd=Coalesce(Subquery(waited.values("n")), 0)
    )
    open_clocks(calendar).filter(started_on__gte=since).update(
        started_wd=_ordinal_of(calendar, "started_on")
    )


def _ordinal_of(calendar: Calendar, day: str) -> Subquery:
    days = CalendarDay.objects.filter(calendar=calendar, day=OuterRef(day))
    return Subquery(days.values("ordinal"))
