"""Pages that name a learner are kept from whoever is marking that learner's work (A26)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from assessments.queries import own_marking
from assessments.rules.by_number import who_reads_it_is_not_marking_it
from awarding import problems
from awarding.acting import ActingRequest
from awarding.kernel.rules import Refused, unless


def names_the_learner(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Return a view of one submission that its assessor is refused, written at its address."""

    @wraps(view)
    def asked(request: ActingRequest, reference: str, **given: Any) -> HttpResponseBase:
        return kept_back(request, reference) or view(request, reference=reference, **given)

    return asked


def kept_back(request: ActingRequest, reference: str) -> HttpResponse | None:
    """Return the page for somebody who is marking the submission; nothing for everybody else."""
    try:
        unless(who_reads_it_is_not_marking_it(is_marking=own_marking.is_marking(reference)))
    except Refused as refused:
        if problems.wants_json(request):
            raise
        return _page(request, reference, refused)
    return None


def _page(request: ActingRequest, reference: str, refused: Refused) -> HttpResponse:
    """Say why, and lead to where the work is marked."""
    told = {
        "reference": reference,
        "refusals": refused.refusals,
        "mark_url": reverse(
            "assessor:mark", kwargs={**request.place.within, "reference": reference}
        ),
        "way_back": problems.way_back(request),
    }
    return render(request, "assessments/staff/kept_back.html", told, status=409)
