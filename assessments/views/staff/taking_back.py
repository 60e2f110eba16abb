"""Unfinished work taken back, from its assessor or from its lead assessor (A26, A29)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessments.forms.staff import Reason
from assessments.models import Marking, Submission
from assessments.operations import allocating, assuring
from assessments.queries import held, sent
from assessments.queries.held import Holder
from assessments.states import MARKING
from awarding.acting import ActingRequest, here, shows_another
from awarding.kernel import clock
from awarding.operation import was_sent_before

ASKING = _("Why is it taken back?")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Ask why, then take unfinished work back from its assessor, or from its lead assessor."""
    found = sent.found(reference)
    holder = held.holders([found.pk]).get(found.pk)
    if holder is None or not holder.may_be_taken_back:
        return _with_nobody(request, found)
    marking = Marking.objects.get(pk=holder.marking)
    shown = marking.state_since.isoformat()
    is_another = shows_another(request, shown)
    form = Reason(
        None if is_another else request.POST or None,
        asking=ASKING,
        empty=_("Say why it is taken back."),
    )
    if form.is_valid():
        return _taken_back(request, holder, marking, form.cleaned_data["because"])
    told = {
        "form": form,
        "submission": found,
        "holder": holder,
        "with_lead": MARKING.may("put_back", holder.state),
        "shown": shown,
        **(_not_saved(request) if is_another else {}),
    }
    status = 409 if is_another else 200
    return render(request, "assessments/staff/take_back.html", told, status=status)


def _with_nobody(request: ActingRequest, found: Submission) -> HttpResponse:
    """Lead to where it stands; a reason sent now was not needed, and is given back to be read."""
    words = gettext("%(reference)s is with nobody it could be taken back from.")
    messages.info(request, words % {"reference": found.reference})
    if request.method != "POST" or was_sent_before(request.actor):
        return redirect(here(request, "submission", reference=found.reference))
    told = {"submission": found, **_not_saved(request)}
    return render(request, "assessments/staff/take_back.html", told, status=409)


def _not_saved(request: ActingRequest) -> dict[str, Any]:
    typed = [(ASKING, request.POST.get("because", ""))]
    return {"not_saved": True, "has_errors": True, "typed": typed}


def _taken_back(
    request: ActingRequest, holder: Holder, marking: Marking, because: str
) -> HttpResponse:
    by, now = request.actor, clock.now()
    if MARKING.may("put_back", holder.state):
        assuring.take_back(marking=marking, because=because, by=by, now=now)
        messages.success(request, gettext("Taken back. Another lead assessor may open it."))
        return redirect(here(request, "queues"))
    allocating.take_back(marking=marking, because=because, by=by, now=now)
    words = gettext("Taken back from %(name)s. It waits to be allocated again.")
    messages.success(request, words % {"name": holder.name})
    return redirect(here(request, "with-assessors"))
