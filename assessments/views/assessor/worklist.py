"""The first page of an assessor: what to mark, the nearest due first; and what is finished."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.models import Marking
from assessments.operations import marking as acts
from assessments.queries import concerns, interests, questions, work, worklist
from assessments.queries.worklist import Item
from assessments.states import M, Q
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock
from awarding.tables import columns

WORDS: dict[str, tuple[str | Promise, str]] = {
    M.ALLOCATED: (_("Not begun"), "grey"),
    M.MARKING: (_("Marking"), "blue"),
    M.RETURNED_TO_ASSESSOR: (_("Returned to you"), "amber"),
    M.MARKED: (_("With a lead assessor"), "blue"),
    M.IN_QA: (_("With a lead assessor"), "blue"),
    M.FINALISED: (_("Finalised"), "green"),
}

STOPPED = (_("You have an interest"), "amber")
ASKED: dict[str, tuple[str | Promise, str]] = {
    Q.ASKED: (_("Waits for the centre"), "amber"),
    Q.ANSWERED: (_("The centre answered"), "green"),
}
HELD = (_("Held: a concern is raised"), "amber")


@require_safe
def home(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what is to be marked."""
    now = clock.now()
    page = worklist.page(request.GET, on=clock.london_day(now))
    tied = interests.tied(request.actor.person, (item.pk for item in page.rows), now=now)
    doubted = concerns.doubted(item.submission for item in page.rows)
    asked = questions.latest_in_marking(item.submission for item in page.rows)
    told = {
        "rows": [
            (item, _word(item, tied, doubted, asked.get(item.submission))) for item in page.rows
        ],
        "columns": columns(_("Candidate’s work"), _("Unit"), _("Progress"), _("Working days")),
        **page.urls(request.GET),
    }
    return render(request, "assessments/assessor/worklist.html", told)


def _word(
    item: Item, tied: set[int], doubted: set[int], asked: str | None
) -> tuple[str | Promise, str]:
    """Return what stands in the way first, then whether the centre has been asked."""
    if item.pk in tied:
        return STOPPED
    if item.submission in doubted:
        return HELD
    if item.state == M.MARKING and asked in ASKED:
        return ASKED[asked]
    return WORDS[item.state]


@require_safe
def finished(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what was handed over."""
    page = worklist.finished(request.GET, on=clock.london_day(clock.now()))
    body = request.place.body
    told = {
        "rows": [(item, WORDS[item.state], body.word_for(item.comes_to)) for item in page.rows],
        "columns": columns(
            _("Candidate’s work"), _("Unit"), _("Status"), _("Your marking"), _("Working days")
        ),
        **page.urls(request.GET),
    }
    return render(request, "assessments/assessor/finished.html", told)


@sent_from("worklist")
def mark_next(request: ActingRequest, **_given: str) -> HttpResponse:
    """Open what has waited longest."""
    found = worklist.first(request.actor.person, now=clock.now())
    if found is None:
        messages.info(request, gettext("There is nothing to mark."))
        return redirect(here(request, "worklist"))
    return _begun(request, found)


@sent_from("mark", "reference")
def begin(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Open the sheet of one piece of work."""
    return _begun(request, work.found(reference))


def _begun(request: ActingRequest, found: Marking) -> HttpResponse:
    acts.start(marking=found, by=request.actor, now=clock.now())
    return redirect(here(request, "mark", reference=found.submission.reference))
