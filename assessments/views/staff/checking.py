"""The quality check: its queue, and one submission with everything the centre sent (A25)."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.checking import Check
from assessments.forms.staff import QueueFilter
from assessments.models import Submission
from assessments.operations import checking
from assessments.queries import checking as points
from assessments.queries import queues, sent
from assessments.queries.queues import Queue
from assessments.rules import clauses
from assessments.states import S
from assessments.views.asking import questions_about
from assessments.views.staff import papers, record
from assessments.views.staff.queues import done_by
from awarding.acting import ActingRequest, here, sent_from, shows_another
from awarding.kernel import clock
from awarding.kernel.rules import Refusal, Refused
from awarding.operation import was_sent_before
from awarding.queries import calendars, clocks
from awarding.tables import columns

#: How many working days a centre is given to answer, unless somebody says otherwise.
TO_ANSWER = 10


@require_safe
def checks(request: ActingRequest, **_given: str) -> HttpResponse:
    """List what waits for its quality check, the longest waiting first."""
    on = clock.london_day(clock.now())
    form = QueueFilter(request.GET or None)
    page = queues.page(queues.waiting(Queue.CHECK), request.GET, form.wanted(), on=on)
    may = request.actor.may("check.open")
    heads = [_("Submission"), _("Unit"), _("Centre"), _("Working days")]
    told = {
        "filter": form,
        "is_filtered": form.is_narrow(),
        "rows": page.rows,
        "columns": columns(*heads, *([_("Check")] if may else [])),
        "may": may,
        "done_by": done_by("check.open"),
        **page.urls(request.GET),
    }
    return render(request, "assessments/staff/checks.html", told)


@sent_from("check", "reference")
def start_check(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Take a submission for checking, and show it."""
    found = Submission.objects.get(reference=reference)
    checking.open_check(submission=found, by=request.actor, now=clock.now())
    return redirect(here(request, "check", reference=reference))


@sent_from("checks")
def check_next(request: ActingRequest, **_given: str) -> HttpResponse:
    """Take what has waited longest for its check; if somebody is quicker, the one after."""
    opened = checking.open_next(by=request.actor, now=clock.now()).done
    if opened:
        return redirect(here(request, "check", reference=opened[0].submission.reference))
    messages.info(request, gettext("Nothing waits for its quality check."))
    return redirect(here(request, "checks"))


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Show what is checked; on POST, accept or return, or say why not with all that was typed."""
    found, now = sent.found(reference), clock.now()
    if found.state not in queues.UNCHECKED:
        return _decided_before(request, found)
    today = clock.london_day(now)
    if shows_another(request, _shown(found)):
        return _of_another_upload(request, found, today)
    form = Check(
        request.POST or None,
        points=points.points_for(found),
        initial={"answer_by": _to_answer(found, today)},
    )
    refusals: list[Refusal] = []
    was_refused = False
    if form.is_valid():
        try:
            return _decided(request, found, form, now)
        except Refused as refused:
            was_refused = True
            form.say("answer_by", refused, clauses.ANSWER_BY)
            refusals = [one for one in refused.refusals if one.clause != clauses.ANSWER_BY]
    told = _told(request, found, today) | {"form": form, "refusals": refusals}
    told["has_errors"] = bool(refusals)
    status = 409 if was_refused else 200
    return render(request, "assessments/staff/check.html", told, status=status)


def _decided_before(request: ActingRequest, found: Submission) -> HttpResponse:
    """Lead to what became of it; what was sent now was not saved, and is given back to be read."""
    if request.method != "POST" or was_sent_before(request.actor):
        return redirect(here(request, "submission", reference=found.reference))
    sent_now = Check(request.POST, points=points.points_for(found))
    return record.page(request, found, typed=sent_now.typed())


def _shown(found: Submission) -> str:
    return f"{found.reference} upload {found.upload_version}"


def _of_another_upload(request: ActingRequest, found: Submission, today: date) -> HttpResponse:
    """Show the check of now, undecided, with what was sent about an upload before it."""
    asked = points.points_for(found)
    form = Check(None, points=asked, initial={"answer_by": _to_answer(found, today)})
    told = _told(request, found, today) | {"form": form, "has_errors": True, "not_saved": True}
    told["typed"] = Check(request.POST, points=asked).typed()
    return render(request, "assessments/staff/check.html", told, status=409)


def _decided(
    request: ActingRequest, found: Submission, form: Check, now: datetime
) -> HttpResponse:
    """Accept or return, as the button said, and go on to the next."""
    if form.is_return:
        checking.return_to_centre(
            submission=found,
            points=form.said(),
            answer_by=form.cleaned_data["answer_by"],
            by=request.actor,
            now=now,
        )
        words = gettext("%(reference)s is returned to the centre.")
    else:
        checking.accept(submission=found, points=form.said(), by=request.actor, now=now)
        words = gettext("%(reference)s is accepted. It can be allocated in a minute.")
    messages.success(request, words % {"reference": found.reference})
    return redirect(here(request, "checks"))


def _to_answer(found: Submission, today: date) -> date | None:
    if found.clock is None:
        return None
    return calendars.working_days(found.clock.calendar_id).after(today, TO_ANSWER)


def _told(request: ActingRequest, found: Submission, today: date) -> dict[str, Any]:
    given = sent.sent(found)
    under_way = sent.open_check(found) if found.state == S.CHECKING else None
    return {
        "submission": found,
        "shown": _shown(found),
        "clock": clocks.clock(found.clock, today) if found.clock else None,
        "facts": papers.about(found),
        "files": papers.files(request, found, given),
        "declarations": papers.declarations(given),
        "review": given.review,
        "reviewed_by": given.reviewed_by,
        "begun": under_way,
        "last_return": points.last_return(found) if found.upload_version > 1 else None,
        "may_start": request.actor.may("check.open") and found.state == S.SUBMITTED,
        "may_decide": request.actor.may("submission.accept") and under_way is not None,
        **questions_about(request, found, may_ask=under_way is not None, by_number=False),
        "done_by": "" if request.actor.may("check.open") else done_by("check.open"),
    }
