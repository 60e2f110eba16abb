"""A centre's own files and result sheets: asked for each time, given as attachments."""

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.models import EvidenceFile, Result
from assessments.rules.sending import inspected
from awarding import kept_bytes, problems
from awarding.acting import ActingRequest, here
from awarding.models import StoredFile

#: Nothing of what a file holds may run or load, whatever a browser takes it for.
LOCKED_AWAY = "sandbox; default-src 'none'"


@require_safe
def file(request: ActingRequest, reference: str, file: int, **_: str) -> HttpResponseBase:
    """Give a file as it was sent, if it was found fit."""
    stored = (
        EvidenceFile.objects.select_related("file")
        .get(pk=file, submission__reference=reference)
        .file
    )
    return as_sent(request, stored, back=here(request, "submission", reference=reference))


@require_safe
def result_sheet(request: ActingRequest, reference: str, **_: str) -> FileResponse:
    """Give the result sheet; before release there is none for a centre's role to find."""
    result = (
        Result.objects.filter(submission__reference=reference, sheet__isnull=False)
        .select_related("sheet")
        .latest("version")
    )
    name = gettext("Result sheet %(reference)s") % {"reference": reference}
    return attachment(result.sheet.key, f"{name}.pdf")


def may_be_given(stored: StoredFile) -> bool:
    """Tell whether anybody gets this file: one not found fit, or not looked at yet, is kept."""
    return stored.verdict == StoredFile.Verdict.ACCEPTED


def as_sent(request: ActingRequest, stored: StoredFile, *, back: str) -> HttpResponseBase:
    """Give a file as it was sent, or the page that says why nobody gets it."""
    if may_be_given(stored):
        return attachment(stored.key, stored.name)
    to = (gettext("Back to the submission"), back)
    named = {"name": stored.name}
    if stored.verdict == StoredFile.Verdict.WAITING:
        title = gettext("“%(name)s” cannot be opened yet") % named
        why = gettext("It is being checked. Come back when the check has ended.")
        return problems.page(request, problems.Problem(409, title, why, back=to))
    title = gettext("“%(name)s” was refused") % named
    why = gettext("It is kept here, but nobody can open it.")
    refusals = [inspected(stored.verdict_words)]
    return problems.page(request, problems.Problem(409, title, why, refusals, back=to))


def attachment(key: str, name: str) -> FileResponse:
    """Return stored bytes as a download whose type no browser is asked to guess.

    The file is opened here, in the scope that was asked, and read from then on without it.
    """
    opened = kept_bytes.opened(key)
    answer = FileResponse(
        opened, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = LOCKED_AWAY
    answer["Cache-Control"] = "private, no-store"
    return answer
