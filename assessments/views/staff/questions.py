"""Questions to centres that wait for their answer, for the staff who look after the clock."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.queries import unanswered
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.tables import columns


@require_safe
def waiting(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what centres have not answered, the first to be answered first."""
    today = clock.london_day(clock.now())
    page = unanswered.page(request.GET)
    may = request.actor.may("marking.take_back")
    heads = [_("Submission"), _("Question"), _("Asked in"), _("Answer by")]
    told = {
        "rows": [(one, one.answer_by < today) for one in page.rows],
        "columns": columns(*heads, *([_("Close")] if may else [])),
        "may": may,
        **page.urls(request.GET),
    }
    return render(request, "assessments/questions/waiting.html", told)
