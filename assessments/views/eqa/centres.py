"""The first page of an external quality assurer: the centres allocated, and why no sampling."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.queries import eqa_centres
from assessments.views.staff.standing import OF_SUBMISSION
from awarding.acting import ActingRequest
from awarding.kernel.rules import keep
from awarding.models import Centre
from awarding.tables import columns

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


@require_safe
def submissions(request: ActingRequest, pk: int, **_: str) -> HttpResponse:
    """List the submissions of one allocated centre, the latest first: where each stands.

    No learner is named and no result told: an external quality assurer does not sample this work,
    and the database shows no learner and no result to their side.
    """
    centre = get_object_or_404(Centre.objects.all(), pk=pk)
    page = eqa_centres.submissions(centre.pk, request.GET)
    told = {
        "centre": centre,
        "rows": [(row, OF_SUBMISSION[row["state"]]) for row in page.rows],
        "columns": columns(
            gettext("Submission"),
            gettext("Unit"),
            gettext("Status"),
            gettext("Received"),
            gettext("Accepted"),
            gettext("Released"),
        ),
        **page.urls(request.GET),
    }
    return render(request, "assessments/eqa/submissions.html", told)
