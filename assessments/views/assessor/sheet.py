"""The mark sheet with the evidence beside it: filled in, saved as one types, handed over."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.forms.assessor import Sheet, initial
from assessments.models import Marking, MarkSheet, Submission
from assessments.operations import mark_sheets
from assessments.operations.mark_sheets import Seen, Stale
from assessments.queries import interests, sheets, work
from assessments.rules.interests import assessor_still_has_no_interest
from assessments.rules.marking import outcome_of
from assessments.states import MARKING, M
from assessments.views.asking import questions_about
from assessments.views.assessor import evidence, progress
from assessments.views.concerns import concerns_about
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.grades import Grade
from awarding.kernel.rules import Caution, Refusal, standing
from awarding.models import AwardingBody
from awarding.operation import was_sent_before
from awarding.queries import clocks
from awarding.queries.clocks import Face


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Show the sheet; on POST, save all of it, and go on to handing it over if that was asked."""
    marking = work.found(reference)
    sheet = work.sheet_of(marking)
    why_not = may_not(request, marking)
    if sheet is None or marking.state != M.MARKING or (why_not and request.method != "POST"):
        return _still(request, marking, sheet, why_not)
    form = _form(request, marking, sheet)
    if request.method != "POST" or not form.is_valid():
        return _page(request, marking, sheet, form)
    try:
        _saved(request, sheet, form)
    except Stale as stale:
        return _conflict(request, marking, stale.sheet, form)
    if request.POST.get("act") == "submit":
        return redirect(here(request, "submit-sheet", reference=reference))
    messages.success(request, gettext("The sheet is saved."))
    return redirect(here(request, "mark", reference=reference))


def may_not(request: ActingRequest, marking: Marking) -> tuple[Refusal | Caution, ...]:
    """Return why this assessor may not go on with work they hold."""
    tied = interests.tied(request.actor.person, [marking.pk], now=clock.now())
    return standing((assessor_still_has_no_interest(tied=bool(tied)),))


def _form(request: ActingRequest, marking: Marking, sheet: MarkSheet) -> Sheet:
    """Return the sheet as it was saved, or as it was sent now."""
    kept = initial(
        sheets.marks_on(sheet), sheets.comments_on(sheet), sheet.overall_comment, sheet.version
    )
    return Sheet(
        request.POST if request.method == "POST" else None,
        outcomes=work.outcomes(marking.submission.unit_id),
        words=decisions(request.place.body),
        initial=kept,
    )


def decisions(body: AwardingBody) -> dict[str, str]:
    """Return the two decisions in the body's own words."""
    return {one: body.word_for(one) for one in Grade}


def _saved(request: ActingRequest, sheet: MarkSheet, form: Sheet) -> MarkSheet:
    return mark_sheets.save_sheet(
        sheet=sheet,
        marks=form.marks(),
        comments=form.comments(),
        overall=form.cleaned_data["overall"],
        seen=Seen(form.cleaned_data["version"]),
        by=request.actor,
        now=clock.now(),
    )


def _conflict(
    request: ActingRequest, marking: Marking, sheet: MarkSheet, form: Sheet
) -> HttpResponse:
    """Show what was typed beside the choice: look at what was saved elsewhere, or save this."""
    form.data = QueryDict(mutable=True)
    form.data.update({**request.POST.dict(), "version": str(sheet.version)})
    return _page(request, marking, sheet, form, status=409, changed=sheet)


def _page(
    request: ActingRequest,
    marking: Marking,
    sheet: MarkSheet,
    form: Sheet,
    *,
    status: int = 200,
    changed: MarkSheet | None = None,
) -> HttpResponse:
    boxes = form.boxes()
    told = _frame(request, marking) | {
        "form": form,
        "boxes": boxes,
        "sheet": sheet,
        "changed": changed,
        "progress": progress.of(boxes, progress.waits_for(sheet.submission_id)),
        "has_errors": changed is not None,
    }
    return render(request, "assessments/assessor/mark.html", told, status=status)


def _frame(request: ActingRequest, marking: Marking) -> dict[str, Any]:
    """Return what the page shows around the sheet."""
    submission = marking.submission
    return {
        "marking": marking,
        "submission": submission,
        "clock": clock_of(submission),
        "lead": work.leads_view(marking),
        "may_hand_back": MARKING.may("hand_back", marking.state),
        **questions_about(request, submission, may_ask=marking.state == M.MARKING),
        **concerns_about(request, submission, may_raise=marking.state == M.MARKING),
        **evidence.beside(request, marking, work.copies(marking)),
    }


def clock_of(submission: Submission) -> Face | None:
    """Return what the clock of a piece of work says today."""
    if submission.clock is None:
        return None
    return clocks.clock(submission.clock, clock.london_day(clock.now()))


def _still(
    request: ActingRequest,
    marking: Marking,
    sheet: MarkSheet | None,
    why_not: Sequence[Refusal | Caution],
) -> HttpResponse:
    """Show work not begun in this round or not to be gone on with, or a sheet handed over.

    What was sent to it was not saved, and is given back to be read.
    """
    may_begin = MARKING.may("start", marking.state)
    marks = sheets.marks_on(sheet) if sheet else {}
    told = _frame(request, marking) | {
        "sheet": sheet,
        "outcomes": work.outcomes(marking.submission.unit_id),
        "marks": marks,
        "is_read": True,
        "may_begin": may_begin,
        "is_final": marking.state == M.FINALISED,
        "comes_to": request.place.body.word_for(outcome_of([m.decision for m in marks.values()])),
        "why_not": why_not if may_begin or marking.state == M.MARKING else (),
    }
    told["lines"] = progress.lines(
        told["outcomes"], marks, sheet, request.place.body, told["lead"]
    )
    if request.method != "POST" or was_sent_before(request.actor):
        return render(request, "assessments/assessor/still.html", told)
    words = decisions(request.place.body)
    sent = Sheet(request.POST, outcomes=told["outcomes"], words=words)
    told |= {"typed": sent.typed(), "has_errors": True}
    return render(request, "assessments/assessor/still.html", told, status=409)
