"""The rules the portal keeps, and where: the auditor's page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from awarding.acting import ActingRequest
from awarding.register import loading

KINDS = {
    "gate": _("Asked before an act"),
    "state": _("A state or a constraint"),
    "attested": _("Declared by a person"),
    "data": _("A value kept as data"),
    "shown": _("Shown on a page or in a file"),
    "flow": _("What follows an event"),
}


@require_safe
def rules(request: ActingRequest, **_kwargs: str) -> HttpResponse:
    """List every rule kept: code, question, our reading, and where it is kept."""
    rows = [
        {
            "code": one.code,
            "kind": KINDS[one.kind],
            "question": one.question,
            "reading": " ".join(one.reading.split()),
            "where": one.where,
        }
        for one in loading.register()
    ]
    columns = [
        {"label": gettext("Rule")},
        {"label": gettext("Question and our reading")},
        {"label": gettext("How it is kept")},
    ]
    return render(request, "awarding/rules.html", {"rows": rows, "columns": columns})
