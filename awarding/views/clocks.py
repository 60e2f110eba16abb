"""How a clock was counted: every day with its number, or why it was skipped."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awarding import problems
from awarding.acting import ActingRequest
from awarding.kernel import clock as time
from awarding.models import Deadline
from awarding.queries import clocks, moves


@require_safe
def clock(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """Show a clock and its working."""
    deadline = get_object_or_404(Deadline.objects.all(), pk=pk)
    today = time.london_day(time.now())
    told = {
        "clock": clocks.clock(deadline, today),
        "clause": deadline.clause,
        "working": clocks.working(deadline, today),
        "moves": moves.of(deadline),
        "back_url": problems.way_back(request),
    }
    return render(request, "awarding/clock.html", told)
