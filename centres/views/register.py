"""Register a learner, and the number that is issued at once."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import Refusal, Refused
from centres.forms import RegisterLearner
from centres.models import Registration
from centres.operations import registration as registering

ACT = "learner.register"


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActingRequest, **_: str) -> HttpResponse:
    """Show the form; on POST, register or say which clauses forbid it, with all that was typed."""
    request.actor.must(ACT)
    now = clock.now()
    form = RegisterLearner(request.POST or None, on=clock.london_day(now))
    refusals: list[Refusal] = []
    if form.is_valid():
        try:
            made = registering.register_learner(**form.cleaned_data, by=request.actor, now=now)
        except Refused as refused:
            refusals = refused.refusals
        else:
            return redirect(here(request, "registration", registration=made.number))
    told = {"form": form, "refusals": refusals, "has_errors": bool(refusals)}
    return render(request, "centres/register.html", told, status=409 if refusals else 200)


@require_safe
def registration(request: ActingRequest, registration: str, **_: str) -> HttpResponse:
    """Show one registration and its number."""
    rows = Registration.objects.select_related(
        "learner", "qualification", "catalogue_entry", "cohort__tutor"
    )
    told = {"registration": rows.get(number=registration), "may": request.actor.may(ACT)}
    return render(request, "centres/registration.html", told)
