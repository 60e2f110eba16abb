"""Register a learner, and the number that is issued at once."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import Refused, standing
from centres.forms import RegisterLearner
from centres.models import Registration
from centres.operations import registration as registering
from centres.queries import learners, may_register, transfers
from centres.rules.registering import NAME, ULN, Twin

ACT = "learner.register"


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActingRequest, **_: str) -> HttpResponse:
    """Show the form; on POST, register or say which clauses forbid it, with all that was typed."""
    now = clock.now()
    form = RegisterLearner(request.POST or None, on=clock.london_day(now))
    refused = None
    if form.is_bound and not form.is_valid():
        refused = _also_refused(form, now)
    elif form.is_valid():
        try:
            made = registering.register_learner(
                **form.given(), reasons=form.reasons(), by=request.actor, now=now
            )
        except Refused as no:
            refused = no
        else:
            return redirect(here(request, "registration", registration=made.number))
    return _form(request, form, refused)


def _also_refused(form: RegisterLearner, now: datetime) -> Refused | None:
    """Return what the rules say already, while other boxes are still to be put right."""
    answers = may_register.so_far(form.cleaned_data, on=clock.london_day(now))
    said = standing(answers, form.reasons())
    return Refused(said) if said else None


def _form(request: ActingRequest, form: RegisterLearner, refused: Refused | None) -> HttpResponse:
    """Render the form with what was said of it, by the field where it is about one."""
    refusals, cautions = (refused.refusals, refused.cautions) if refused else ([], [])
    twin = _twin(form) if cautions else None  # before a box that is refused loses its answer
    if refused:
        form.say("full_name", refused, NAME)
        form.say("uln", refused, ULN)
    told = {
        "form": form,
        "refusals": refusals,
        "cautions": cautions,
        "asked": form.asked(refused),
        "twin": twin,
        "has_errors": refused is not None,
    }
    return render(request, "centres/register.html", told, status=409 if refused else 200)


def _twin(form: RegisterLearner) -> Twin | None:
    """Return who bears the same name under the code, to be looked at before going on."""
    given = form.cleaned_data
    if not {"full_name", "uln", "catalogue_entry"} <= given.keys():
        return None
    return learners.twin(given["full_name"], given["uln"], given["catalogue_entry"])


@require_safe
def registration(request: ActingRequest, registration: str, **_: str) -> HttpResponse:
    """Show one registration and its number."""
    rows = Registration.objects.select_related(
        "learner", "qualification", "catalogue_entry", "cohort__tutor"
    )
    found = rows.get(number=registration)
    told = {
        "registration": found,
        "asked": transfers.latest([found.pk]).get(found.pk),
        "may_ask": request.actor.may("registration.request_transfer"),
        "may": request.actor.may(ACT),
    }
    return render(request, "centres/registration.html", told)
