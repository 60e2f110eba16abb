"""How a clock was counted: every day with its number, or why it was skipped."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from awarding import problems
from awarding.acting import ActingRequest
from awarding.kernel import clock as time
from awarding.kernel.actors import Audience
from awarding.models import Deadline
from awarding.queries import clocks, moves
from awarding.tables import columns


@require_safe
def clock(request: ActingRequest, pk: int, **_given: str) -> HttpResponse:
    """Show a clock and its working."""
    deadline = get_object_or_404(Deadline.objects.all(), pk=pk)
    told = {"counted": counted(request, deadline), "back_url": problems.way_back(request)}
    return render(request, "awarding/clock.html", told)


def counted(request: ActingRequest, deadline: Deadline) -> dict[str, Any]:
    """Return a clock and its working as ``awarding/clock_counted.html`` shows them (A39)."""
    today = time.london_day(time.now())
    for_centre = request.place.audience == Audience.CENTRE
    return {
        "clock": clocks.clock(deadline, today),
        "clause": deadline.clause,
        "calendar": deadline.calendar,
        "days": clocks.working(deadline, today, for_centre=for_centre),
        "moves": moves.of(deadline),
        "today": today,
        "columns": columns(_("Day"), _("Working day"), _("Why it does not count")),
    }
