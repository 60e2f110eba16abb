"""A centre's own files and result sheets: asked for each time, given as attachments."""

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.models import EvidenceFile, Result
from awarding.acting import ActingRequest

#: Nothing of what a file holds may run or load, whatever a browser takes it for.
LOCKED_AWAY = "sandbox; default-src 'none'"


@require_safe
def file(request: ActingRequest, reference: str, file: int, **_: str) -> FileResponse:
    """Give a file as it was sent."""
    stored = (
        EvidenceFile.objects.select_related("file")
        .get(pk=file, submission__reference=reference)
        .file
    )
    return attachment(stored.key, stored.name)


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


def attachment(key: str, name: str) -> FileResponse:
    """Return stored bytes as a download whose type no browser is asked to guess.

    The file is opened here, in the scope that was asked, and read from then on without it.
    """
    opened = default_storage.open(key, "rb")
    answer = FileResponse(
        opened, as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = LOCKED_AWAY
    answer["Cache-Control"] = "private, no-store"
    return answer
