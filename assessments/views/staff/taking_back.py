"""Unfinished work taken back, from its assessor or from its lead assessor (A26, A29)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessments.forms.staff import Reason
from assessments.models import Marking
from assessments.operations import allocating, assuring
from assessments.queries import held, sent
from assessments.queries.held import Holder
from assessments.states import MARKING
from awarding.acting import ActingRequest, here, shows_another
from awarding.kernel import clock


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Ask why, then take unfinished work back from its assessor, or from its lead assessor."""
    found = sent.found(reference)
    holder = held.holders([found.pk]).get(found.pk)
    if holder is None or not may_take_back(holder):
        words = gettext("%(reference)s is with nobody it could be taken back from.")
        messages.info(request, words % {"reference": reference})
        return redirect(here(request, "submission", reference=reference))
    marking = Marking.objects.get(pk=holder.marking)
    shown = marking.state_since.isoformat()
    is_another = shows_another(request, shown)
    form = Reason(
        None if is_another else request.POST or None,
        asking=_("Why is it taken back?"),
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
        "not_saved": is_another,
        "has_errors": is_another,
        "typed": [(form["because"].label, request.POST.get("because", ""))],
    }
    status = 409 if is_another else 200
    return render(request, "assessments/staff/take_back.html", told, status=status)


def may_take_back(holder: Holder) -> bool:
    """Tell whether work is with somebody it can be taken back from."""
    return any(MARKING.may(move, holder.state) for move in ("take_back", "put_back"))


def _taken_back(
    request: ActingRequest, holder: Holder, marking: Marking, because: str
) -> HttpResponse:
    same: dict[str, Any] = {
        "marking": marking,
        "because": because,
        "by": request.actor,
        "now": clock.now(),
    }
    if MARKING.may("put_back", holder.state):
        assuring.take_back(**same)
        messages.success(request, gettext("Taken back. Another lead assessor may open it."))
        return redirect(here(request, "queues"))
    allocating.take_back(**same)
    words = gettext("Taken back from %(name)s. It waits to be allocated again.")
    messages.success(request, words % {"name": holder.name})
    return redirect(here(request, "with-assessors"))
