"""A body's calendars: seeded from the published bank holidays, then changed a day at a time."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate

from django.db import connection
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from awarding import ledger
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.kernel.working_days import LAST_YEAR, Day, Division, WorkingDays, days_of
from awarding.models import Calendar, CalendarDay, Centre, Deadline, DeadlinePause
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.queries import calendars, clocks
from awarding.queries.clocks import Moved
from awarding.rules import calendar as rules

NAMES = {
    Division.ENGLAND_AND_WALES: "England and Wales",
    Division.SCOTLAND: "Scotland",
    Division.NORTHERN_IRELAND: "Northern Ireland",
}
YEARS_BACK = 2

SEED = """
INSERT INTO awarding_calendarday (awarding_body_id, calendar_id, day, is_working, name, ordinal)
SELECT %s, %s, u.* FROM unnest(%s::date[], %s::boolean[], %s::text[], %s::int[]) AS u
"""


@operation("calendar.seed", keeps=("Q16",))
def seed_calendar(
    *,
    division: str,
    first: int | None = None,
    last: int = LAST_YEAR,
    is_default: bool | None = None,
    by: Actor,
    now: datetime,
) -> Calendar:
    """Return the body's calendar of a division, filled with its published bank holidays.

    England and Wales is the body's default unless another is (Q16). Seeded again, it is filled
    on to the last year asked for, and what it holds already is left alone.
    """
    place = Division(division)
    default = place == Division.ENGLAND_AND_WALES if is_default is None else is_default
    calendar: Calendar = Calendar.objects.get_or_create(
        division=place, defaults={"name": NAMES[place], "is_default": default}
    )[0]
    _fill(calendar, place, first or clock.london_day(now).year - YEARS_BACK, last)
    note(division=str(place), last=last)
    return calendar


def seed_calendars(*, by: Actor, now: datetime) -> list[Calendar]:
    """Return the body's calendars of the three divisions, England and Wales being its default."""
    return [seed_calendar(division=division, by=by, now=now) for division in Division]


def _fill(calendar: Calendar, division: Division, first: int, last: int) -> None:
    """Add the days that follow those it has, each with its ordinal, in one statement."""
    held = CalendarDay.objects.filter(calendar=calendar).order_by("-day").first()
    begin, ordinal = (held.day.year, held.ordinal) if held else (first, 0)
    if begin > last:
        return
    days = [day for day in days_of(division, begin, last) if not held or day.on > held.day]
    ordinals = list(accumulate((day.working for day in days), initial=ordinal))[1:]
    whose = [calendar.awarding_body_id, calendar.pk]
    on = [day.on for day in days]
    working, names = [day.working for day in days], [day.name for day in days]
    with connection.cursor() as cursor:
        cursor.execute(SEED, [*whose, on, working, names, ordinals])
    _raise_version(calendar)


@operation("centre.give_calendar", keeps=("Q21",))
def give_calendar(
    *, centre: Centre, calendar: Calendar | None, by: Actor, now: datetime
) -> Centre:
    """Give a centre another nation's calendar, or the body's own again.

    A clock that runs keeps the calendar it started with. Locks nothing before it writes: of two at
    one time the later stands, and given the same calendar again it leaves one more entry alone.
    """
    centre.calendar = calendar
    centre.save(update_fields=["calendar"])
    note(calendar=calendar.pk if calendar else None)
    return centre


@operation("calendar.declare_holiday", keeps=("Q16",))
def declare_holiday(
    *, calendar: Calendar, day: date, name: str, by: Actor, now: datetime
) -> Calendar:
    """Take a day to come out of the count; every open clock it moves gets an entry (Q16).

    Holds the calendar: no clock starts meanwhile. ``Refused`` for a day that is not counted.
    """
    table, today = calendars.hold(calendar.pk, to_change=True), clock.london_day(now)
    facts = calendars.day_facts(table, day, today)
    unless(*rules.declaring(facts, name), subject=calendar)
    return _change(calendar, table, Day(day, False, name.strip()), by=by, now=now)


@operation("calendar.remove_holiday", keeps=("Q16",))
def remove_holiday(*, calendar: Calendar, day: date, by: Actor, now: datetime) -> Calendar:
    """Count a day to come after all; every open clock it moves gets an entry (Q16).

    Holds the calendar: no clock starts meanwhile. ``Refused`` for a day that is no holiday.
    """
    table, today = calendars.hold(calendar.pk, to_change=True), clock.london_day(now)
    facts = calendars.day_facts(table, day, today)
    unless(*rules.removing(facts), subject=calendar)
    return _change(calendar, table, Day(day, True), by=by, now=now)


@operation("calendar.correct_past_day", keeps=("Q16",))
def correct_past_day(
    *, calendar: Calendar, day: date, name: str, by: Actor, now: datetime
) -> Calendar:
    """Put right a day that has come: a holiday by this name or, without a name, a working day.

    Every open clock and every pause is anchored anew; a closed one that counted the day keeps its
    count, and is told of the correction. Locks the calendar's open clocks.
    """
    list(_open_clocks(calendar).select_for_update().order_by("pk").values_list("pk"))
    table, today = calendars.hold(calendar.pk, to_change=True), clock.london_day(now)
    facts = calendars.day_facts(table, day, today)
    unless(*rules.correcting(facts, name), subject=calendar)
    changed = Day(day, not name.strip(), name.strip())
    return _change(calendar, table, changed, by=by, now=now)


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


def _change(
    calendar: Calendar, table: WorkingDays, changed: Day, *, by: Actor, now: datetime
) -> Calendar:
    """Write one day, and tell every open clock whose due day is another by it."""
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


def _rewrite(calendar: Calendar, changed: Day) -> None:
    """Write the day and every ordinal from it on, in one statement; raise the version."""
    this = {"day": changed.on}
    CalendarDay.objects.filter(calendar=calendar, day__gte=changed.on).update(
        ordinal=F("ordinal") + (1 if changed.working else -1),
        is_working=Case(When(**this, then=Value(changed.working)), default=F("is_working")),
        name=Case(When(**this, then=Value(changed.name)), default=F("name")),
    )
    _raise_version(calendar)


def _raise_version(calendar: Calendar) -> None:
    Calendar.objects.filter(pk=calendar.pk).update(version=F("version") + 1)
    calendar.refresh_from_db(fields=["version"])


def _open_clocks(calendar: Calendar) -> QuerySet[Deadline]:
    return Deadline.objects.filter(calendar=calendar, ended_at__isnull=True)


def _anchor(calendar: Calendar, since: date) -> None:
    """Read the ordinals of every open clock anew from the days they stand for."""
    pauses = DeadlinePause.objects.filter(deadline__in=_open_clocks(calendar))
    pauses.filter(began_on__gte=since).update(began_wd=_ordinal_of(calendar, "began_on"))
    pauses.filter(ended_on__gte=since).update(ended_wd=_ordinal_of(calendar, "ended_on"))
    over = DeadlinePause.objects.filter(deadline=OuterRef("pk"), ended_wd__isnull=False)
    waited = over.order_by().values("deadline").annotate(n=Sum(F("ended_wd") - F("began_wd")))
    _open_clocks(calendar).filter(pauses__ended_on__gte=since).update(
        paused_wd=Coalesce(Subquery(waited.values("n")), 0)
    )
    _open_clocks(calendar).filter(started_on__gte=since).update(
        started_wd=_ordinal_of(calendar, "started_on")
    )


def _ordinal_of(calendar: Calendar, day: str) -> Subquery:
    days = CalendarDay.objects.filter(calendar=calendar, day=OuterRef(day))
    return Subquery(days.values("ordinal"))
