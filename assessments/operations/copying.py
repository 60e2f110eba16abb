"""The assessor's copies: the same work, without a name on the file or in its properties."""

import hashlib
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

from assessments.models import EvidenceCopy, EvidenceFile, Submission
from assessments.queries import sending
from awarding.inspection import anonymise
from awarding.kernel.actors import Actor
from awarding.operation import note, operation
from awarding.operations import outbox
from awarding.operations.inspecting import at_hand
from awarding.operations.outbox import Claim

#: The cover sheet bears the learner's name and stays with the body's staff.
KEPT_BACK = (EvidenceFile.Kind.COVER_SHEET,)


def deliver_copies(*, message: int, by: Actor, now: datetime) -> None:
    """Make the copies a message asks for. Run twice, the first to confirm is kept."""

    def copy(claimed: Claim) -> list[EvidenceCopy]:
        submission = Submission.objects.get(pk=claimed.payload["submission"])
        shown = [one for one in sending.files_of(submission) if one.document not in KEPT_BACK]
        return [_copy(one, position) for position, one in enumerate(shown, start=1)]

    def confirm(claimed: Claim, made: list[EvidenceCopy]) -> str:
        submission = Submission.objects.get(pk=claimed.payload["submission"])
        keep_copies(submission=submission, copies=made, by=by, now=now)
        return f"{len(made)} copies"

    outbox.deliver(message, call=copy, confirm=confirm, by=by, now=now)


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
def keep_copies(
    *, submission: Submission, copies: list[EvidenceCopy], by: Actor, now: datetime
) -> Submission:
    """Keep the copies, from which on the work can be allocated."""
    EvidenceCopy.objects.bulk_create(copies)
    note(copies=[one.sha256 for one in copies])
    return submission
