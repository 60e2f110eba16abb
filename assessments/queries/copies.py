"""The assessor's copies: which there must be, whether they are all there, and which are stuck."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThanOrEqual

from assessments.models import EvidenceCopy, EvidenceFile, Marking, Submission
from assessments.queries import sending, stuck

#: The cover sheet bears the learner's name and stays with the body's staff.
KEPT_BACK = (EvidenceFile.Kind.COVER_SHEET,)


def wanted(submission: Submission) -> list[EvidenceFile]:
    """Return the files an assessor gets a copy of, in the order of the copies."""
    return [one for one in sending.files_of(submission) if one.document not in KEPT_BACK]


def key(submission: Submission, evidence: EvidenceFile) -> str:
    """Return the key of the message that has one file copied."""
    return f"copies-{submission.pk}-{submission.upload_version}-{evidence.pk}"


def told(markings: QuerySet[Marking]) -> QuerySet[Any]:
    """Say of each marking whether its copies are all there, and whether one needs a person."""
    files = EvidenceFile.objects.exclude(document__in=KEPT_BACK)
    made, needed = _counted(EvidenceCopy.objects.all()), _counted(files)
    ours = stuck.messages().filter(key__startswith=OuterRef("copies_key"))
    return markings.annotate(
        copies=GreaterThanOrEqual(made, Greatest(needed, Value(1))),
        copies_key=stuck.key("copies-", "submission_id", "-", "submission__upload_version", "-"),
        stuck=Exists(ours),
    )


def _counted(rows: QuerySet[EvidenceCopy] | QuerySet[EvidenceFile]) -> Coalesce:
    """Return how many of these rows belong to the upload that a marking is of."""
    own = rows.filter(
        submission_id=OuterRef("submission_id"),
        upload_version=OuterRef("submission__upload_version"),
    ).order_by()
    n = own.values("submission_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(n), Value(0))
