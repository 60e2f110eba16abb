"""Transfers to the assessment service: a centre asks, the body's approvals staff answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from awarding import problems, stopped
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import Refusal, Refused
from awarding.tables import columns
from centres.forms import AnswerTransfer
from centres.models import Registration, TransferRequest
from centres.operations import transferring
from centres.queries import transfers

ACT = "registration.transfer"

stopped.explain(
    "one_open_transfer",
    _("A transfer of this registration was asked for already. The awarding body answers."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActingRequest, registration: str, **_given: str) -> HttpResponse:
    """Ask for a transfer and go back to the page it was asked from."""
    if request.method != "POST":
        return redirect(here(request, "registration", registration=registration))
    found = Registration.objects.select_related("catalogue_entry").get(number=registration)
    transferring.request_transfer(registration=found, by=request.actor, now=clock.now())
    told = gettext("The transfer is asked for. %(body)s answers.")
    messages.success(request, told % {"body": request.place.body})
    return redirect(problems.way_back(request))


@require_safe
def waiting(request: ActingRequest, **_given: str) -> HttpResponse:
    """List the transfers that centres asked for, the longest waiting first."""
    page = transfers.waiting(request.GET)
    told = {
        "rows": page.rows,
        "columns": columns(
            gettext("Registration"), gettext("Centre"), gettext("Code"), gettext("Asked for")
        ),
        **page.urls(request.GET),
    }
    return render(request, "centres/transfers.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActingRequest, transfer: int, **_given: str) -> HttpResponse:
    """Show one request; on POST, transfer or decline, as the button said."""
    asked, now = transfers.found(transfer), clock.now()
    if asked.outcome != TransferRequest.Outcome.ASKED:
        words = gettext("The request for %(number)s was answered already.")
        messages.info(request, words % {"number": asked.registration.number})
        return redirect(here(request, "transfers"))
    codes = transfers.codes(asked.registration, on=clock.london_day(now))
    form = AnswerTransfer(request.POST or None, codes=codes)
    refusals: list[Refusal] = []
    if form.is_valid():
        try:
            return _answered(request, asked, form)
        except Refused as refused:
            refusals = refused.refusals
    told = {
        "asked": asked,
        "form": form,
        "codes": codes,
        "facts": _facts(asked),
        "refusals": refusals,
        "has_errors": bool(refusals),
    }
    return render(request, "centres/transfer_answer.html", told, status=409 if refusals else 200)


def _answered(
    request: ActingRequest, asked: TransferRequest, form: AnswerTransfer
) -> HttpResponse:
    given, by, now = form.cleaned_data, request.actor, clock.now()
    if form.is_decline:
        transferring.decline(request=asked, because=given["because"], by=by, now=now)
        words = gettext("The transfer of %(number)s is declined. The centre reads your reason.")
    else:
        transferring.transfer(request=asked, code=given["code"], by=by, now=now)
        words = gettext("%(number)s is transferred. Its work can be sent.")
    messages.success(request, words % {"number": asked.registration.number})
    return redirect(here(request, "transfers"))


def _facts(asked: TransferRequest) -> list[dict[str, str]]:
    """Return who and what the request is about, as rows of a summary."""
    registration = asked.registration
    rows = [
        (gettext("Learner"), registration.learner.full_name),
        (gettext("Centre"), str(asked.centre)),
        (gettext("Qualification"), str(registration.qualification)),
        (gettext("Code now"), registration.catalogue_entry.code),
    ]
    return [{"key": key, "value": value} for key, value in rows]
