"""A question of the awarding body's, answered (A38)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.forms.asking import Answer
from assessments.models import Question
from assessments.operations import questions
from assessments.rules import asking as rules
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import Caution, Refusal, Refused, standing


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActingRequest, reference: str, question: int, **_: str) -> HttpResponse:
    """Show the question and ask for the answer; on POST, answer."""
    found = Question.objects.select_related(
        "submission__unit", "submission__registration__learner"
    )
    one: Question = found.get(pk=question, submission__reference=reference)
    form = Answer(request.POST or None, asks_why="because" in request.POST)
    refusals: Sequence[Refusal | Caution] = ()
    if form.is_valid():
        try:
            questions.answer(question=one, **form.cleaned_data, by=request.actor, now=clock.now())
        except Refused as refused:
            refusals = refused.answers
            asks_why = "because" in request.POST or bool(refused.cautions)
            form = Answer(request.POST, asks_why=asks_why)
        else:
            messages.success(request, gettext("Your answer is with the awarding body."))
            return redirect(here(request, "submission", reference=reference))
    told = {
        "form": form,
        "question": one,
        "submission": one.submission,
        "by_number": one.stage != Question.Stage.CHECK,
        "refusals": refusals,
        "why_not": [] if refusals else standing((rules.question_is_open(one.state),)),
        "has_errors": bool(refusals),
    }
    code = 409 if refusals else 200
    return render(request, "assessments/centre/answer.html", told, status=code)
