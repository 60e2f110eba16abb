"""Withdraw work that is not accepted yet: its own page, with a reason."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.forms.sending import Withdraw
from assessments.operations import submissions
from assessments.queries import submission_page
from assessments.rules import drafting
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import unless


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Ask why; on POST, withdraw."""
    found = submission_page.found(reference)
    if request.method != "POST":
        unless(drafting.work_may_be_withdrawn(found.state), subject=found)
    form = Withdraw(request.POST or None)
    if form.is_valid():
        submissions.withdraw(
            submission=found, **form.cleaned_data, by=request.actor, now=clock.now()
        )
        return redirect(here(request, "submission", reference=reference))
    told = {"form": form, "submission": found}
    return render(request, "assessments/centre/withdraw.html", told)
