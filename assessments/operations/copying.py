"""The assessor's copies: the same work, without a name on the file or in its properties."""

import hashlib
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

from assessments.models import EvidenceCopy, EvidenceFile, Submission
from awarding.inspection import NotCopied, anonymise
from awarding.kernel.actors import Actor
from awarding.operation import note, operation
from awarding.operations import outbox
from awarding.operations.inspecting import at_hand
from awarding.operations.outbox import Claim, NeedsAPerson


def deliver_copies(*, message: int, by: Actor, now: datetime) -> None:
    """Make the copy of one file that a message asks for. Run twice, the first is kept.

    A file of which no copy can be made is not tried again by itself: a person must look.
    """

    def copy(claimed: Claim) -> EvidenceCopy:
        evidence = EvidenceFile.objects.select_related("file").get(pk=claimed.payload["file"])
        try:
            return _copy(evidence, claimed.payload["position"])
        except NotCopied as uncopied:
            raise NeedsAPerson(str(uncopied)) from uncopied

    def confirm(claimed: Claim, made: EvidenceCopy) -> str:
        submission = Submission.objects.get(pk=claimed.payload["submission"])
        keep_copy(submission=submission, copy=made, by=by, now=now)
        return f"{made.name}, {made.size} bytes"

    outbox.deliver(message, call=copy, confirm=confirm, by=by, now=now, lease=outbox.LONG_LEASE)


def _copy(evidence: EvidenceFile, position: int) -> EvidenceCopy:
    """Store the copy of one file and return its row, not saved yet."""
    sent = evidence.file
    with at_hand(sent.key) as source, TemporaryDirectory(prefix="portal-") as folder:
        made = anonymise(source, sent.kind, Path(folder) / "copy")
        digest = hashlib.sha256()
        with made.open("rb") as content:
            for piece in iter(lambda: content.read(1 << 20), b""):
                digest.update(piece)
            content.seek(0)
            key = default_storage.save(f"copies/{uuid4().hex}", File(content))
        size = made.stat().st_size
    return EvidenceCopy(
        centre_id=evidence.centre_id,
        submission_id=evidence.submission_id,
        upload_version=evidence.upload_version,
        position=position,
        key=key,
        name=f"{evidence.get_document_display()} {position}.{sent.kind}",
        size=size,
        sha256=digest.hexdigest(),
        content_type=sent.content_type,
        kind=sent.kind,
    )


@operation("evidence.copy")
def keep_copy(
    *, submission: Submission, copy: EvidenceCopy, by: Actor, now: datetime
) -> Submission:
    """Keep a copy; when every file has one, the work can be allocated."""
    copy.save(force_insert=True)
    note(copies=[copy.sha256], position=copy.position)
    return submission
