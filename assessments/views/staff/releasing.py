"""Release: tick, look, release; then what became of each, up to the registry (A34, A36)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms.staff import QueueFilter, ResultTicks
from assessments.models import Result
from assessments.operations import releasing
from assessments.queries import to_release
from assessments.queries.to_release import NOT_OUT, Finalised
from assessments.states import R
from assessments.views.staff.queues import done_by
from assessments.views.staff.standing import OF_RESULT, in_registry
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock
from awarding.kernel.numbers import number
from awarding.kernel.rules import Caution, Refusal, standing
from awarding.models import OutboxMessage
from awarding.once import Batch
from awarding.queries import people
from awarding.tables import columns


@dataclass(frozen=True, slots=True)
class Row:
    """One result: what it came to, its state, why it may not go out, and the registry's part."""

    line: Any
    result: int
    outcome: str
    state: tuple[str | Promise, str] | None
    why_not: Sequence[Refusal | Caution]
    is_out: bool
    is_held: bool
    out_at: datetime | None
    out_by: str
    registry: tuple[str | Promise, str] | None = None


@require_safe
def releases(request: ActingRequest, **_given: str) -> HttpResponse:
    """List finalised results, each with why it may not be released where that is so."""
    return _list(request)


def _list(request: ActingRequest, ticks: ResultTicks | None = None) -> HttpResponse:
    form = QueueFilter(request.GET or None)
    page = to_release.page(request.GET, form.wanted(), now=clock.now())
    told = {
        "form": ticks,
        "filter": form,
        "is_filtered": form.is_narrow(),
        "rows": [_row(request, one, standing(releasing.answers(one.row))) for one in page.rows],
        "columns": columns(_("Submission"), _("Unit"), _("Result"), _("Working days")),
        "may": request.actor.may("result.release"),
        "done_by": done_by("result.release"),
        **page.urls(request.GET),
    }
    return render(request, "assessments/staff/releases.html", told)


@require_safe
def preview(request: ActingRequest, **_given: str) -> HttpResponse:
    """Show what a release of the ticked results would do, and what would stay."""
    ticks = ResultTicks(request.GET)
    if not ticks.is_valid():
        return _list(request, ticks)
    rows = _asked_for(request, request.GET)
    told = {
        "going": [row for row in rows if not row.why_not],
        "staying": [row for row in rows if row.why_not],
        "unknown": _unknown(request.GET, rows),
        "columns": columns(_("Submission"), _("Unit"), _("Centre"), _("Result")),
    }
    return render(request, "assessments/staff/release_preview.html", told)


@sent_from("releases")
def release(request: ActingRequest, **_given: str) -> HttpResponse:
    """Release the results that were shown, and tell what became of each."""
    asked = _ids(request.POST)
    rows = _asked_for(request, request.POST)
    out_before = {row.result for row in rows if row.is_out}
    batch = releasing.release_results(results=asked, by=request.actor, now=clock.now())
    _say_what_went_out(request, batch, out_before, unknown=len(_unknown(request.POST, rows)))
    query = urlencode([("ticked", one) for one in asked])
    return redirect(f"{here(request, 'released')}?{query}")


def _say_what_went_out(
    request: ActingRequest, batch: Batch[Result], before: set[int], *, unknown: int
) -> None:
    """Say how many went out now. A form sent again releases nothing."""
    now_out = [one for one in batch.done if one.pk not in before]
    if now_out:
        words = ngettext("%(n)s result released.", "%(n)s results released.", len(now_out))
        messages.success(request, words % {"n": len(now_out)})
    elif batch.done:
        words = gettext("These were released already. Nothing was released a second time.")
        messages.info(request, words)
    again = [one for one in batch.refused if _is_out(one.subject)]
    if again:
        words = ngettext(
            "%(n)s result was released already. When and by whom stands beside it.",
            "%(n)s results were released already. When and by whom stands beside each.",
            len(again),
        )
        messages.info(request, words % {"n": len(again)})
    kept = len(batch.refused) - len(again) + unknown
    if kept:
        words = ngettext(
            "%(n)s result was not released. The reason stands beside it.",
            "%(n)s results were not released. The reason stands beside each.",
            kept,
        )
        messages.warning(request, words % {"n": kept})


def _is_out(subject: object) -> bool:
    """Tell whether what was refused was out before, seen after every wait was over."""
    return isinstance(subject, Result) and subject.state not in NOT_OUT


@require_safe
def released(request: ActingRequest, **_given: str) -> HttpResponse:
    """Show what became of these results: released, in the registry, or still here and why."""
    rows = _asked_for(request, request.GET)
    told = {
        "rows": rows,
        "unknown": _unknown(request.GET, rows),
        "columns": columns(_("Submission"), _("Result"), _("Release"), _("Registry")),
    }
    return render(request, "assessments/staff/released.html", told)


def _ids(given: QueryDict) -> list[int]:
    ticked = {number(one) for one in given.getlist("ticked")}
    return sorted(one for one in ticked if one is not None)


def _unknown(given: QueryDict, rows: Sequence[Row]) -> list[int]:
    """Return the numbers that were ticked and are no result of this body: those stay."""
    found = {row.result for row in rows}
    return [one for one in _ids(given) if one not in found]


def _asked_for(request: ActingRequest, given: QueryDict) -> list[Row]:
    """Return the ticked results, each with what stops it once those before it are out.

    One that is not this body's is left out; where none is, nothing is found.
    """
    asked = _ids(given)
    found = to_release.these(asked, now=clock.now())
    if not found and asked:
        raise Http404
    messages_of = to_release.deliveries(found)
    stopped = releasing.in_turn(sorted((one.row for one in found), key=lambda row: row.result))
    names = people.names(one.result.released_by for one in found)
    return [
        _row(request, one, stopped[one.result.pk], messages_of.get(one.result.pk), names)
        for one in found
    ]


def _row(
    request: HttpRequest,
    one: Finalised,
    why_not: Sequence[Refusal | Caution],
    message: OutboxMessage | None = None,
    names: Mapping[int, str] | None = None,
) -> Row:
    body = request.place.body  # type: ignore[attr-defined]  # the edge sets it
    is_stopped = bool(why_not) and one.result.state == R.SHEET_READY
    return Row(
        one.line,
        one.result.pk,
        body.word_for(one.result.outcome),
        None if is_stopped else OF_RESULT[one.result.state],
        why_not,
        one.result.state not in NOT_OUT,
        bool(one.row.facts.holds),
        one.result.released_at,
        (names or {}).get(one.result.released_by or 0, ""),
        in_registry(message, clock.now()) if message else None,
    )
