"""Saving while one types: groups of boxes at a time, answered as data (static/js/autosave.js)."""

from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse
from django.utils.translation import gettext

from assessments.forms.assessor import Sheet
from assessments.models import Marking, MarkSheet
from assessments.operations import mark_sheets
from assessments.operations.mark_sheets import Seen, Stale
from assessments.queries import work
from assessments.queries.work import Outcome
from assessments.states import M
from assessments.views.assessor import progress
from assessments.views.assessor.sheet import decisions
from awarding.acting import ActingRequest, counts_by_version, here, sent_from
from awarding.kernel import clock
from awarding.kernel.numbers import number
from awarding.kernel.rules import Refused
from awarding.templatetags.wording import gds_time

#: The longest name that a window gives itself.
WINDOW = 36


@counts_by_version
@sent_from("mark", "reference")
def save(request: ActingRequest, reference: str, **_: str) -> JsonResponse:
    """Keep some groups; 422 names what must change, 409 says why nothing is kept."""
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
        groups=request.headers.get("X-Groups", "").split() or ("",),
    )
    if not form.fields:
        raise SuspiciousOperation("A sheet has no such group of boxes.")
    if not form.is_valid():
        return JsonResponse({"errors": _first_of(form)}, status=422)
    try:
        kept = mark_sheets.save_sheet(
            sheet=sheet,
            marks=form.marks(),
            comments=form.comments(),
            overall=form.cleaned_data.get("overall"),
            seen=_seen(request),
            by=request.actor,
            now=clock.now(),
        )
    except Stale as stale:
        return _stale(request, reference, stale.sheet)
    except Refused as refused:
        return _refused(request, refused)
    return _kept(kept, outcomes)


def _seen(request: ActingRequest) -> Seen:
    """Return what the page says it had seen; a number it cannot have had is no version."""
    version, turn = (number(request.headers.get(name, "")) for name in ("X-Version", "X-Turn"))
    return Seen(
        version=-1 if version is None else version,
        window=request.headers.get("X-Window", "")[:WINDOW],
        turn=turn or 0,
    )


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
        "message": gettext(
            "This sheet was changed in another window. What is here is not saved. Saving it"
            " replaces what the other window saved."
        ),
        "url": here(request, "mark", reference=reference),
        "link": gettext("Show what was saved there"),
        "version": sheet.version,
        "keep": gettext("Replace it with what is here"),
    }
    return JsonResponse(told, status=409)


def _closed(request: ActingRequest, reference: str) -> JsonResponse:
    told = {
        "message": gettext("This sheet was handed over in another window. It no longer changes."),
        "url": here(request, "mark", reference=reference),
        "link": gettext("Show it"),
    }
    return JsonResponse(told, status=409)


def _refused(request: ActingRequest, refused: Refused) -> JsonResponse:
    told = {
        "message": str(refused),
        "url": here(request, "worklist"),
        "link": gettext("Go to your worklist"),
    }
    return JsonResponse(told, status=409)


def _gone(request: ActingRequest) -> JsonResponse:
    told = {
        "message": gettext("This work is no longer with you. Nothing more is saved here."),
        "url": here(request, "worklist"),
        "link": gettext("Go to your worklist"),
    }
    return JsonResponse(told, status=409)
