"""Allocation: ticked submissions to one assessor (A26)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.forms.staff import Allocate, QueueFilter, Ticks
from assessments.models import Marking
from assessments.operations import allocating
from assessments.queries import queues, suggesting
from assessments.queries.queues import Queue, Waiting
from assessments.queries.suggesting import Candidate, Suggestion
from assessments.views.staff.queues import done_by
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.kernel.rules import Caution, Refusal, Refused
from awarding.models import Membership
from awarding.queries.keyset import Page
from awarding.tables import columns


@dataclass(frozen=True, slots=True)
class Row:
    """One submission to allocate: whom to suggest, whether it is ticked, and what was refused.

    ``back`` tells who gave it back last, and why, where somebody had it before.
    """

    line: Waiting
    marking: int
    suggestion: Suggestion
    ticked: bool
    refused: Sequence[Refusal]

    @property
    def unfit(self) -> list[Refusal | Caution]:
        """Why others may not, but for what was just refused, which is told for itself."""
        return [one for one in self.suggestion.unfit if one not in self.refused]


@require_http_methods(["GET", "HEAD", "POST"])
def allocations(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what waits for an assessor; on POST, allocate what is ticked and name what is not."""
    now = clock.now()
    chosen = QueueFilter(request.GET or None)
    page, people, suggested = _desk(request, chosen, now)
    form = Allocate(
        request.POST or None,
        people=offered(people),
        initial={"assessor": _most_suggested(suggested.values())},
    )
    refused: Mapping[int, Refused] = {}
    if form.is_valid():
        refused = _allocated(request, form, now)
        if not refused:
            return redirect(request.get_full_path())
        page, _people, suggested = _desk(request, chosen, now)
    told = {
        "filter": chosen,
        "is_filtered": chosen.is_narrow(),
        "form": form,
        "rows": _rows(page.rows, suggested, form, refused),
        "columns": _columns(),
        "has_errors": bool(refused),
        "refused": len(refused),
        "gone": _gone(refused, suggested.values()),
        "may": request.actor.may("marking.allocate"),
        "done_by": done_by("marking.allocate"),
        **page.urls(request.GET),
    }
    status = 409 if refused else 200
    return render(request, "assessments/staff/allocations.html", told, status=status)


def _desk(
    request: ActingRequest, chosen: QueueFilter, now: datetime
) -> tuple[Page[Waiting], list[Candidate], dict[int, Suggestion]]:
    """Return what waits, who may be asked for, and who is suggested for what.

    An assessor of what was ticked is offered even if none of it waits any longer.
    """
    on = clock.london_day(now)
    page = queues.page(queues.waiting(Queue.ALLOCATE), request.GET, chosen.wanted(), on=on)
    units = {line.unit_id for line in page.rows}
    ticked = Ticks().to_python(request.POST.getlist("ticked"))
    if ticked:
        asked = Marking.objects.filter(pk__in=ticked)
        units |= set(asked.values_list("submission__unit_id", flat=True))
    people = suggesting.candidates(units, now=now)
    return page, people, suggesting.suggestions([one.pk for one in page.rows], people, now=now)


def _gone(
    refused: Mapping[int, Refused], shown: Iterable[Suggestion]
) -> list[tuple[str, Sequence[Refusal]]]:
    """Return what was refused and is no row of this page any more, by reference."""
    gone = set(refused) - {one.item.marking for one in shown}
    named = Marking.objects.filter(pk__in=gone).order_by("pk") if gone else []
    return [(one.submission.reference, refused[one.pk].refusals) for one in named]


def _columns() -> list[dict[str, Any]]:
    return columns(
        _("Submission"), _("Unit"), _("Centre"), _("Working days"), _("Suggested assessor")
    )


def _allocated(request: ActingRequest, form: Allocate, now: datetime) -> dict[int, Refused]:
    """Allocate, say how many, and return what was refused by marking."""
    asked = form.cleaned_data["ticked"]
    if Marking.objects.filter(pk__in=asked).count() != len(set(asked)):
        raise Http404
    assessor = Membership.objects.get(pk=form.cleaned_data["assessor"])
    batch = allocating.allocate(
        markings=sorted(asked), assessor=assessor, by=request.actor, now=now
    )
    if batch.done:
        words = ngettext(
            "%(n)s submission allocated to %(name)s.",
            "%(n)s submissions allocated to %(name)s.",
            len(batch.done),
        )
        messages.success(request, words % {"n": len(batch.done), "name": assessor.name})
    return {one.subject.pk: one for one in batch.refused}  # type: ignore[attr-defined]  # markings


def offered(people: Iterable[Candidate]) -> list[tuple[int, str]]:
    """Return each person once, the lightest load first, with what they hold."""
    found: dict[int, str] = {}
    for one in people:
        words = ngettext("%(name)s · %(n)s in hand", "%(name)s · %(n)s in hand", one.held)
        found.setdefault(one.membership, words % {"name": one.name, "n": one.held})
    return list(found.items())


def _most_suggested(suggestions: Iterable[Suggestion]) -> int | None:
    """Return whom to offer first: who is suggested for most of the rows."""
    named = Counter(one.first.membership for one in suggestions if one.first)
    return named.most_common(1)[0][0] if named else None


def _rows(
    lines: Sequence[Waiting],
    suggestions: Mapping[int, Suggestion],
    form: Allocate,
    refused: Mapping[int, Refused],
) -> list[Row]:
    ticked = set(form["ticked"].value() or []) if form.is_bound else set()
    rows = []
    for line in lines:
        suggestion = suggestions[line.pk]
        marking = suggestion.item.marking
        stopped = refused[marking].refusals if marking in refused else ()
        was = str(marking) in ticked
        rows.append(Row(line, marking, suggestion, was, stopped))
    return rows
