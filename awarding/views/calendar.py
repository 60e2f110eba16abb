"""A body's calendars, for its staff: the days of a year, and each change with what it moves."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from awarding.acting import ActingRequest, here
from awarding.forms import calendar as forms
from awarding.kernel import clock
from awarding.kernel.rules import standing
from awarding.kernel.working_days import Day
from awarding.models import Calendar
from awarding.operations import calendars as acts
from awarding.queries import calendars, clocks
from awarding.rules import calendar as rules

CHANGE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def calendar(request: ActingRequest, pk: int | None = None, **_: str) -> HttpResponse:
    """Show the days of one year of a calendar: the body's default unless another is asked for."""
    wanted = {"pk": pk} if pk else {"is_default": True}
    shown = get_object_or_404(Calendar.objects.all(), **wanted)
    table, today = calendars.working_days(shown.pk), clock.london_day(clock.now())
    year = _year(request, today, table.first.year, table.last.year)
    days = table.between(max(table.first, date(year, 1, 1)), min(table.last, date(year, 12, 31)))
    told = {
        "calendar": shown,
        "others": Calendar.objects.order_by("-is_default", "name"),
        "year": year,
        "years": [
            one for one in (year - 1, year + 1) if table.first.year <= one <= table.last.year
        ],
        "first": table.first,
        "last": table.last,
        "months": months(days),
        "holidays": [
            {"day": one, "to_come": one.on > today} for one in days if calendars.is_holiday(one)
        ],
        "may_change": request.actor.may("calendar.declare_holiday"),
        "declare": forms.Holiday(prefix="declare"),
        "correct": forms.PastDay(prefix="correct"),
    }
    return render(request, "awarding/calendar.html", told)


def months(days: tuple[Day, ...]) -> list[dict[str, Any]]:
    """Return the days month by month, each with how many of them are counted."""
    found: dict[int, list[Day]] = {}
    for day in days:
        found.setdefault(day.on.month, []).append(day)
    return [
        {"first": rows[0].on, "days": rows, "counted": sum(row.working for row in rows)}
        for rows in found.values()
    ]


@CHANGE
def declare(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Show what a new holiday would move; on POST, declare it."""
    return _change(
        request,
        pk,
        forms.Holiday(request.GET, prefix="declare"),
        act=acts.declare_holiday,
        asked=rules.declaring,
        title=gettext("Declare a holiday"),
    )


@CHANGE
def remove(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Show what a holiday counted after all would move; on POST, remove it."""
    return _change(
        request,
        pk,
        forms.HolidayToRemove(request.GET, prefix="remove"),
        act=acts.remove_holiday,
        asked=rules.removing,
        title=gettext("Remove a holiday"),
    )


@CHANGE
def correct(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Show which clocks a corrected past day would count anew; on POST, correct it."""
    return _change(
        request,
        pk,
        forms.PastDay(request.GET, prefix="correct"),
        act=acts.correct_past_day,
        asked=rules.correcting,
        title=gettext("Correct a past day"),
    )


def _change(
    request: ActingRequest, pk: int, form: Any, *, act: Any, asked: Any, title: str
) -> HttpResponse:
    """Ask once more with what would move, or do it; a no is shown with its clause.

    The day stays in the address, so that what is confirmed is what was shown.
    """
    shown = get_object_or_404(Calendar.objects.all(), pk=pk)
    back = here(request, "calendar-of", pk=pk)
    told: dict[str, Any] = {"calendar": shown, "form": form, "title": title, "back_url": back}
    if not form.is_valid():
        return render(request, "awarding/calendar_change.html", told)
    now, given = clock.now(), form.cleaned_data
    if request.method == "POST":
        act(calendar=shown, **given, by=request.actor, now=now)
        messages.success(request, gettext("The calendar is changed, and each clock it moved."))
        return redirect(f"{back}?year={given['day'].year}")
    today = clock.london_day(now)
    facts = calendars.day_facts(calendars.working_days(pk), given["day"], today)
    named = {"name": given["name"]} if "name" in given else {}
    refusals = standing(asked(facts, **named))
    told |= {"day": given["day"], "name": given.get("name", ""), "refusals": refusals}
    if not refusals:
        told |= _preview(pk, given["day"], given.get("name", ""), today)
    return render(request, "awarding/calendar_change.html", told, status=409 if refusals else 200)


def _preview(pk: int, day: date, name: str, today: date) -> dict[str, Any]:
    """Return how many open clocks a change would move; a past day counts all of them anew."""
    if day <= today:
        return {"anew": clocks.running(pk), "confirm": True}
    changed = Day(day, working=not name, name=name)
    return {"moved": len(clocks.would_move(pk, changed, today)), "confirm": True}


def _year(request: ActingRequest, today: date, first: int, last: int) -> int:
    """Return the year asked for, if the calendar has it; else this year."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    return min(max(year, first), last)
