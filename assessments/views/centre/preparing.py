"""What a centre does with work it has not sent: open it, fill it, review it, hand it in."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessments.forms.sending import AddFiles, HandIn, KeepFiles, OpenSubmission, Review
from assessments.models import EvidenceFile, Submission
from assessments.operations import handing_in, signing, submissions, uploads
from assessments.queries import sending, submission_page
from assessments.rules import clauses
from assessments.rules import sending as rules
from assessments.states import SUBMISSION
from assessments.views.centre import submission as shown
from awarding import problems, stopped
from awarding.acting import ActingRequest, here, sent_from
from awarding.kernel import clock
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused, standing
from awarding.operation import KeyReused
from awarding.queries import people
from awarding.templatetags.wording import gds_moment
from centres.models import Registration

stopped.explain(
    "one_submission_per_number",
    _("This learner has a submission for this unit already. Open it from the learner's page."),
)

#: Does what a form on the submission's page asks; who only opens the address sees the page.
from_page = sent_from("submission", "reference")


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ActingRequest, registration: str, **_: str) -> HttpResponse:
    """Open the submission of a unit for a registered learner, whose page it is asked from."""
    registered = Registration.objects.get(number=registration)
    if request.method != "POST":
        return redirect(here(request, "learner", learner=registered.learner_id))
    form = OpenSubmission(request.POST, qualification=registered.qualification_id)
    if not form.is_valid():
        raise Http404
    made = submissions.draft(
        registration=registered, **form.cleaned_data, by=request.actor, now=clock.now()
    )
    return _back(request, made)


@from_page
def add_files(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Add the files that were chosen, and say of each that was left out why."""
    found = submission_page.found(reference)
    form = AddFiles(request.POST, request.FILES)
    if not form.is_valid():
        return shown.page(request, found, form=form)
    added = uploads.add_files(
        submission=found, **form.cleaned_data, by=request.actor, now=clock.now()
    )
    refused = [problems.in_a_line(one) for refused in added.refused for one in refused.answers]
    _say_added(request, len(added.done), form.left_out() + refused)
    _say_unchanged(request, found, added.done)
    return _back(request, found, "#files")


def _say_added(request: ActingRequest, n: int, left_out: list[str]) -> None:
    """Say how many files were added, and of each that was left out why.

    Whether they are accepted is not known yet: the list says it, and so does this.
    """
    if n:
        added = ngettext(
            "%(n)s file added. The list shows whether it is accepted.",
            "%(n)s files added. The list shows which of them are accepted.",
            n,
        )
        messages.info(request, added % {"n": n})
    for why in left_out:
        messages.warning(request, gettext("Not added: %(why)s") % {"why": why})


def _say_unchanged(
    request: ActingRequest, found: Submission, added: Sequence[EvidenceFile]
) -> None:
    """Warn of each file that was added anew and is the same as one of an earlier upload."""
    earlier = sending.in_earlier_uploads(found)
    for one in added:
        before = earlier.get(one.file.sha256)
        if before is not None:
            told = gettext(
                "“%(name)s” is the same file as “%(before)s” of upload %(n)s: nothing in it has"
                " changed. If you were asked to change it, remove it and add the changed file."
            )
            given = {"name": one.file.name, "before": before.file.name, "n": before.upload_version}
            messages.warning(request, told % given)


@from_page
def keep_files(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Take files of the upload that was returned into the one under way."""
    found = submission_page.found(reference)
    form = KeepFiles(request.POST, offered=sending.sent_before(found))
    if not form.is_valid():
        return shown.page(request, found, form=form)
    uploads.keep_files(submission=found, evidence=form.chosen(), by=request.actor, now=clock.now())
    return _back(request, found, "#files")


@from_page
def remove_file(request: ActingRequest, reference: str, file: int, **_: str) -> HttpResponse:
    """Take one file out of the upload under way."""
    evidence = EvidenceFile.objects.select_related("submission", "file").get(
        pk=file, submission__reference=reference
    )
    uploads.remove_file(evidence=evidence, by=request.actor, now=clock.now())
    messages.success(request, gettext("“%(name)s” removed.") % {"name": evidence.file.name})
    return _back(request, evidence.submission, "#files")


@from_page
def remove_refused(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Take every refused file out of the upload under way."""
    found = submission_page.found(reference)
    uploads.remove_refused(submission=found, by=request.actor, now=clock.now())
    messages.success(request, gettext("The refused files are removed."))
    return _back(request, found, "#files")


@from_page
def review(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Keep which requirements were reviewed, without sending."""
    found = submission_page.found(reference)
    form = Review(request.POST, requirements=found.unit.requirements)
    if not form.is_valid():
        return shown.page(request, found, form=form)
    try:
        signing.review(
            submission=found,
            points=form.chosen(),
            shown=form.cleaned_data["shown"],
            by=request.actor,
            now=clock.now(),
        )
    except Refused as refused:
        form.say("points", refused, clauses.REVIEW)
        return shown.page(request, found, form=form, refused=refused)
    messages.success(request, gettext("Your review is saved."))
    return _back(request, found, "#send")


@from_page
def hand_in(request: ActingRequest, reference: str, **_: str) -> HttpResponse:
    """Review, sign and send, or say everything that still stands in the way."""
    found = submission_page.found(reference)
    now = clock.now()
    signs = {*shown.signatures_wanted(found, now), *request.POST}
    form = HandIn(request.POST, requirements=found.unit.requirements, signs=signs)
    if not form.is_valid():
        if not SUBMISSION.may("submit", found.state):
            return _sent_already(request, found)
        return _still_to_do(request, found, form)
    given = form.cleaned_data
    try:
        handing_in.hand_in(
            submission=found,
            points=form.chosen(),
            learner_name=given.get("learner_name", ""),
            centre_signs=given.get("centre_signs", False),
            shown=given["shown"],
            name_because=given["name_because"],
            by=request.actor,
            now=now,
        )
    except Refused as refused:
        return _still_to_do(request, found, form, refused)
    except (IllegalMove, KeyReused):
        return _sent_already(request, submission_page.found(reference))
    return _back(request, found)


def _still_to_do(
    request: ActingRequest, found: Submission, form: HandIn, no: Refused | None = None
) -> HttpResponse:
    """Say at once all that stands in the way of a form that was left open or refused.

    Who signs is asked for by the boxes, so that the rules ask for the rest.
    """
    facts = sending.sending_facts(found, on=clock.london_day(clock.now()))
    given = form.cleaned_data
    asked = rules.by_form(
        facts,
        points=form.chosen(),
        shown=given.get("shown", ""),
        signed=given.get("learner_name", ""),
        registered=found.registration.learner.full_name,
    )
    said = standing(asked, {"Q26": given.get("name_because", "")})
    told = no.answers if no else ()
    said = (*told, *(one for one in said if one not in told))
    if not said:
        return shown.page(request, found, form=form)
    refused = Refused(said)
    form.say("points", refused, clauses.REVIEW)
    return shown.page(request, found, form=form, refused=refused)


def _sent_already(request: ActingRequest, found: Submission) -> HttpResponse:
    """Show where work stands that can no longer be sent: when it was sent, and by whom."""
    if found.received_at is None or SUBMISSION.may("submit", found.state):
        raise IllegalMove("submission", "submit", found.state)
    who = people.names([found.submitted_by]).get(found.submitted_by or 0, "")
    told = gettext("This was sent already, on %(moment)s, by %(name)s. Nothing was sent again.")
    messages.info(request, told % {"moment": gds_moment(found.received_at), "name": who})
    return _back(request, found)


def _back(request: ActingRequest, found: Submission, part: str = "") -> HttpResponse:
    """Return to the submission's page."""
    return redirect(here(request, "submission", reference=found.reference) + part)
