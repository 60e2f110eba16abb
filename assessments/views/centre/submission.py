"""One submission: what it is for, what it holds, what is still to do, and what came of it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.forms.sending import AddFiles, HandIn, KeepFiles, Review
from assessments.models import ItemReview, Submission
from assessments.queries import sending, submission_page
from assessments.queries.submission_page import Gathered
from assessments.rules import drafting
from assessments.rules import sending as rules
from assessments.rules.sending import SendingFacts
from assessments.views.centre import history, shown
from assessments.views.centre.status import status
from awarding.acting import ActingRequest
from awarding.kernel import clock
from awarding.kernel.rules import Refused, standing
from awarding.queries import people
from awarding.views.clocks import counted
from centres.queries import transfers
from centres.queries.transfers import Asked

AnyForm = AddFiles | KeepFiles | Review

ACTS = {
    "add": "submission.add_files",
    "review": "submission.review",
    "hand_in": "submission.hand_in",
    "withdraw": "submission.withdraw",
    "answer": "question.answer",
    "draft": "submission.draft",
}


@require_safe
def submission(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Show a submission of the centre."""
    return page(request, submission_page.found(reference))


@require_safe
def working(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Show how the clock of a submission was counted, day by day (A39)."""
    found = submission_page.found(reference)
    if found.clock is None:
        raise Http404
    told = {"submission": found, "counted": counted(request, found.clock)}
    return render(request, "assessments/centre/working.html", told)


def page(
    request: ActingRequest,
    found: Submission,
    *,
    form: AnyForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """Render the page of a submission, with a form that was filled in and what was said of it."""
    gathered = submission_page.gathered(found, on=clock.london_day(clock.now()))
    may = {name: request.actor.may(act) for name, act in ACTS.items()}
    told: dict[str, Any] = {
        "submission": found,
        "status": status(gathered.line, request.place.body),
        "it": gathered,
        "may": may,
        "kept_because": standing((drafting.work_may_be_withdrawn(found.state),)),
        "form": form,
        "refusals": refused.refusals if refused else [],
        "cautions": refused.cautions if refused else [],
        "asks_why": bool(refused and refused.cautions) or _gave_reason(form),
        "has_errors": refused is not None,
        "asked": _transfer(found) if gathered.is_open else None,
        "may_ask": request.actor.may("registration.request_transfer"),
        "history": history.told(gathered, request.place.body),
        "declarations": shown.declarations(gathered),
        "files": shown.files(request, gathered.files),
        "earlier": shown.files(request, gathered.earlier),
        "documents": [shown.KINDS[one] for one in found.unit.required_documents],
        "result_columns": shown.result_columns(),
        **(_preparing(gathered, gathered.facts, form) if gathered.facts else {}),
    }
    code = 409 if refused else 200
    return render(request, "assessments/centre/submission.html", told, status=code)


def _gave_reason(form: AnyForm | None) -> bool:
    """Tell whether somebody said why the learner signed in another name."""
    return isinstance(form, HandIn) and bool(form.data.get("name_because"))


def _transfer(found: Submission) -> Asked | None:
    """Return the last request for a transfer of a registration that is not of the service."""
    registration = found.registration
    if registration.catalogue_entry.is_service:
        return None
    return transfers.latest([registration.pk]).get(registration.pk)


def _preparing(gathered: Gathered, facts: SendingFacts, form: AnyForm | None) -> dict[str, Any]:
    """Return the forms of work that may still be sent, and why it may not be sent yet."""
    return {
        "add_form": form if isinstance(form, AddFiles) else AddFiles(),
        "keep_form": form if isinstance(form, KeepFiles) else _keeping(gathered),
        "review_form": _filled_in(form, facts) if isinstance(form, Review) else _blank(facts),
        "outdated": _outdated(gathered.having.review, facts),
        "why_not": standing(rules.answers(facts)),
        "why_not_yet": standing(rules.by_preparing(facts)),
        "missing": shown.missing(gathered),
        "is_waiting": bool(facts.waiting_files),
        "refused_files": facts.refused_files,
    }


def _outdated(review: ItemReview | None, facts: SendingFacts) -> dict[str, Any] | None:
    """Return who reviewed other files than those now there, and when, if that is how it is."""
    if review is None or review.content_hash == facts.content_hash:
        return None
    name = people.names([review.reviewed_by]).get(review.reviewed_by, "")
    return {"name": name, "at": review.reviewed_at}


def _keeping(gathered: Gathered) -> KeepFiles | None:
    """Return the form that keeps files of the upload that was returned, if any are left out."""
    return KeepFiles(offered=gathered.sent_before) if gathered.sent_before else None


def _filled_in(form: Review, facts: SendingFacts) -> Review:
    """Return the form as it was filled in, which now signs the files that this page shows.

    What was ticked for other files is asked anew (A20).
    """
    filled_in = QueryDict(mutable=True)
    filled_in.update(form.data)
    if filled_in.get("shown") != facts.content_hash:
        filled_in.setlist("points", [])
    filled_in["shown"] = facts.content_hash
    form.data = filled_in
    return form


def _blank(facts: SendingFacts) -> HandIn:
    """Return the form of review and signatures, with what was reviewed before."""
    known = facts.reviewed_points if facts.reviewed_hash == facts.content_hash else []
    reviewed = [str(n) for n, one in enumerate(facts.unit_points) if one in known]
    return HandIn(
        initial={"points": reviewed, "shown": facts.content_hash},
        requirements=facts.unit_points,
        signs=_unsigned(facts),
    )


def signatures_wanted(found: Submission, now: datetime) -> list[str]:
    """Return the boxes of those who have not signed exactly the files that are there now."""
    return _unsigned(sending.sending_facts(found, on=clock.london_day(now)))


def _unsigned(facts: SendingFacts) -> list[str]:
    asked = {
        "learner_name": facts.learner_signed_hash,
        "centre_signs": facts.centre_signed_hash,
    }
    return [name for name, signed in asked.items() if signed != facts.content_hash]
