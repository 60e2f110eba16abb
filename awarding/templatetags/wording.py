"""Days, times and clocks in the portal's words. Always London time."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import dateformat
from django.utils.translation import gettext, ngettext

from awarding.kernel.rules import LONDON

register = template.Library()


@register.filter
def gds_date(moment: date | None) -> str:
    """25 November 2026."""
    return dateformat.format(london_day(moment), "j F Y") if moment else ""


@register.filter
def gds_day(moment: date | None) -> str:
    """25 Nov 2026, for tables."""
    return dateformat.format(london_day(moment), "j M Y") if moment else ""


@register.filter
def gds_time(moment: datetime | None) -> str:
    """10:00am, midday, midnight."""
    if not moment:
        return ""
    local = moment.astimezone(LONDON)
    if (local.hour, local.minute) == (12, 0):
        return gettext("midday")
    if (local.hour, local.minute) == (0, 0):
        return gettext("midnight")
    half = gettext("am") if local.hour < 12 else gettext("pm")
    return f"{local.hour % 12 or 12}:{local.minute:02d}{half}"


@register.filter
def gds_moment(moment: datetime | None) -> str:
    """25 November 2026, 10:15am."""
    return f"{gds_date(moment)}, {gds_time(moment)}" if moment else ""


@register.filter
def machine_time(moment: date | None) -> str:
    """The form a `<time datetime>` attribute takes."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""


@register.filter
def working_days(number: int) -> str:
    """1 working day, 25 working days."""
    return ngettext("%(n)d working day", "%(n)d working days", number) % {"n": number}


@register.filter
def file_size(size: int) -> str:
    """4 KB, 1.2 MB."""
    if size < 1000:
        return ngettext("%(n)d byte", "%(n)d bytes", size) % {"n": size}
    if size < 1_000_000:
        return f"{round(size / 1000)} KB"
    return f"{size / 1_000_000:.1f} MB"


def london_day(moment: date) -> date:
    """Return the day it is in London at that moment."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment


@register.filter
def clock_word(colour: str) -> str:
    """Say what a clock's colour says. Green needs no words; past target, the count says it."""
    words = {
        "amber": gettext("Due soon"),
        "red": gettext("Nearly due"),
    }
    return words.get(str(colour), "")


@register.filter
def clock_tone(colour: str) -> str:
    """Return the tone to draw a clock in: a breach is red, green is the plain bar."""
    return {"amber": "amber", "red": "red", "breached": "red"}.get(str(colour), "plain")


@register.filter
def bar_value(clock: Any) -> int:
    """How far a clock's bar reaches; past target it is full."""
    return min(int(clock.age), int(clock.days))
