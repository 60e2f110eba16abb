"""Giving work back that one cannot mark: asked once why, and then it is somebody else's (A26)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.forms.handing_back import HandBack
from assessments.operations.handing_back import hand_back as give_back
from assessments.queries import work
from assessments.rules import clauses
from assessments.states import MARKING
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Ask why, then give the work back and lead to what is still to be marked."""
    marking = work.found(reference)
    if not MARKING.may("hand_back", marking.state):
        return redirect(here(request, "mark", reference=reference))
    form = HandBack(request.POST or None)
    if form.is_valid():
        try:
            give_back(
                marking=marking,
                why=form.cleaned_data["why"],
                because=form.because(),
                by=request.actor,
                now=clock.now(),
            )
        except Refused as refused:
            form.say("words", refused, clauses.HANDED_BACK)
        else:
            words = gettext("%(reference)s is handed back, to be allocated to somebody else.")
            messages.success(request, words % {"reference": reference})
            return redirect(here(request, "worklist"))
    told = {"form": form, "submission": marking.submission}
    status = 409 if form.errors else 200
    return render(request, "assessments/assessor/hand_back.html", told, status=status)
