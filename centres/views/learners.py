"""The learners of a centre, by their registrations."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from awarding.acting import ActingRequest
from awarding.tables import columns
from centres.forms import FindLearner
from centres.queries import registrations


@require_safe
def learners(request: ActingRequest, **_: str) -> HttpResponse:
    """List registrations, newest first, or those that a search finds."""
    form = FindLearner(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = registrations.page(
        request.GET, find=wanted.get("find", ""), cohort=wanted.get("cohort")
    )
    told = {
        "find": form,
        "is_search": any(wanted.values()),
        "rows": page.rows,
        "columns": _columns(),
        "may_register": request.actor.may("learner.register"),
        **page.urls(request.GET),
    }
    return render(request, "centres/learners.html", told)


def _columns() -> list[dict[str, Any]]:
    return columns(
        gettext("Learner"),
        gettext("Registration number"),
        gettext("Qualification"),
        gettext("Cohort"),
        gettext("Registered"),
    )
