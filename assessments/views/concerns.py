"""A concern about whose work it is: raised where it is marked or assured, and listed for staff.

The page that raises one knows the work by its number alone.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.concerns import WORDS, RaiseConcern
from assessments.forms.staff import Reason
from assessments.models import Hold, Submission
from assessments.operations import concerns as acts
from assessments.queries import concerns, questions
from assessments.rules import concerns as rules
from assessments.views.asking import back_to
from assessments.views.staff.by_number import kept_back
from awarding.acting import ActingRequest, here
from awarding.kernel import clock
from awarding.kernel.actors import Audience
from awarding.kernel.rules import standing
from awarding.queries import people
from awarding.tables import columns


@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Ask what is doubted; on POST, have the work held and lead to the next."""
    found = questions.found(reference)
    stage = questions.held_as(found, request.actor)
    form = RaiseConcern(request.POST or None)
    if form.is_valid():
        acts.raise_concern(
            submission=found, **form.cleaned_data, by=request.actor, now=clock.now()
        )
        words = gettext("%(reference)s is held until your concern is settled.")
        messages.success(request, words % {"reference": reference})
        is_assessor = request.place.audience == Audience.ASSESSOR
        return redirect(here(request, "worklist" if is_assessor else "assure"))
    told = {
        "form": form,
        "submission": found,
        "back_url": back_to(request, found),
        "why_not": standing((rules.raised_by_who_holds_it(stage),)),
    }
    status = 409 if form.errors else 200
    return render(request, "assessments/concerns/raise.html", told, status=status)


@require_safe
def unsettled(request: ActingRequest, **_given: str) -> HttpResponse:
    """List the concerns that nobody has settled, for those whose duty it is."""
    rows = concerns.unsettled().select_related("submission__unit", "submission__centre")
    told = {
        "rows": [(hold, WORDS[hold.kind]) for hold in rows],
        "columns": columns(_("Submission"), _("Unit"), _("Concern"), _("Raised"), _("Settle")),
        "may": request.actor.may("concern.settle"),
    }
    return render(request, "assessments/concerns/unsettled.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: ActingRequest, concern: int, **_given: str) -> HttpResponse:
    """Ask what came of a concern; on POST, settle it, so that the work goes on."""
    found = concerns.found(concern)
    if kept := kept_back(request, found.submission.reference):
        return kept
    if found.lifted_at is not None:
        messages.info(request, gettext("This concern was settled already."))
        return redirect(here(request, "concerns"))
    form = Reason(
        request.POST or None,
        asking=_("What came of it?"),
        empty=_("Say what came of the concern."),
    )
    if form.is_valid():
        acts.settle(concern=found, **form.cleaned_data, by=request.actor, now=clock.now())
        words = gettext("Settled. %(reference)s goes on.")
        messages.success(request, words % {"reference": found.submission.reference})
        return redirect(here(request, "concerns"))
    another = rules.settled_by_another(raised_by=found.placed_by, by=request.actor.person or 0)
    told = {
        "form": form,
        "concern": found,
        "kind": WORDS[found.kind],
        "raised_by": people.names([found.placed_by]).get(found.placed_by or 0, ""),
        "why_not": standing((another,)),
    }
    return render(request, "assessments/concerns/settle.html", told)


def concerns_about(
    request: ActingRequest, submission: Submission, *, may_raise: bool
) -> dict[str, Any]:
    """Return what ``concerns/raised.html`` takes. ``may_raise`` tells who holds the work now."""
    found: list[Hold] = concerns.of(submission.pk)
    return {
        "concerns": [(one, WORDS[one.kind]) for one in found],
        "may_raise": may_raise and request.actor.may("concern.raise"),
        "reference": submission.reference,
    }
