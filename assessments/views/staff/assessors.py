"""Assessors: what each may mark, what they hold, and what interests keep them from it (A26)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.competence import Approve, ByUnit, Declare, EndApproval
from assessments.queries import allocating, assessors, interests
from assessments.views.staff.queues import done_by
from assessments.views.staff.standing import OF_MARKING
from awarding import stopped
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock
from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from awarding.tables import columns
from centres.models import AssessorApproval, ConflictOfInterest
from centres.operations import approving

stopped.explain(
    "one_open_assessor_approval",
    _("This assessor is approved for the unit already. End that approval before a new one."),
)


@require_safe
def assessors_list(request: ActingRequest, **_given: str) -> HttpResponse:
    """List assessors by name with their units and their load."""
    form = ByUnit(request.GET or None)
    unit = form.cleaned_data.get("unit") if form.is_valid() else None
    page = assessors.page(request.GET, unit, on=clock.london_day(clock.now()))
    told = {
        "filter": form,
        "is_filtered": unit is not None,
        "rows": page.rows,
        "columns": columns(_("Assessor"), _("In hand"), _("Approved for")),
        **page.urls(request.GET),
    }
    return render(request, "assessments/staff/assessors.html", told)


@require_safe
def assessor(request: ActingRequest, person: int, **_given: str) -> HttpResponse:
    """Show one assessor's approvals and interests, and what may be done about them."""
    return _page(request, person)


@sent_from("assessor", "person")
def approve(request: ActingRequest, person: int, **_given: str) -> HttpResponse:
    """Approve somebody for a unit from a day on."""
    assessors.assessor(person)
    form = Approve(request.POST, units=assessors.units_open_to(person))
    if not form.is_valid():
        return _page(request, person, approve=form)
    made = approving.approve_assessor(
        person=person, **form.cleaned_data, by=request.actor, now=clock.now()
    )
    messages.success(request, gettext("Approved for %(unit)s.") % {"unit": made.unit})
    return redirect(here(request, "assessor", person=person))


@require_http_methods(["GET", "HEAD", "POST"])
def end_approval(request: ActingRequest, approval: int, **_given: str) -> HttpResponse:
    """Ask for the day, then end an approval."""
    now = clock.now()
    found = AssessorApproval.objects.select_related("unit").get(pk=approval)
    if found.until_on is not None:
        messages.info(request, gettext("This approval was given its last day already."))
        return redirect(here(request, "assessor", person=found.person_id))
    status, form = (
        200,
        EndApproval(request.POST or None, initial={"until_on": clock.london_day(now)}),
    )
    if form.is_valid():
        try:
            approving.end_approval(approval=found, **form.cleaned_data, by=request.actor, now=now)
        except Refused as refused:
            form.say("until_on", refused)
            status = 409
        else:
            told = {"unit": found.unit}
            messages.success(request, gettext("The approval for %(unit)s ends.") % told)
            return redirect(here(request, "assessor", person=found.person_id))
    told = {"form": form, "approval": found, "assessor": assessors.assessor(found.person_id)}
    return render(request, "assessments/staff/end_approval.html", told, status=status)


@sent_from("assessor", "person")
def declare(request: ActingRequest, person: int, **_given: str) -> HttpResponse:
    """Record an interest of somebody in a centre or a learner."""
    assessors.assessor(person)
    form = Declare(request.POST)
    if not form.is_valid():
        return _page(request, person, declare=form)
    given = form.cleaned_data
    approving.declare_conflict(
        person=person,
        centre=given["centre_number"],
        learner=given["registration_number"],
        reason=given["reason"],
        by=request.actor,
        now=clock.now(),
    )
    in_hand = interests.in_hand(person, now=clock.now())
    _say_recorded(request, sum(one.can_be_taken_back for one in in_hand))
    return redirect(here(request, "assessor", person=person))


def _say_recorded(request: ActingRequest, in_hand: int) -> None:
    """Say what the interest stops, and that work in hand waits to be taken back."""
    messages.success(
        request,
        gettext(
            "Recorded. From now on they neither mark nor assure what they have an interest in."
        ),
    )
    if in_hand:
        words = ngettext(
            "They hold %(n)s such submission now. It goes no further until it is taken back.",
            "They hold %(n)s such submissions now. These go no further until they are taken back.",
            in_hand,
        )
        messages.warning(request, words % {"n": in_hand})


@require_http_methods(["GET", "HEAD", "POST"])
def end_interest(request: ActingRequest, interest: int, **_given: str) -> HttpResponse:
    """End an interest that no longer holds; who only opens the address sees whose it is."""
    found = ConflictOfInterest.objects.get(pk=interest)
    if request.method == "POST":
        approving.end_conflict(conflict=found, by=request.actor, now=clock.now())
        messages.success(request, gettext("The interest no longer holds."))
    return redirect(here(request, "assessor", person=found.person_id))


def _page(
    request: ActingRequest,
    person: int,
    *,
    approve: Approve | None = None,
    declare: Declare | None = None,
) -> HttpResponse:
    found, may = assessors.assessor(person), request.actor.may
    today = clock.london_day(clock.now())
    blank = Approve(units=assessors.units_open_to(person), initial={"from_on": today})
    in_hand = interests.in_hand(person, now=clock.now())
    tied = [(one, OF_MARKING[one.state][0]) for one in in_hand]
    told: dict[str, Any] = {
        "assessor": found,
        "held": allocating.workload([person])[person],
        "approvals": assessors.approvals(person),
        "interests": assessors.interests(person),
        "stopped": [(one, word) for one, word in tied if one.can_be_taken_back],
        "marked_before": [(one, word) for one, word in tied if not one.can_be_taken_back],
        "may_take_back": may("marking.take_back"),
        "takes_back": done_by("marking.take_back"),
        "is_lead_alone": found.role == Role.LEAD_ASSESSOR,
        "approve_form": (approve or blank)
        if may("assessor.approve") and found.role == Role.ASSESSOR
        else None,
        "declare_form": declare or Declare() if may("conflict.declare") else None,
        "may_end_approval": may("assessor.end_approval"),
        "may_end_interest": may("conflict.end"),
        "form": approve or declare,
    }
    return render(request, "assessments/staff/assessor.html", told)
