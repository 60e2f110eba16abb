"""The first page of an external quality assurer: the centres allocated, and why no sampling."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.queries import eqa_centres
from awarding.acting import ActingRequest
from awarding.kernel.rules import keep

keep(
    "A32",
    kind="shown",
    where="assessments.views.eqa.centres.centres",
    question="Does the external quality assurer sample this work?",
    reading=(
        "No: the awarding body's own assessors mark it and a lead assessor assures it, so it is"
        " not in the sampling pool, and the page says so."
    ),
)


@require_safe
def centres(request: ActingRequest, **_: str) -> HttpResponse:
    """List the allocated centres with what is under way at each."""
    headings = [
        gettext("Centre"),
        gettext("Drafts"),
        gettext("Returned to the centre"),
        gettext("Quality check"),
        gettext("Being assessed"),
    ]
    told = {
        "rows": eqa_centres.allocated(),
        "columns": [{"label": label, "numeric": n > 0} for n, label in enumerate(headings)],
        "body": request.place.body,
    }
    return render(request, "assessments/eqa/centres.html", told)
