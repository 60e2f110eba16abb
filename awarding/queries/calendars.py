"""A body's calendars as tables of working days, kept in the process until a calendar changes."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import CharField, Func

from awarding.kernel.working_days import WEEKDAYS, Day, WorkingDays
from awarding.models import Calendar, CalendarDay, Centre
from awarding.rules.calendar import DayFacts

LOCK_SPACE = 21  # the first half of an advisory lock's key: those of calendars

#: A version could be given twice, when the first was rolled back; the writer's number cannot.
WRITTEN_BY = Func(template='"awarding_calendar"."xmin"::text', output_field=CharField())

Mark = tuple[int, str]
_tables: dict[int, tuple[Mark, WorkingDays]] = {}


def calendar_for(centre: Centre) -> Calendar:
    """Return the centre's own calendar, or the body's default (Q21)."""
    wanted = {"pk": centre.calendar_id} if centre.calendar_id else {"is_default": True}
    found: Calendar = Calendar.objects.get(**wanted)
    return found


def working_days(calendar: int) -> WorkingDays:
    """Return one calendar as it stands now."""
    return tables([calendar])[calendar]


def tables(calendars: Iterable[int]) -> dict[int, WorkingDays]:
    """Return these calendars as they stand now, by id.

    One short query asks for their versions; days are read only of those that have changed.
    """
    rows = Calendar.objects.filter(pk__in=set(calendars)).annotate(written_by=WRITTEN_BY)
    marks = rows.values_list("pk", "version", "written_by")
    return {pk: _table(pk, (version, written_by)) for pk, version, written_by in marks}


def _table(calendar: int, mark: Mark) -> WorkingDays:
    """Read the days after the mark: they are never older than the mark they are kept under."""
    kept = _tables.get(calendar)
    if kept is None or kept[0] != mark:
        kept = mark, _read(calendar)
        _tables[calendar] = kept
    return kept[1]


def _read(calendar: int) -> WorkingDays:
    rows = CalendarDay.objects.filter(calendar=calendar).order_by("day")
    days = list(rows.values_list("day", "is_working", "name", "ordinal"))
    counted_before = days[0][3] - days[0][1] if days else 0
    return WorkingDays((Day(*row[:3]) for row in days), counted_before=counted_before)


def hold(calendar: int, *, to_change: bool = False) -> WorkingDays:
    """Return a calendar, and keep it from changing until this transaction ends.

    Clocks start side by side; a change of the calendar waits for them, and they for it. An
    advisory lock, since a centre's role may not lock the calendar's row.
    """
    lock = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, %s)", [LOCK_SPACE, calendar])  # noqa: S608  two names
    return working_days(calendar)


def day_facts(table: WorkingDays, day: date, today: date) -> DayFacts:
    """Return what the rules ask about a day that somebody wants to change."""
    if not table.first <= day <= table.last:
        return DayFacts(day, today, table.first, table.last, is_working=None)
    found = table.between(day, day)[0]
    span = (table.first, table.last)
    return DayFacts(day, today, *span, found.working, found.name, is_holiday=is_holiday(found))


def is_holiday(day: Day) -> bool:
    """Tell whether a day is kept out of the count by more than being a Saturday or a Sunday."""
    return not day.working and day.name not in WEEKDAYS
