"""Withdraw work that is not accepted yet: its own page, with a reason."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.forms.sending import Withdraw
from assessments.models import Submission
from assessments.operations import submissions
from assessments.queries import submission_page
from assessments.rules import drafting
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.rules import Caution, Refusal, Refused, standing


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Ask why, or say why it is not withdrawn; on POST, withdraw."""
    found = submission_page.found(reference)
    form = Withdraw(request.POST or None)
    if not form.is_valid():
        return _page(
            request, found, form, standing((drafting.work_may_be_withdrawn(found.state),))
        )
    try:
        submissions.withdraw(
            submission=found, **form.cleaned_data, by=request.actor, now=clock.now()
        )
    except Refused as no:
        return _page(request, found, form, no.answers)
    return redirect(here(request, "submission", reference=reference))


def _page(
    request: ActingRequest,
    found: Submission,
    form: Withdraw,
    why_not: Sequence[Refusal | Caution],
) -> HttpResponse:
    """Render the form; where the work is not withdrawn, why, and what was typed to be read."""
    words = form.data.get("because", "")
    told = {
        "form": form,
        "submission": found,
        "why_not": why_not,
        "typed": [(form["because"].label, words)] if words.strip() else [],
        "has_errors": bool(why_not),
    }
    status = 409 if why_not else 200
    return render(request, "assessments/centre/withdraw.html", told, status=status)
