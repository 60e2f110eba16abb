"""Files of a submission for the body's staff: as attachments, asked for each time."""

from django.db.models import F, Q
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.models import EvidenceFile, ResultSheet
from assessments.states import S
from assessments.views.centre.downloads import as_sent, attachment
from awarding.acting import ActingRequest, here


@require_safe
def sent_file(request: ActingRequest, reference: str, file: int, **_: str) -> HttpResponseBase:
    """Give a fit file as the centre sent it; one that was not sent yet is the centre's own."""
    not_sent = Q(submission__state__in=[S.DRAFT, S.RETURNED, S.WITHDRAWN])
    evidence = (
        EvidenceFile.objects.select_related("file")
        .exclude(not_sent, upload_version=F("submission__upload_version"))
        .get(pk=file, submission__reference=reference)
    )
    back = here(request, "submission", reference=reference)
    return as_sent(request, evidence.file, back=back)


@require_safe
def result_sheet(request: ActingRequest, reference: str, **_: str) -> FileResponse:
    """Give the result sheet, released or not."""
    sheet = (
        ResultSheet.objects.filter(result__submission__reference=reference)
        .order_by("-result__version")[:1]
        .get()
    )
    name = gettext("Result sheet %(reference)s") % {"reference": reference}
    return attachment(sheet.key, f"{name}.pdf")
