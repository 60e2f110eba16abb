"""The files of a submission: as the centre sent them, and as the assessor sees them."""

import pgtrigger
from django.db import models

from assessments.models.submission import Submission
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import StoredFile

OF_ALLOCATED = (
    f"{BODY} AND submission_id IN (SELECT a.submission_id FROM assessments_allocation a)"
)

#: Of a file and a sending that reach for one submission, the second waits and sees the first.
OPEN_ONLY = """
    PERFORM FROM assessments_submission s WHERE s.id IN (OLD.submission_id, NEW.submission_id)
    ORDER BY s.id FOR NO KEY UPDATE;
    IF (TG_OP <> 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM assessments_submission s WHERE s.id = OLD.submission_id
        AND s.state IN ('draft', 'returned') AND s.upload_version = OLD.upload_version
    )) OR (TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM assessments_submission s WHERE s.id = NEW.submission_id
        AND s.state IN ('draft', 'returned') AND s.upload_version = NEW.upload_version
    )) THEN
        RAISE EXCEPTION 'The files of a submission that was sent do not change (A19).'
        USING ERRCODE = '23514', CONSTRAINT = 'files_locked_once_sent';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class EvidenceFile(CentreOwned):
    """One file in one upload of a submission. Locked, by a trigger, once it is sent (A19)."""

    class Kind(models.TextChoices):
        """What the file is to the submission."""

        EVIDENCE = "evidence", "Evidence"
        COVER_SHEET = "cover_sheet", "Cover sheet"
        WITNESS = "witness", "Witness statement"
        OBSERVATION = "observation", "Observation record"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="files")
    upload_version = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=20, choices=Kind.choices, default=Kind.EVIDENCE)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    fence = Fence(
        centre=may("select insert delete", CENTRE),
        staff=may("select", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="a_file_is_added_once", fields=["submission", "upload_version", "file"]
            ),
            models.CheckConstraint(
                name="document_is_known",
                condition=models.Q(
                    document__in=["evidence", "cover_sheet", "witness", "observation"]
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="files_locked_once_sent",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=OPEN_ONLY,
            )
        ]


class EvidenceCopy(CentreOwned):
    """The assessor's copy of a file: no original name, no author's name, made at acceptance."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="copies")
    upload_version = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)

    fence = Fence(
        assessor=may("select", OF_ALLOCATED),
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        verbose_name_plural = "evidence copies"
        constraints = [
            models.UniqueConstraint(
                name="copies_are_numbered", fields=["submission", "upload_version", "position"]
            )
        ]


class ItemReview(CentreOwned):
    """The centre's own review of one upload against the unit's requirements (A20)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    upload_version = models.PositiveSmallIntegerField()
    reviewed_by = models.BigIntegerField()
    reviewed_at = models.DateTimeField()
    points = models.JSONField()
    #: What ``queries.sending.content_hash`` gave for the files that were reviewed.
    content_hash = models.CharField(max_length=64, blank=True)

    fence = Fence(
        centre=may("select insert", CENTRE),
        staff=may("select", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        triggers = [in_ones_own_name("reviewed_by")]
