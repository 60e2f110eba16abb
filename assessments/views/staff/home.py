"""The first page of staff: what waits where, and for how long."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.staff import FindSubmission
from assessments.queries import concerns, glance, unanswered
from assessments.queries.queues import Queue
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.templatetags.wording import gds_date
from centres.queries import transfers

LABELS: dict[Queue, str | Promise] = {
    Queue.CHECK: _("Quality check"),
    Queue.ALLOCATE: _("Allocate"),
    Queue.ASSESSOR: _("With assessors"),
    Queue.LEAD: _("With lead assessors"),
    Queue.SHEET: _("Sheets being made"),
    Queue.RELEASE: _("Release"),
    Queue.REGISTRY: _("Registry"),
}
PAGES = {
    Queue.CHECK: "checks",
    Queue.ALLOCATE: "allocations",
    Queue.ASSESSOR: "with-assessors",
    Queue.LEAD: "assure",
    Queue.SHEET: "sheets",
    Queue.RELEASE: "releases",
    Queue.REGISTRY: "registry",
}
#: What is done with each queue; a sheet is made by the portal itself.
ACTS = {
    Queue.CHECK: "check.open",
    Queue.ALLOCATE: "marking.allocate",
    Queue.ASSESSOR: "marking.take_back",
    Queue.LEAD: "assurance.open",
    Queue.RELEASE: "result.release",
    Queue.REGISTRY: "message.retry",
}
TONES = {"breached": "red", "red": "red", "amber": "amber"}


@require_safe
def home(request: ActingRequest, **_: str) -> HttpResponse:
    """Show each queue with how much waits in it and the oldest clock: one's own queues first."""
    on = clock.london_day(clock.now())
    counts = glance.counts()
    longest = glance.oldest([queue for queue, n in counts.items() if n], on=on)
    own = {queue for queue, act in ACTS.items() if request.actor.may(act)}
    panels = {queue: _panel(request, queue, n, longest.get(queue)) for queue, n in counts.items()}
    asked, looks_after_clocks = _questions(request, on), request.actor.may("marking.take_back")
    told = {
        "own": [panel for queue, panel in panels.items() if queue in own]
        + _concerns(request)
        + ([asked] if looks_after_clocks else [])
        + _transfers(request),
        "others": [panel for queue, panel in panels.items() if queue not in own]
        + ([] if looks_after_clocks else [asked]),
        "find": FindSubmission(),
        "may_check": request.actor.may("check.open") and counts[Queue.CHECK],
    }
    return render(request, "assessments/staff/queues.html", told)


def _transfers(request: ActingRequest) -> list[dict[str, Any]]:
    """Return the registrations a centre asks to have moved to another code, for who moves them."""
    if not request.actor.may("registration.transfer"):
        return []
    words = gettext("Centres wait for an answer.")
    return [_counted(request, "transfers", gettext("Transfers"), transfers.count(), words)]


def _concerns(request: ActingRequest) -> list[dict[str, Any]]:
    """Return the concerns about whose work it is, for who settles them."""
    if not request.actor.may("concern.settle"):
        return []
    n, words = concerns.unsettled().count(), gettext("Work is held meanwhile.")
    return [_counted(request, "concerns", gettext("Concerns"), n, words)]


def _questions(request: ActingRequest, on: date) -> dict[str, Any]:
    """Return what centres have not answered: whoever may close a question looks after it."""
    found = unanswered.waiting(on=on)
    panel = _counted(request, "questions", gettext("Questions to centres"), found.count, "")
    if found.late:
        late = ngettext("%(n)s is late.", "%(n)s are late.", found.late) % {"n": found.late}
        return panel | {"tone": "amber", "note": late}
    if found.first:
        words = gettext("Next answer by %(day)s.") % {"day": gds_date(found.first)}
        return panel | {"note": words}
    return panel


def _counted(request: ActingRequest, page: str, label: str, n: int, words: str) -> dict[str, Any]:
    return {
        "count": n,
        "label": label,
        "url": here(request, page),
        "tone": "blue" if n else "grey",
        "note": words if n else gettext("Nothing waits."),
    }


def _panel(request: ActingRequest, queue: Queue, n: int, longest: Any) -> dict[str, Any]:
    note = gettext("Oldest: %(clock)s") % {"clock": longest.words} if longest else ""
    return {
        "count": n,
        "label": LABELS[queue],
        "url": here(request, PAGES[queue]),
        "tone": TONES.get(longest.colour, "blue") if longest else "grey",
        "note": note or gettext("Nothing waits."),
    }
