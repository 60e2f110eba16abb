"""What is known of a submission when the centre prepares and sends it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from assessments.models import EvidenceFile, ItemReview, Submission, guards
from assessments.queries.tracked import outcome
from assessments.rules.sending import SendingFacts
from assessments.states import S
from awarding.models import Declaration, StoredFile, Unit
from awarding.queries import declarations
from centres.models import Registration
from centres.queries import approvals

LEARNER_DECLARES = guards.LEARNER_DECLARES
CENTRE_DECLARES = guards.CENTRE_DECLARES


def every_file_of(submission: Submission) -> QuerySet[EvidenceFile]:
    """Return the files of every upload of a submission, in the order they were added."""
    rows: QuerySet[EvidenceFile] = EvidenceFile.objects.filter(submission=submission)
    return rows.select_related("file").order_by("pk")


def is_there(one: EvidenceFile) -> bool:
    """Tell whether a file counts as given; one that was refused does not."""
    return one.file.verdict != StoredFile.Verdict.REFUSED


def is_accepted(one: EvidenceFile) -> bool:
    """Tell whether a file may be sent; one that is still being checked may not."""
    return one.file.verdict == StoredFile.Verdict.ACCEPTED


def same_in_upload(submission: Submission, sha256: str, document: str) -> EvidenceFile | None:
    """Return the file of the upload under way with these very bytes, as this kind of document."""
    alike = [one for one in files_of(submission) if one.file.sha256 == sha256]
    return next((one for one in alike if one.document == document), None)


def files_of(submission: Submission) -> list[EvidenceFile]:
    """Return the files of the upload under way, or of the one that was sent."""
    return list(every_file_of(submission).filter(upload_version=submission.upload_version))


def sent_before(
    submission: Submission, having: Sequence[EvidenceFile] | None = None
) -> list[EvidenceFile]:
    """Return the files of the upload that was returned which are not in the one under way.

    A page that has read every file of the submission gives them.
    """
    uploads = defaultdict(list)
    for one in every_file_of(submission) if having is None else having:
        uploads[one.upload_version].append(one)
    there = {(one.document, one.file.sha256) for one in uploads[submission.upload_version]}
    last = uploads[submission.upload_version - 1]
    return [one for one in last if (one.document, one.file.sha256) not in there]


def in_earlier_uploads(submission: Submission) -> dict[str, EvidenceFile]:
    """Return the files of every earlier upload by their bytes' SHA-256, the latest of each."""
    earlier = every_file_of(submission).filter(upload_version__lt=submission.upload_version)
    return {one.file.sha256: one for one in earlier} if submission.upload_version > 1 else {}


def last_for(registration: Registration, unit: Unit) -> Submission | None:
    """Return the latest submission of a learner for a unit that was not withdrawn, if any.

    What it came to is its ``came_to``: nothing until release.
    """
    rows = Submission.objects.filter(registration=registration, unit=unit)
    live = rows.exclude(state=S.WITHDRAWN).annotate(came_to=outcome())
    last: Submission | None = live.order_by("number").last()
    return last


def content_hash(submission: Submission, files: list[EvidenceFile]) -> str:
    """Return the SHA-256 of exactly what is signed: item, upload, and each document's hash."""
    content = {
        "submission": submission.reference,
        "number": submission.number,
        "upload": submission.upload_version,
        "files": sorted([one.document, one.file.sha256] for one in files),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def content_of(submission: Submission) -> str:
    """Return the SHA-256 of what is signed, as the files of the upload are now."""
    return content_hash(submission, files_of(submission))


def last_review(submission: Submission) -> ItemReview | None:
    """Return the centre's latest review of the present upload."""
    return (
        ItemReview.objects.filter(submission=submission, upload_version=submission.upload_version)
        .order_by("-pk")
        .first()
    )


def review_stands(submission: Submission, points: Iterable[str]) -> bool:
    """Tell whether the latest review is on these points, of exactly the files now there."""
    last = last_review(submission)
    if last is None or set(points) != set(last.points):
        return False
    return last.content_hash == content_of(submission)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the centre has put together for the upload under way."""

    files: list[EvidenceFile]
    review: ItemReview | None
    learner_signed: Declaration | None
    centre_signed: Declaration | None


def prepared(submission: Submission) -> Prepared:
    """Return what is there of the upload under way. Files of earlier uploads do not count."""
    return Prepared(
        files_of(submission),
        last_review(submission),
        declarations.last_signed(submission, LEARNER_DECLARES),
        declarations.last_signed(submission, CENTRE_DECLARES),
    )


def sending_facts(
    submission: Submission, *, on: date, having: Prepared | None = None
) -> SendingFacts:
    """Return every fact the rules of sending ask for; a page that has read some gives them."""
    there = having or prepared(submission)
    files, review = there.files, there.review
    registration, unit = submission.registration, submission.unit
    labels = dict(EvidenceFile.Kind.choices)
    verdicts = StoredFile.Verdict
    approved = approvals.approved(
        centre=submission.centre_id, qualification=registration.qualification_id, on=on
    )
    return SendingFacts(
        centre_approved=approved.covers,
        approved_from=approved.begins_on,
        code=registration.catalogue_entry.code,
        is_service_code=registration.catalogue_entry.is_service,
        required=[str(labels[one]) for one in unit.required_documents],
        present=[str(labels[one.document]) for one in files if is_there(one)],
        has_work=any(
            is_there(one) and one.document != EvidenceFile.Kind.COVER_SHEET for one in files
        ),
        refused_files=[one.file.name for one in files if one.file.verdict == verdicts.REFUSED],
        waiting_files=[one.file.name for one in files if one.file.verdict == verdicts.WAITING],
        unit_points=unit.requirements,
        reviewed_points=review.points if review and review.content_hash else [],
        reviewed_hash=review.content_hash if review else "",
        content_hash=content_hash(submission, files),
        learner_signed_hash=_signed(submission, there.learner_signed),
        centre_signed_hash=_signed(submission, there.centre_signed),
    )


def _signed(submission: Submission, last: Declaration | None) -> str:
    """Return the hash of what was signed in the upload under way; earlier ones do not count."""
    if last is None or last.subject_version != submission.upload_version:
        return ""
    return last.content_hash
