"""The plain lists behind the first page of staff: what assessors hold, and sheets being made."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.staff import QueueFilter
from assessments.queries import held, interests, queues
from assessments.queries.queues import Queue
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.kernel.actors import NotAllowed
from awarding.tables import columns


@require_safe
def with_assessors(request: ActingRequest, **_: str) -> HttpResponse:
    """List what assessors hold, with who holds it."""
    may = request.actor.may("marking.take_back")
    return _listed(request, Queue.ASSESSOR, "assessments/staff/with_assessors.html", may=may)


@require_safe
def sheets(request: ActingRequest, **_: str) -> HttpResponse:
    """List finalised results whose sheet a worker is still making."""
    return _listed(request, Queue.SHEET, "assessments/staff/sheets.html")


def _listed(
    request: ActingRequest, queue: Queue, template: str, *, may: bool = False
) -> HttpResponse:
    now = clock.now()
    form = QueueFilter(request.GET or None)
    page = queues.page(queues.waiting(queue), request.GET, form.wanted(), on=clock.london_day(now))
    holders = held.holders([line.pk for line in page.rows])
    tied = interests.of([(one.person, pk) for pk, one in holders.items()], now=now)
    told = {
        "filter": form,
        "is_filtered": form.is_narrow(),
        "rows": [
            (line, holder, holder is not None and (holder.person, line.pk) in tied)
            for line, holder in ((line, holders.get(line.pk)) for line in page.rows)
        ],
        "columns": columns(_("Submission"), _("Unit"), _("Assessor"), _("Working days")),
        "may": may,
        **page.urls(request.GET),
    }
    return render(request, template, told)


def done_by(act: str) -> str:
    """Return the roles that do an act, for those who do not."""
    return ", ".join(NotAllowed(act).may)
