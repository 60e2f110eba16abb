"""The assessor's view beside the lead assessor's: agreed, changed with reasons, or returned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.forms.lead import Assure
from assessments.models import Assurance
from assessments.operations import assuring, finalising
from assessments.queries import compare, sheets, work
from assessments.queries.compare import Views
from assessments.rules.marking import outcome_of
from assessments.states import M
from assessments.views.asking import questions_about
from assessments.views.assessor import evidence, progress
from assessments.views.assessor.sheet import clock_of, decisions
from assessments.views.concerns import concerns_about
from awarding.acting import ActingRequest, here, shows_another
from awarding.kernel import clock
from awarding.kernel.rules import Refusal, Refused
from awarding.operation import was_sent_before


@require_http_methods(["GET", "HEAD", "POST"])
def compared(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Show both views; on POST, finalise or return, or say why not with all that was typed."""
    found = compare.views(reference, request.actor.person or 0, now=clock.now())
    may = request.actor.may("assurance.finalise") and not found.why_not
    if found.assurance is None or found.assurance.completed_at or not may:
        return _still(request, found)
    if shows_another(request, _shown(found)):
        return _of_another_round(request, found)
    form = _form(request, found)
    refusals: list[Refusal] = []
    if form.is_valid():
        try:
            return _decided(request, found.assurance, form, reference, clock.now())
        except Refused as refused:
            refusals = refused.refusals
    return _page(request, found, form, refusals=refusals)


def _page(
    request: ActingRequest,
    found: Views,
    form: Assure,
    *,
    refusals: Sequence[Refusal] = (),
    typed: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Render both views, with what was refused or what was sent and not saved."""
    has_errors = bool(refusals) or typed is not None
    told = _frame(request, found) | {
        "form": form,
        "boxes": form.boxes(compare.comments(found)),
        "comes_to": form.words[outcome_of(form.decisions())],
        "refusals": refusals,
        "shown": _shown(found),
        "not_saved": typed is not None,
        "typed": typed,
        "has_errors": has_errors,
    }
    status = 409 if has_errors else 200
    return render(request, "assessments/lead/compare.html", told, status=status)


def _shown(found: Views) -> str:
    return f"assurance {found.assurance.pk if found.assurance else ''}"


def _of_another_round(request: ActingRequest, found: Views) -> HttpResponse:
    """Show both views of now, undecided, with what was sent about a round before."""
    typed = _form(request, found).typed()
    return _page(request, found, _form(request, found, is_new=True), typed=typed)


def _form(request: ActingRequest, found: Views, *, is_new: bool = False) -> Assure:
    """Return the choices as they stand at first, or as they were sent now."""
    return Assure(
        None if is_new else request.POST or None,
        outcomes=found.outcomes,
        marks=sheets.marks_on(found.sheet),
        words=decisions(request.place.body),
    )


def _decided(
    request: ActingRequest, assurance: Assurance, form: Assure, reference: str, now: datetime
) -> HttpResponse:
    """Do what the button said, and go back to the queue."""
    same: dict[str, Any] = {
        "assurance": assurance,
        "comment": form.cleaned_data["comment"],
        "by": request.actor,
        "now": now,
    }
    if form.is_return:
        assuring.return_to_assessor(**same)
        words = gettext("%(reference)s is returned to its assessor.") % {"reference": reference}
    else:
        result = finalising.finalise(judgements=form.judgements(), **same)
        words = gettext("%(reference)s is finalised: %(word)s.") % {
            "reference": reference,
            "word": request.place.body.word_for(result.outcome),
        }
    messages.success(request, words)
    return redirect(here(request, "assure"))


def _still(request: ActingRequest, found: Views) -> HttpResponse:
    """Show a marking that is not open, or not this person's, or finalised.

    What was sent to it was not saved, and is given back to be read.
    """
    marks = sheets.marks_on(found.sheet)
    leads = None
    if found.assurance is not None and found.assurance.completed_at is not None:
        leads = work.LeadsView(found.assurance, found.changes)
    body = request.place.body
    told = _frame(request, found) | {
        "lines": progress.lines(found.outcomes, marks, found.sheet, body, leads),
        "lead": leads,
        "is_read": True,
        "outcome": body.word_for(found.result.outcome) if found.result else "",
        "may_open": request.actor.may("assurance.open") and found.marking.state == M.MARKED,
    }
    if request.method != "POST" or was_sent_before(request.actor):
        return render(request, "assessments/lead/still.html", told)
    told |= {"typed": _form(request, found).typed(), "has_errors": True}
    return render(request, "assessments/lead/still.html", told, status=409)


def _is_open_here(found: Views) -> bool:
    """Tell whether this lead assessor has the work open and may go on with it."""
    return bool(found.assurance and found.assurance.completed_at is None and not found.why_not)


def _frame(request: ActingRequest, found: Views) -> dict[str, Any]:
    """Return what the page shows around both views: the work as the assessor saw it."""
    submission = found.marking.submission
    return {
        "it": found,
        "submission": submission,
        "clock": clock_of(submission),
        **questions_about(request, submission, may_ask=_is_open_here(found)),
        **concerns_about(request, submission, may_raise=_is_open_here(found)),
        **evidence.beside(request, found.marking, work.copies(found.marking)),
    }
