"""A body's calendars: seeded from the published bank holidays, then changed a day at a time."""

from datetime import date, datetime
from itertools import accumulate

from django.db import connection

from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.kernel.working_days import LAST_YEAR, Day, Division, days_of
from awarding.models import Calendar, CalendarDay, Centre
from awarding.operation import note, operation
from awarding.operations import calendar_days as days
from awarding.queries import calendars
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
    new = [day for day in days_of(division, begin, last) if not held or day.on > held.day]
    ordinals = list(accumulate((day.working for day in new), initial=ordinal))[1:]
    whose = [calendar.awarding_body_id, calendar.pk]
    on = [day.on for day in new]
    working, names = [day.working for day in new], [day.name for day in new]
    with connection.cursor() as cursor:
        cursor.execute(SEED, [*whose, on, working, names, ordinals])
    days.raise_version(calendar)


@operation("centre.give_calendar", keeps=("Q21",))
def give_calendar(
    *, centre: Centre, calendar: Calendar | None, by: Actor, now: datetime
) -> Centre:
    """Give a centre another nation's calendar, or the body's own again.

    A clock that runs keeps the calendar it started with. Locks the centre: of two at one time the
    later stands, and given the same calendar again it leaves an entry, no more.
    """
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
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
    return days.change(calendar, table, Day(day, False, name.strip()), by=by, now=now)


@operation("calendar.remove_holiday", keeps=("Q16",))
def remove_holiday(*, calendar: Calendar, day: date, by: Actor, now: datetime) -> Calendar:
    """Count a day to come after all; every open clock it moves gets an entry (Q16).

    Holds the calendar: no clock starts meanwhile. ``Refused`` for a day that is no holiday.
    """
    table, today = calendars.hold(calendar.pk, to_change=True), clock.london_day(now)
    facts = calendars.day_facts(table, day, today)
    unless(*rules.removing(facts), subject=calendar)
    return days.change(calendar, table, Day(day, True), by=by, now=now)


@operation("calendar.correct_past_day", keeps=("Q16",))
def correct_past_day(
    *, calendar: Calendar, day: date, name: str, by: Actor, now: datetime
) -> Calendar:
    """Put right a day that has come: a holiday by this name or, without a name, a working day.

    Every open clock and every pause is anchored anew; a closed one that counted the day keeps its
    count, and is told of the correction. Locks the calendar's open clocks.
    """
    list(days.open_clocks(calendar).select_for_update().order_by("pk").values_list("pk"))
    table, today = calendars.hold(calendar.pk, to_change=True), clock.london_day(now)
    facts = calendars.day_facts(table, day, today)
    unless(*rules.correcting(facts, name), subject=calendar)
    changed = Day(day, not name.strip(), name.strip())
    return days.change(calendar, table, changed, by=by, now=now)
