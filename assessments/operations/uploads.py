"""The files of the upload under way: added, kept from the last one, taken out again."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models import EvidenceFile, Submission
from assessments.operations import submissions
from assessments.queries import sending
from assessments.rules import drafting
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refused, unless
from awarding.models import StoredFile
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.operations import files
from awarding.operations.files import Upload


@operation("submission.add_file", shown=True, keeps=["A15", "A19"], before=files.kept)
def add_file(
    *,
    submission: Submission,
    upload: Upload,
    document: str,
    by: Actor,
    now: datetime,
) -> EvidenceFile:
    """Add one file to the upload under way. The database refuses it once the work was sent.

    Its bytes are stored first, with nothing locked. Locks the submission. The same bytes are
    taken once as the same kind of document; ``Refused`` the second time, and of a file that is
    empty or too large (A19).
    """
    submission = submissions.locked(submission)
    kept = files.ready(upload)
    same = sending.same_in_upload(submission, kept.sha256, document)
    unless(
        drafting.file_can_be_taken(kept.name, kept.size),
        drafting.file_is_not_there(kept.name, same.file.name if same else ""),
        subject=submission,
    )
    stored = files.receive(upload=kept, by=by, now=now)
    made: EvidenceFile = EvidenceFile.objects.create(
        submission=submission,
        upload_version=submission.upload_version,
        document=document,
        file=stored,
    )
    note(document=document, sha256=stored.sha256)
    return made


@operation("submission.add_files", each=True, quiet=True, before=files.kept)
def add_files(
    *,
    submission: Submission,
    uploads: Sequence[Upload],
    document: str,
    by: Actor,
    now: datetime,
) -> Batch[EvidenceFile]:
    """Add each of these files to the upload under way, in one transaction.

    Their bytes are stored first, with nothing locked. Locks the submission. A file that a rule
    refuses is left out by name, and the others are added, so that sending them again adds
    nothing. Each one added leaves its own entry, so this act leaves none.
    """
    added: Batch[EvidenceFile] = Batch()
    for upload in uploads:
        try:
            added.done.append(
                add_file(submission=submission, upload=upload, document=document, by=by, now=now)
            )
        except Refused as refused:
            added.refused.append(refused)
    return added


@operation("submission.keep_files", shown=True, keeps=["A19"])
def keep_files(
    *, submission: Submission, evidence: Sequence[EvidenceFile], by: Actor, now: datetime
) -> Submission:
    """Take files of the submission's last upload into the one under way, as they were sent.

    Locks the submission. What is there already is left out, so that asking twice adds nothing.
    The review and the signatures are given afresh (A19).
    """
    submission = submissions.locked(submission)
    asked = {one.pk for one in evidence}
    kept = [one for one in sending.sent_before(submission) if one.pk in asked]
    EvidenceFile.objects.bulk_create(
        EvidenceFile(
            submission=submission,
            upload_version=submission.upload_version,
            document=one.document,
            file=one.file,
        )
        for one in kept
    )
    note(files=[one.file_id for one in kept])
    return submission


@operation("submission.remove_file", shown=True)
def remove_file(*, evidence: EvidenceFile, by: Actor, now: datetime) -> Submission:
    """Take a file out of the upload under way. What was stored stays, with its row.

    Locks the submission. The database refuses it once the work was sent (A19).
    """
    submission = submissions.locked(evidence.submission)
    note(file=evidence.file_id, evidence=evidence.pk)
    evidence.delete()
    return submission


@operation("submission.remove_refused", quiet=True)
def remove_refused(*, submission: Submission, by: Actor, now: datetime) -> Submission:
    """Take every file that cannot be accepted out of the upload under way, an entry for each.

    Locks the submission. Called again, there is nothing left to take out.
    """
    submission = submissions.locked(submission)
    for one in sending.files_of(submission):
        if one.file.verdict == StoredFile.Verdict.REFUSED:
            remove_file(evidence=one, by=by, now=now)
    return submission
