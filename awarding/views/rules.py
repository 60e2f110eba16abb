"""The rules the portal keeps: what is said where, and what the portal does about it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from awarding.acting import ActingRequest
from awarding.register import in_plain_words
from awarding.tables import columns

KINDS = {
    "gate": _("Asked before it is done"),
    "state": _("Cannot be otherwise"),
    "attested": _("Declared by a person"),
    "data": _("Kept as a fact"),
    "shown": _("Shown"),
    "flow": _("Done"),
}


@require_safe
def rules(request: ActingRequest, **_kwargs: str) -> HttpResponse:
    """List every rule kept: its number, its words with their source, and what is done about it."""
    rows = [
        {
            "rule": one.source,
            "document": one.document,
            "strength": one.strength,
            "clauses": one.clauses,
            "done": [(KINDS[each.kind], each) for each in one.done],
        }
        for one in in_plain_words.told()
    ]
    told = {
        "rows": rows,
        "columns": columns(
            gettext("Rule"), gettext("What is said"), gettext("What the portal does")
        ),
    }
    return render(request, "awarding/rules.html", told)
