"""The centre's side: drafting, filling, reviewing, declaring and sending a submission."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File

from assessments.models import EvidenceFile, ItemReview, Submission
from assessments.queries import references, sending
from assessments.rules import sending as rules
from assessments.rules import signing
from assessments.states import SUBMISSION
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Caution, Refused, unless
from awarding.models import Declaration, StoredFile, Unit
from awarding.once import Batch
from awarding.operation import note, operation, passed
from awarding.operations import deadlines, declarations, files
from awarding.queries import declarations as declared
from awarding.queries import rulebook
from awarding.rules.clock import SlaTerms
from centres.models import Registration


def _locked(submission: Submission) -> Submission:
    locked: Submission = Submission.objects.select_for_update().get(pk=submission.pk)
    return locked


def _open(submission: Submission) -> Submission:
    """Return the submission, locked, if it may still be sent; else raise ``IllegalMove``."""
    locked = _locked(submission)
    SUBMISSION.after("submit", locked.state)
    return locked


@operation("submission.draft", shown=True, keeps=["A18"])
def draft(*, registration: Registration, unit: Unit, by: Actor, now: datetime) -> Submission:
    """Open the next submission of a unit for a registered learner; the constraint allows one.

    It is submission 1, or the one after a referral whose own was withdrawn (Q27).
    """
    before = sending.last_for(registration, unit)
    came_to = before.came_to if before else None  # type: ignore[attr-defined]  # annotated there
    unless(
        rules.unit_is_of_the_qualification(
            unit_of=unit.qualification_id, registered_on=registration.qualification_id
        ),
        rules.unit_is_free(came_to, any_before=before is not None),
        subject=registration,
    )
    made: Submission = Submission.objects.create(
        centre_id=registration.centre_id,
        reference=references.new(now),
        registration=registration,
        unit=unit,
        number=before.number + 1 if before else 1,
        previous=before,
        made_at=now,
        made_by=by.person,
    )
    return made


@operation("submission.add_file", shown=True, keeps=["A15", "A19"])
def add_file(
    *,
    submission: Submission,
    upload: File,  # type: ignore[type-arg]  # not generic when it runs
    document: str,
    by: Actor,
    now: datetime,
) -> EvidenceFile:
    """Add one file to the upload under way. The database refuses it once the work was sent.

    The same bytes are taken once as the same kind of document.
    """
    submission = _locked(submission)
    same = sending.same_in_upload(submission, upload, document)
    unless(
        rules.file_is_not_there(upload.name or "", same.file.name if same else ""),
        subject=submission,
    )
    stored = files.receive(upload=upload, by=by, now=now)
    made: EvidenceFile = EvidenceFile.objects.create(
        submission=submission,
        upload_version=submission.upload_version,
        document=document,
        file=stored,
    )
    note(document=document, sha256=stored.sha256)
    return made


@operation("submission.add_files", each=True, quiet=True)
def add_files(
    *,
    submission: Submission,
    uploads: Sequence[File],  # type: ignore[type-arg]  # not generic when it runs
    document: str,
    by: Actor,
    now: datetime,
) -> Batch[EvidenceFile]:
    """Add each of these files to the upload under way, in one transaction.

    A file that a rule refuses is left out by name, and the others are added. Each one added
    leaves its own entry, so this act leaves none.
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
    submission = _locked(submission)
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
    """Take a file out of the upload under way. What was stored stays, with its row."""
    submission = _locked(evidence.submission)
    note(file=evidence.file_id, evidence=evidence.pk)
    evidence.delete()
    return submission


@operation("submission.remove_refused", quiet=True)
def remove_refused(*, submission: Submission, by: Actor, now: datetime) -> Submission:
    """Take every file that cannot be accepted out of the upload under way, an entry for each."""
    submission = _locked(submission)
    for one in sending.files_of(submission):
        if one.file.verdict == StoredFile.Verdict.REFUSED:
            remove_file(evidence=one, by=by, now=now)
    return submission


@operation("submission.review", shown=True, keeps=["A20"])
def review(
    *, submission: Submission, points: Sequence[str], by: Actor, now: datetime
) -> ItemReview:
    """Record which of the unit's requirements the work addresses, and who reviewed it (A20)."""
    submission = _open(submission)
    known = [point for point in submission.unit.requirements if point in points]
    made: ItemReview = ItemReview.objects.create(
        submission=submission,
        upload_version=submission.upload_version,
        reviewed_by=by.person,
        reviewed_at=now,
        points=known,
    )
    return made


@operation("submission.declare", shown=True, keeps=["A19", "X4"])
def declare(
    *,
    submission: Submission,
    kind: str,
    signer_name: str,
    shown: str | None = None,
    because: str = "",
    by: Actor,
    now: datetime,
) -> Declaration:
    """Sign the learner's or the centre's declaration over exactly the files now there (Q26).

    ``shown`` is the hash of what the signer was shown; signing anything else is refused. A name
    that is not the learner's is taken with a reason, which is kept.
    """
    submission = _open(submission)
    content = sending.content_hash(submission, sending.files_of(submission))
    caution = _named_otherwise(submission, kind, signer_name)
    unless(
        rules.signs_what_was_shown(content if shown is None else shown, content),
        caution,
        subject=submission,
        reasons={"Q26": because},
    )
    if caution:
        passed(submission, caution, reason=because)
    role = "Learner" if kind == sending.LEARNER_DECLARES else "Centre"
    return declarations.sign(
        text=declared.words_in_force(kind, on=clock.london_day(now)),
        subject=submission,
        subject_version=submission.upload_version,
        content_hash=content,
        signer_name=signer_name,
        signer_role=role,
        by=by,
        now=now,
    )


def _named_otherwise(submission: Submission, kind: str, signer_name: str) -> Caution | None:
    """Return what is to be said of a learner's declaration in a name that is not the learner's."""
    if kind != sending.LEARNER_DECLARES:
        return None
    learner = submission.registration.learner
    return signing.name_is_the_learners(signed=signer_name, registered=learner.full_name)


@operation("submission.submit", shown=True, keeps=["A15", "A19", "A40", "A41"])
def submit(*, submission: Submission, by: Actor, now: datetime) -> Submission:
    """Send the submission to the body, or raise ``Refused`` with everything still to do.

    Locks the submission. From here its files are locked by the database, and a provisional
    clock runs for staff (Q19); a submission that was returned starts afresh (Q5).
    """
    submission = _locked(submission)
    on = clock.london_day(now)
    facts = sending.sending_facts(submission, on=on)
    submission.move("submit")
    unless(*rules.answers(facts), subject=submission)
    submission.clock = deadlines.start(
        kind="submission.sla",
        centre=submission.centre,
        received_at=now,
        provisional=True,
        terms=rulebook.terms("sla", SlaTerms, on=on),
    )
    submission.received_at = now
    submission.submitted_by = by.person
    submission.save(update_fields=["state", "clock", "received_at", "submitted_by"])
    note(number=submission.number, upload=submission.upload_version, content=facts.content_hash)
    return submission


@operation("submission.withdraw", shown=True)
def withdraw(*, submission: Submission, because: str, by: Actor, now: datetime) -> Submission:
    """Withdraw what is not accepted yet, with the reason. Its rows and files stay.

    The provisional clock of work that was sent no longer counts.
    """
    submission = _locked(submission)
    submission.move("withdraw")
    if submission.clock is not None:
        deadlines.void(submission.clock, now=now)
    submission.withdrawn_because = because
    submission.save(update_fields=["state", "withdrawn_because"])
    return submission
