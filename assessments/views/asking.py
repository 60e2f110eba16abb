"""Questions to the centre, asked and closed by whoever of the body holds the work (A38).

The pages know the work by its number alone: assessors and lead assessors use them too.
"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessments.forms.asking import Ask
from assessments.forms.staff import Reason
from assessments.models import Question, Submission
from assessments.operations import questions
from assessments.queries import questions as asked
from assessments.rules import asking as rules
from assessments.rules import clauses
from assessments.states import S
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.actors import Audience
from awarding.kernel.rules import Refusal, Refused, standing
from awarding.queries import calendars

#: A centre is offered so many working days to answer.
TO_ANSWER = 5


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Ask for the question and its day; on POST, ask the centre."""
    found, now = asked.found(reference), clock.now()
    form = Ask(
        request.POST or None, initial={"answer_by": _to_answer(found, clock.london_day(now))}
    )
    refusals: list[Refusal] = []
    if form.is_valid():
        try:
            questions.ask(submission=found, **form.cleaned_data, by=request.actor, now=now)
        except Refused as refused:
            form.say("answer_by", refused, clauses.ANSWERS)
            refusals = [one for one in refused.refusals if one.clause != clauses.ANSWERS]
        else:
            messages.success(
                request, gettext("The centre is asked. The clock stands still until it answers.")
            )
            return redirect(back_to(request, found))
    stage = asked.held_as(found, request.actor)
    told = {
        "form": form,
        "submission": found,
        "back_url": back_to(request, found),
        "refusals": refusals,
        "why_not": standing((rules.asked_by_who_holds_it(stage),)),
        "has_errors": bool(refusals),
    }
    code = 409 if request.method == "POST" and (refusals or form.errors) else 200
    return render(request, "assessments/questions/ask.html", told, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActingRequest, question: int, **_given: str) -> HttpResponse:
    """Ask why no answer is needed any more; on POST, close the question."""
    found = Question.objects.select_related("submission__unit").get(pk=question)
    form = Reason(
        request.POST or None,
        asking=_("Why is no answer needed any more?"),
        empty=_("Say why the question is closed."),
    )
    if form.is_valid():
        questions.close(question=found, **form.cleaned_data, by=request.actor, now=clock.now())
        messages.success(request, _closed(found))
        return redirect(back_to(request, found.submission))
    told = {
        "form": form,
        "question": found,
        "back_url": back_to(request, found.submission),
        "why_not": standing(
            (
                rules.question_is_open(found.state),
                rules.closed_by_who_holds_it(holds=asked.may_close(found, request.actor)),
            )
        ),
    }
    return render(request, "assessments/questions/close.html", told)


def _closed(question: Question) -> str:
    """Say that a question is closed, and whether the clock still waits for another."""
    if asked.open_of(question.submission_id):
        return gettext("The question is closed. The clock waits for the others.")
    return gettext("The question is closed, and the clock goes on.")


def questions_about(
    request: ActingRequest, submission: Submission, *, may_ask: bool, by_number: bool = True
) -> dict[str, Any]:
    """Return what ``questions/asked.html`` takes. ``may_ask`` tells who holds the work now."""
    return {
        "questions": asked.of(submission, by_number=by_number),
        "may_ask": may_ask and request.actor.may("question.ask"),
        "may_close": request.actor.may("question.close"),
        "reference": submission.reference,
    }


def back_to(request: ActingRequest, found: Submission) -> str:
    """Return the page on which this person works on a submission."""
    if request.place.audience == Audience.ASSESSOR:
        return here(request, "mark", reference=found.reference)
    if not asked.held_as(found, request.actor):
        return here(request, "submission", reference=found.reference)
    page = "check" if found.state == S.CHECKING else "compare"
    return here(request, page, reference=found.reference)


def _to_answer(found: Submission, today: date) -> date | None:
    if found.clock is None:
        return None
    return calendars.working_days(found.clock.calendar_id).after(today, TO_ANSWER)
