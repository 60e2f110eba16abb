"""Holds on a submission: placed with a reason, lifted with a reason (X6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessments.forms.holding import PlaceHold
from assessments.forms.staff import Reason
from assessments.models import Hold
from assessments.operations import holds
from assessments.queries import sent
from assessments.views.staff import record
from assessments.views.staff.by_number import kept_back
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock


@sent_from("submission", "reference")
def place_hold(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Keep a submission's result back."""
    found = sent.found(reference)
    form = PlaceHold(request.POST)
    if not form.is_valid():
        return record.page(request, found, form=form)
    holds.place(submission=found, **form.cleaned_data, by=request.actor, now=clock.now())
    messages.success(
        request, gettext("Held. The result is not released until the hold is lifted.")
    )
    return redirect(here(request, "submission", reference=reference))


@require_http_methods(["GET", "HEAD", "POST"])
def lift_hold(request: ActingRequest, hold: int, **_given: str) -> HttpResponse:
    """Ask why, then lift a hold."""
    found = Hold.objects.select_related("submission").get(pk=hold)
    if kept := kept_back(request, found.submission.reference):
        return kept
    if found.lifted_at is not None:
        messages.info(request, gettext("This hold was lifted already."))
        return redirect(here(request, "submission", reference=found.submission.reference))
    form = Reason(
        request.POST or None, asking=_("Why is it lifted?"), empty=_("Say why the hold is lifted.")
    )
    if form.is_valid():
        holds.lift(hold=found, **form.cleaned_data, by=request.actor, now=clock.now())
        messages.success(request, gettext("The hold is lifted."))
        return redirect(here(request, "submission", reference=found.submission.reference))
    told = {"form": form, "hold": found}
    return render(request, "assessments/staff/lift_hold.html", told)
