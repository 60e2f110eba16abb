"""A learner with all their work at this centre, and where to begin a submission."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.queries import learner_work
from assessments.queries.learner_work import Work
from assessments.rules.sending import code_is_of_the_service
from assessments.views.centre.status import status
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.kernel.rules import Caution, Refusal, standing
from awarding.models import AwardingBody
from awarding.tables import columns
from centres.forms import FindLearner
from centres.models import Learner, Registration
from centres.queries import registrations, transfers

A_FEW = 10  # learners at a time, each with their units, when one is looked for


@require_safe
def learner(request: ActingRequest, learner: int, **_: str) -> HttpResponse:
    """Show a learner's registrations here, their submissions, and the units still free."""
    rows = list(
        Registration.objects.filter(learner_id=learner)
        .select_related("learner", "qualification", "catalogue_entry", "cohort__tutor")
        .order_by("-pk")
    )
    if not rows:
        raise Learner.DoesNotExist
    found = learner_work.work(
        [(row.pk, row.qualification_id) for row in rows], on=clock.london_day(clock.now())
    )
    asked = transfers.latest(row.pk for row in rows if not row.catalogue_entry.is_service)
    told = {
        "learner": rows[0].learner,
        "registrations": [
            (row, *_rows(found[row.pk], request.place.body), asked.get(row.pk), _not_sent(row))
            for row in rows
        ],
        "may_ask": request.actor.may("registration.request_transfer"),
        "columns": _columns(),
        "may_open": request.actor.may("submission.draft"),
    }
    return render(request, "assessments/centre/learner.html", told)


@require_safe
def submit_work(request: ActingRequest, **_: str) -> HttpResponse:
    """Choose whose work is submitted, and for which unit; the newest registrations first."""
    form = FindLearner(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = registrations.page(
        request.GET, find=wanted.get("find", ""), cohort=wanted.get("cohort"), size=A_FEW
    )
    found = learner_work.work(
        [(row.pk, row.qualification_id) for row in page.rows], on=clock.london_day(clock.now())
    )
    told = {
        "find": form,
        "is_search": any(wanted.values()),
        "rows": [(row, *_rows(found[row.pk], request.place.body)) for row in page.rows],
        "may_register": request.actor.may("learner.register"),
        **page.urls(request.GET),
    }
    return render(request, "assessments/centre/submit_work.html", told)


def _not_sent(row: Registration) -> tuple[Refusal | Caution, ...]:
    """Return why work of a registration cannot be sent, if it is marked by the centre."""
    code = row.catalogue_entry
    return standing((code_is_of_the_service(code.code, is_service=code.is_service),))


def _rows(work: Work, body: AwardingBody) -> tuple[list[object], object]:
    """Return the lines each with where it stands, and the units still free."""
    return [(line, status(line, body)) for line in work.lines], work.free


def _columns() -> list[dict[str, Any]]:
    return columns(
        gettext("Submission"), gettext("Unit"), gettext("Status"), gettext("Working days")
    )
