"""Handing a sheet to a lead assessor: asked once, with its outcome and why not (A28, A29, A33)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.models import Marking
from assessments.operations import marking as acts
from assessments.operations.mark_sheets import Stale
from assessments.queries import printing, sheets, work
from assessments.queries.concerns import is_doubted
from assessments.queries.questions import answer_is_due
from assessments.rules import marking as rules
from assessments.rules.asking import nothing_is_asked
from assessments.rules.concerns import nothing_is_doubted
from assessments.rules.marking import outcome_of
from assessments.rules.printing import every_letter_can_be_printed
from assessments.states import M
from assessments.views.assessor.sheet import may_not
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.grades import Grade
from awarding.kernel.numbers import number
from awarding.kernel.rules import standing


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Ask once, with what the sheet comes to; on POST, hand it to a lead assessor."""
    marking = work.found(reference)
    sheet = work.sheet_of(marking)
    if sheet is None or marking.state != M.MARKING:
        return redirect(here(request, "mark", reference=reference))
    if request.method == "POST":
        return _handed_over(request, marking)
    lines = sheets.facts(sheet, sheets.criteria_of(marking.submission.unit_id))
    undrawn = printing.undrawn(sheet, ((one.label, one.feedback) for one in lines))
    body = request.place.body
    told = {
        "submission": marking.submission,
        "sheet": sheet,
        "comes_to": body.word_for(outcome_of([one.decision for one in lines])),
        "counts": [
            (body.word_for(one), sum(line.decision == one for line in lines)) for one in Grade
        ],
        "why_not": may_not(request, marking)
        + standing(
            (
                rules.every_criterion_has_decision_and_feedback(lines),
                every_letter_can_be_printed(undrawn),
                nothing_is_asked(answer_is_due(marking.submission_id)),
                nothing_is_doubted(doubted=is_doubted(marking.submission_id)),
            )
        ),
    }
    return render(request, "assessments/assessor/hand_over.html", told)


def _handed_over(request: ActingRequest, marking: Marking) -> HttpResponse:
    version = request.POST.get("version", "")
    reference = marking.submission.reference
    try:
        acts.complete(
            marking=marking,
            version=-1 if (held := number(version)) is None else held,
            by=request.actor,
            now=clock.now(),
        )
    except Stale:
        messages.warning(
            request, gettext("The sheet was changed since. Read it again, then submit it.")
        )
        return redirect(here(request, "submit-sheet", reference=reference))
    words = gettext("%(reference)s is with a lead assessor.")
    messages.success(request, words % {"reference": reference})
    return redirect(here(request, "worklist"))
