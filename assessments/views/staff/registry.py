"""What the registry was told, what needs a person, and where the two books differ (A36)."""

from django.contrib import messages as banners
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.forms.registry import DeliveryFilter, DifferenceFilter, TryAgain
from assessments.queries import deliveries, reconciling
from assessments.queries.deliveries import COPIES, ENROL, INSPECT, REGISTER, SHEET
from assessments.rules.reconciling import What
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock
from awarding.models import OutboxMessage
from awarding.once import Batch
from awarding.operations import messages
from awarding.states import D
from awarding.tables import columns

SUBJECTS: dict[str, Promise] = {
    ENROL: _("Registration"),
    REGISTER: _("Result"),
    SHEET: _("Result sheet of"),
    COPIES: _("Assessor’s copies of"),
    INSPECT: _("Inspection of"),
}
STATES: dict[str, tuple[Promise, str]] = {
    D.WAITING: (_("Waiting"), "blue"),
    D.UNKNOWN: (_("Answer not known"), "amber"),
    D.DELIVERED: (_("Entered"), "green"),
    D.NEEDS_A_PERSON: (_("Needs a person"), "red"),
}
BEING_TOLD = (_("Being entered"), "blue")
DIFFERENCES: dict[str, tuple[Promise, Promise]] = {
    What.GONE: (
        _("Gone from the registry"),
        _("We hold a receipt and the registry has no entry. Ask the registry what became of it."),
    ),
    What.NOT_ENTERED: (
        _("Not entered"),
        _("It should be in the registry. Look at its delivery, and try it again."),
    ),
    What.NOT_CONFIRMED: (
        _("Entered, no receipt"),
        _("The registry has it and we hold no receipt. Try its delivery again."),
    ),
    What.NOT_OURS: (
        _("Not ours"),
        _("The registry has an entry that we know nothing of. Ask the registry who made it."),
    ),
    What.DIFFERS: (
        _("Not the same"),
        _("Compare what each holds, and correct the one that is wrong."),
    ),
}


@require_safe
def registry(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what the registry is told, the newest first; what needs a person can be tried again."""
    form = DeliveryFilter(request.GET or None)
    page = deliveries.page(request.GET, form.wanted(), now=clock.now())
    told = {
        "filter": form,
        "is_filtered": bool(form.wanted()),
        "rows": [
            (row, SUBJECTS[row.task], BEING_TOLD if row.is_first_try else STATES[row.state])
            for row in page.rows
        ],
        "columns": columns(_("What"), _("Status"), _("Tries"), _("Last answer"), _("Next try")),
        "stuck": [row.pk for row in page.rows if row.needs_a_person],
        "need_a_person": deliveries.waiting_for_a_person(),
        "open_differences": deliveries.open_differences(),
        "compared_at": reconciling.last_compared(),
        "may": request.actor.may("message.retry"),
        **page.urls(request.GET),
    }
    return render(request, "assessments/staff/registry_deliveries.html", told)


@sent_from("registry")
def try_again(request: ActingRequest, **_given: str) -> HttpResponse:
    """Try deliveries again that need a person, with the same keys."""
    form = TryAgain(request.POST)
    if form.is_valid():
        batch = messages.retry(
            messages=form.cleaned_data["message"], by=request.actor, now=clock.now()
        )
        _tell(request, batch)
    else:
        banners.warning(request, str(form.errors["message"][0]))
    return redirect(here(request, "registry"))


def _tell(request: ActingRequest, batch: Batch[OutboxMessage]) -> None:
    """Say how many are tried again, and name by its key each that is not, with the reason."""
    n = len(batch.done)
    if n:
        told = ngettext(
            "%(n)s delivery is tried again now.", "%(n)s deliveries are tried again now.", n
        )
        banners.success(request, told % {"n": n})
    for one in batch.refused:
        banners.warning(request, f"{one.subject.key}: {one}")  # type: ignore[attr-defined]  # messages


@require_safe
def differences(request: ActingRequest, **_given: str) -> HttpResponse:
    """List where the portal's books and the registry's differ, as last night found it."""
    form = DifferenceFilter(request.GET or None)
    page = deliveries.differences(request.GET, cleared=form.wants_cleared())
    told = {
        "filter": form,
        "is_filtered": form.wants_cleared(),
        "rows": [(row, DIFFERENCES[row.what]) for row in page.rows],
        "columns": columns(
            _("Key"), _("Difference"), _("The portal holds"), _("The registry holds"), _("Found")
        ),
        "compared_at": reconciling.last_compared(),
        **page.urls(request.GET),
    }
    return render(request, "assessments/staff/registry_differences.html", told)
