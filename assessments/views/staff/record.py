"""One submission for the body's staff: all that was sent, done, refused, held and delivered."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.forms.holding import PlaceHold
from assessments.forms.notes import WriteNote
from assessments.models import QualityCheck, Result, Submission
from assessments.queries import held, interests, notes, record, sent
from assessments.queries.held import Holder
from assessments.rules.releasing import result_is_not_out
from assessments.states import SUBMISSION, M, S
from assessments.views.asking import questions_about
from assessments.views.staff import history, papers, standing
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.kernel.grades import Grade
from awarding.kernel.text import closed
from awarding.queries import clocks

MARKED = (M.MARKED, M.IN_QA, M.FINALISED)


@require_safe
def submission(request: ActingRequest, reference: str, **_given: str) -> HttpResponse:
    """Show a submission that was sent; a centre's draft is its own."""
    return page(request, sent.found(reference))


def page(
    request: ActingRequest,
    found: Submission,
    *,
    form: PlaceHold | None = None,
    note_form: WriteNote | None = None,
    typed: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """Render the page of a submission, with a form that was filled in, or what was not saved."""
    if found.state == S.DRAFT:
        raise Http404
    today = clock.london_day(clock.now())
    holder = held.holders([found.pk]).get(found.pk)
    results = record.results(found)
    result = results[0] if results else None
    holds, checks, left = record.holds(found), sent.checks(found), notes.of(found)
    named = [*(one.placed_by for one in holds), *(one.written_by for one in left)]
    lead = record.open_with(found) if holder and holder.state == M.IN_QA else None
    named += [lead, *(who for one in checks for who in (one.checked_by, one.decided_by))]
    ledger = record.history(found, holder.person if holder else None, *named)
    told = {
        "submission": found,
        "word": standing.word(found.state, holder, result.state if result else None),
        "facts": papers.about(found),
        "clock": clocks.clock(found.clock, today) if found.clock else None,
        "holds": [(one, ledger.names.get(one.placed_by or 0, "")) for one in holds],
        "notes": [(one, ledger.names.get(one.written_by, "")) for one in left],
        "note_form": (note_form or WriteNote()) if request.actor.may("note.write") else None,
        "is_held": any(one.lifted_at is None for one in holds),
        "checks": [_check(one, ledger) for one in checks],
        "marking": _marking(holder, lead, ledger) if holder else [],
        "interests": _interests(found, holder, lead, ledger) if holder else [],
        "is_stopped": holder is not None and _is_stopped(found, holder, lead),
        "results": [_result(request, one, ledger) for one in results],
        "history": history.told(ledger, request.place.body),
        "form": form,
        "typed": typed,
        "has_errors": typed is not None,
        **questions_about(request, found, may_ask=False, by_number=False),
        **_sent(request, found),
        **_may(request, found, holder, form),
    }
    status = 200 if typed is None else 409
    return render(request, "assessments/staff/submission.html", told, status=status)


def _sent(request: ActingRequest, found: Submission) -> dict[str, Any]:
    """Return what the centre sent. What it prepares after a return is its own until sent."""
    if SUBMISSION.may("submit", found.state):
        return {"files": [], "declarations": [], "review": None}
    given = sent.sent(found)
    return {
        "files": papers.files(request, found, given),
        "declarations": papers.declarations(given),
        "review": given.review,
        "reviewed_by": given.reviewed_by,
    }


def _interests(
    found: Submission, holder: Holder, lead: int | None, ledger: record.History
) -> list[str]:
    """Say who of those who have unfinished work now has an interest in it, and which."""
    if holder.state == M.FINALISED:
        return []
    held_by = [(one, found.pk) for one in (holder.person, lead)]
    told = []
    for (person, _pk), why in interests.of(held_by, now=clock.now()).items():
        who = {"name": ledger.names.get(person, ""), "why": closed(why)}
        if why:
            told.append(gettext("%(name)s has an interest in this work: %(why)s") % who)
        else:
            told.append(gettext("%(name)s works or worked at the centre.") % who)
    return told


def _is_stopped(found: Submission, holder: Holder, lead: int | None) -> bool:
    """Tell whether it is the one who has the work now that has the interest."""
    now_with = lead if holder.state == M.IN_QA else holder.person
    held = bool(interests.of([(now_with, found.pk)], now=clock.now()))
    return held and holder.may_be_taken_back


def _marking(holder: Holder, lead: int | None, ledger: record.History) -> list[dict[str, Any]]:
    with_lead = [(gettext("Lead assessor"), ledger.names.get(lead, ""))] if lead else []
    rows = [
        (gettext("Assessor"), holder.name or gettext("Nobody yet")),
        *with_lead,
        (gettext("State"), standing.OF_MARKING[holder.state][0]),
        (gettext("Round"), holder.round),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _check(check: QualityCheck, ledger: record.History) -> dict[str, Any]:
    """Return a check with who began it and who decided it, who may be another."""
    return {
        "check": check,
        "begun_by": ledger.names.get(check.checked_by, ""),
        "decided_by": ledger.names.get(check.decided_by or 0, ""),
    }


def _result(request: ActingRequest, result: Result, ledger: record.History) -> dict[str, Any]:
    is_pass = result.outcome == Grade.PASS
    message = record.deliveries([result.pk]).get(result.pk) if is_pass else None
    return {
        "result": result,
        "outcome": request.place.body.word_for(result.outcome),
        "word": standing.OF_RESULT[result.state],
        "sheet": getattr(result, "sheet", None),
        "finalised_by": ledger.names.get(result.finalised_by, ""),
        "released_by": ledger.names.get(result.released_by or 0, ""),
        "message": message,
        "registry": standing.in_registry(message, clock.now())[0] if message else "",
    }


def _may(
    request: ActingRequest,
    found: Submission,
    holder: Holder | None,
    form: PlaceHold | None,
) -> dict[str, Any]:
    """Return what this person may do here, and nothing that would be refused."""
    may = request.actor.may
    return {
        "may_check": may("check.open") and found.state in (S.SUBMITTED, S.CHECKING),
        "may_allocate": may("marking.allocate")
        and holder is not None
        and holder.state == M.TO_ALLOCATE,
        "may_take_back": may("marking.take_back")
        and holder is not None
        and holder.may_be_taken_back,
        "may_lift": may("hold.lift"),
        "was_marked": holder is not None and (holder.round > 1 or holder.state in MARKED),
        "hold_form": (form or PlaceHold())
        if may("hold.place") and result_is_not_out(found.state) is None
        else None,
    }
