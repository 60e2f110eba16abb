"""The first page of a lead assessor: what waits to be assured, and what is not theirs and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.staff import QueueFilter
from assessments.operations import assuring
from assessments.queries import compare, work
from assessments.views.staff.standing import OF_RESULT
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock
from awarding.tables import columns


@require_safe
def assure(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what waits for a lead assessor, the oldest clock first."""
    form = QueueFilter(request.GET or None)
    page = compare.page(
        request.GET,
        request.actor.person or 0,
        form.wanted(),
        now=clock.now(),
    )
    told = {
        "filter": form,
        "is_filtered": form.is_narrow(),
        "rows": page.rows,
        "columns": columns(
            _("Candidate’s work"), _("Unit"), _("Marked by"), _("Working days"), _("Assurance")
        ),
        "may": request.actor.may("assurance.open"),
        **page.urls(request.GET),
    }
    return render(request, "assessments/lead/queue.html", told)


@sent_from("assure")
def open_next(request: ActingRequest, **_given: str) -> HttpResponse:
    """Open what has the oldest clock; if somebody is quicker, the one after."""
    opened = assuring.open_next(by=request.actor, now=clock.now()).done
    if opened:
        return redirect(here(request, "compare", reference=opened[0].submission.reference))
    messages.info(request, gettext("There is nothing to assure for you."))
    return redirect(here(request, "assure"))


@sent_from("compare", "reference")
def open_one(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Open one marked submission."""
    marking = work.found(reference)
    assuring.open_assurance(marking=marking, by=request.actor, now=clock.now())
    return redirect(here(request, "compare", reference=reference))


@require_safe
def assured(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what this person has finalised, the latest first."""
    page = compare.finalised(request.GET, request.actor.person or 0)
    told = {
        "rows": [
            (one, request.place.body.word_for(one.outcome), OF_RESULT[one.state])
            for one in page.rows
        ],
        "columns": columns(_("Candidate’s work"), _("Unit"), _("Result"), _("Status")),
        **page.urls(request.GET),
    }
    return render(request, "assessments/lead/assured.html", told)
