"""How a clock was counted: every day with its number, or why it was skipped."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from awarding import problems
from awarding.acting import ActingRequest
from awarding.kernel import clock as time
from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.models import Deadline
from awarding.queries import clocks, moves
from awarding.rules.counting import Counted
from awarding.tables import columns


@require_safe
def clock(request: ActingRequest, pk: int, **_given: str) -> HttpResponse:
    """Show a clock and its working."""
    deadline = get_object_or_404(Deadline.objects.all(), pk=pk)
    told = {"counted": counted(deadline), "back_url": problems.way_back(request)}
    return render(request, "awarding/clock.html", told)


def marked(deadline: Deadline, days: list[Counted]) -> list[tuple[Counted, str]]:
    """Return each day with what begins on it: amber, red, the due day, and the day past it.

    A centre is promised no day before its work is accepted (Q19).
    """
    if deadline.is_provisional and tenancy.current().audience == Audience.CENTRE:
        return [(day, "") for day in days]
    words = {
        deadline.amber_from: gettext("Due soon from this day"),
        deadline.red_from: gettext("Nearly due from this day"),
        deadline.days: gettext("Due day"),
    }
    due = next((n for n, day in enumerate(days) if day.number == deadline.days), len(days))
    past = gettext("Past target from this day")
    return [
        (day, past if n == due + 1 else words.get(day.number or 0, ""))
        for n, day in enumerate(days)
    ]


def counted(deadline: Deadline) -> dict[str, Any]:
    """Return a clock and its working as ``awarding/clock_counted.html`` shows them (A39)."""
    today = time.london_day(time.now())
    return {
        "clock": clocks.clock(deadline, today),
        "clause": deadline.clause,
        "calendar": deadline.calendar,
        "days": marked(deadline, clocks.working(deadline, today)),
        "moves": moves.of(deadline),
        "today": today,
        "columns": columns(_("Day"), _("Working day"), _("Why it does not count")),
    }
