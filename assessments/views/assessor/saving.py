"""Saving while one types: a group of boxes at a time, answered as data (static/js/autosave.js)."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from assessments.forms.assessor import Sheet
from assessments.models import Marking, MarkSheet
from assessments.operations import mark_sheets
from assessments.operations.mark_sheets import Stale
from assessments.queries import work
from assessments.queries.work import Outcome
from assessments.states import M
from assessments.views.assessor import progress
from assessments.views.assessor.sheet import decisions
from awarding.acting import ActingRequest, counts_by_version, here
from awarding.kernel import clock
from awarding.kernel.numbers import number
from awarding.templatetags.wording import gds_time


@counts_by_version
@require_POST
def save(request: ActingRequest, reference: str, **_: str) -> JsonResponse:
    """Keep one group; 422 names what must change, 409 says that the sheet moved on elsewhere."""
    marking = Marking.objects.filter(
        submission__reference=reference, purpose=Marking.Purpose.FIRST
    ).select_related("submission")
    found = marking.first()
    if found is None:
        return _gone(request)
    sheet = work.sheet_of(found)
    if sheet is None or found.state != M.MARKING:
        return _closed(request, reference)
    outcomes = work.outcomes(found.submission.unit_id)
    form = Sheet(
        request.POST,
        outcomes=outcomes,
        words=decisions(request.place.body),
        group=request.headers.get("X-Group", "?"),
    )
    if not form.fields:
        raise SuspiciousOperation("A sheet has no such group of boxes.")
    if not form.is_valid():
        return JsonResponse({"errors": _first_of(form)}, status=422)
    try:
        kept = _keep(request, sheet, form, outcomes)
    except Stale as stale:
        return _stale(request, reference, stale.sheet)
    return _kept(kept, outcomes)


def _keep(
    request: ActingRequest, sheet: MarkSheet, form: Sheet, outcomes: list[Outcome]
) -> MarkSheet:
    """Call the operation of this group."""
    sent = request.headers.get("X-Version", "")
    same: dict[str, Any] = {
        "sheet": sheet,
        "version": -1 if (version := number(sent)) is None else version,
        "by": request.actor,
        "now": clock.now(),
    }
    given = form.cleaned_data
    for one in outcomes:
        if form.group == f"outcome-{one.outcome.pk}":
            words = given[f"comment-{one.outcome.pk}"]
            return mark_sheets.save_comment(outcome=one.outcome, words=words, **same)
        for criterion in one.criteria:
            if form.group == f"criterion-{criterion.pk}":
                decision, feedback = (
                    given[f"{name}-{criterion.pk}"] for name in ("decision", "feedback")
                )
                return mark_sheets.save_mark(
                    criterion=criterion, decision=decision, feedback=feedback, **same
                )
    return mark_sheets.save_comment(outcome=None, words=given["overall"], **same)


def _first_of(form: Sheet) -> dict[str, str]:
    """Return one message for each box."""
    return {name: str(messages[0]) for name, messages in form.errors.items()}


def _kept(sheet: MarkSheet, outcomes: list[Outcome]) -> JsonResponse:
    every = [criterion for one in outcomes for criterion in one.criteria]
    far = progress.saved(sheet, every)
    at = gettext("Saved at %(time)s") % {"time": gds_time(sheet.saved_at)}
    counts = {"progress": far.words, "still-open": far.open_words}
    return JsonResponse({"version": sheet.version, "message": at, "counts": counts})


def _stale(request: ActingRequest, reference: str, sheet: MarkSheet) -> JsonResponse:
    told = {
        "message": gettext("This sheet was changed in another window. This is not saved."),
        "url": here(request, "mark", reference=reference),
        "link": gettext("Show what was saved there"),
        "version": sheet.version,
        "keep": gettext("Save what is here"),
    }
    return JsonResponse(told, status=409)


def _closed(request: ActingRequest, reference: str) -> JsonResponse:
    told = {
        "message": gettext("This sheet was handed over in another window. It no longer changes."),
        "url": here(request, "mark", reference=reference),
        "link": gettext("Show it"),
    }
    return JsonResponse(told, status=409)


def _gone(request: ActingRequest) -> JsonResponse:
    told = {
        "message": gettext("This work is no longer with you. Nothing more is saved here."),
        "url": here(request, "worklist"),
        "link": gettext("Go to your worklist"),
    }
    return JsonResponse(told, status=409)
