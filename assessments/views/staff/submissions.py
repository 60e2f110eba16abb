"""What centres have sent, listed and searched; and how one clock was counted."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.staff import FindSubmission
from assessments.queries import held, record, sent, submissions
from assessments.views.staff import standing
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.tables import columns
from awarding.views.clocks import counted


@require_safe
def submissions_list(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what centres have sent, the newest first, or what a search finds."""
    form = FindSubmission(request.GET or None)
    find = form.cleaned_data["find"] if form.is_valid() else ""
    page = submissions.page(request.GET, find, on=clock.london_day(clock.now()))
    ids = [line.pk for line in page.rows]
    holders, states = held.holders(ids), record.states(ids)
    told = {
        "filter": form,
        "is_filtered": bool(find),
        "rows": [
            (line, standing.word(line.state, holders.get(line.pk), states.get(line.pk)))
            for line in page.rows
        ],
        "columns": columns(_("Submission"), _("Unit"), _("Centre"), _("Status")),
        **page.urls(request.GET),
    }
    return render(request, "assessments/staff/submissions.html", told)


@require_safe
def working(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Show how the clock of a submission was counted, day by day (A39)."""
    found = sent.found(reference)
    if found.clock is None:
        raise Http404
    told = {"submission": found, "counted": counted(request, found.clock)}
    return render(request, "assessments/staff/working.html", told)
