"""What a centre sent: its files, its review and what was signed, for the quality check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.models import EvidenceFile, ItemReview, QualityCheck, Submission
from assessments.queries import sending
from awarding.models import Decision, Declaration, Membership
from awarding.queries import people
from awarding.queries.about import about

SIGNED = (sending.LEARNER_DECLARES, sending.CENTRE_DECLARES)


@dataclass(frozen=True, slots=True)
class Sent:
    """One upload of one submission."""

    files: Sequence[EvidenceFile]
    review: ItemReview | None
    reviewed_by: str
    declarations: Sequence[Declaration]
    content_hash: str
    learner_name: str
    why_named_otherwise: str
    earlier: Mapping[str, EvidenceFile]


def found(reference: str) -> Submission:
    """Return the submission of this reference with all that names it."""
    submission: Submission = Submission.objects.select_related(
        "registration__learner",
        "registration__qualification",
        "registration__catalogue_entry",
        "unit",
        "centre",
        "clock",
        "previous",
    ).get(reference=reference)
    return submission


def sent(submission: Submission) -> Sent:
    """Return what the present upload holds and what was signed: in few queries."""
    review = sending.last_review(submission)
    reviewer = review.reviewed_by if review else None
    files = sending.files_of(submission)
    signed = (
        Declaration.objects.filter(about(submission), text__kind__in=SIGNED)
        .select_related("text")
        .order_by("text__kind", "-pk")
        .distinct("text__kind")
    )
    return Sent(
        files,
        review,
        people.names([reviewer]).get(reviewer or 0, ""),
        list(signed),
        sending.content_hash(submission, files),
        submission.registration.learner.full_name,
        _why_named_otherwise(submission),
        sending.in_earlier_uploads(submission),
    )


def _why_named_otherwise(submission: Submission) -> str:
    """Return why the learner signed in a name that is not the registered one, as the centre said.

    It was kept with the signature; a later one in the learner's own name needs none.
    """
    reasons = Decision.objects.filter(about(submission), rule="Q26")
    passed = reasons.exclude(passed_with="").order_by("-pk").values_list("passed_with", flat=True)
    return passed.first() or ""


def open_check(submission: Submission) -> tuple[QualityCheck, str] | None:
    """Return the check under way and who began it, if one is."""
    check = QualityCheck.objects.filter(
        submission=submission, upload_version=submission.upload_version, outcome="open"
    ).first()
    if check is None:
        return None
    names = Membership.objects.filter(person_id=check.checked_by).values_list("name", flat=True)
    return check, names.first() or ""


def checks(submission: Submission) -> list[QualityCheck]:
    """Return the completed checks of every upload with their points, the newest first."""
    return list(
        QualityCheck.objects.filter(submission=submission, completed_at__isnull=False)
        .prefetch_related("points")
        .order_by("-upload_version")
    )
