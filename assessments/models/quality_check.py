"""The body's check of a submission before anything else is done with it (A25)."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models import chain
from assessments.models.submission import Submission
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name, refusing
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned

UNDER_WAY = (
    "EXISTS (SELECT 1 FROM assessments_qualitycheck c"
    " WHERE c.id = NEW.check_id AND c.completed_at IS NULL)"
)


class QualityCheck(CentreOwned):
    """One check of one upload: accepted, or returned with itemised reasons.

    Who decides it may be another than who began it.
    """

    class Outcome(models.TextChoices):
        """What the check found."""

        OPEN = "open", "Open"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="checks")
    upload_version = models.PositiveSmallIntegerField()
    checked_by = models.BigIntegerField()
    decided_by = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    begun_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)

    fence = Fence(
        centre=may("select", f"{CENTRE} AND completed_at IS NOT NULL"),
        staff=may(
            "select insert update",
            BODY,
            updates=("outcome", "completed_at", "answer_by", "decided_by"),
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_check_per_upload", fields=["submission", "upload_version"]
            ),
            models.CheckConstraint(
                name="a_completed_check_says_when",
                condition=Q(outcome="open", completed_at__isnull=True)
                | Q(outcome__in=["accepted", "returned"], completed_at__isnull=False),
            ),
        ]
        triggers = [
            refusing(
                "checks_final_once_complete",
                pgtrigger.Update,
                when="OLD.completed_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*",
                words="A check that is completed does not change (A25).",
            ),
            *chain.of_its_points(),
            in_ones_own_name("checked_by"),
            in_ones_own_name("decided_by", later=True),
        ]


class CheckPoint(CentreOwned):
    """One point of a check: whether it holds and, where it does not, what the centre must do."""

    check_made = models.ForeignKey(
        QualityCheck, on_delete=models.PROTECT, related_name="points", db_column="check_id"
    )
    code = models.CharField(max_length=40)
    point = models.CharField(max_length=300)
    is_met = models.BooleanField()
    what_to_do = models.TextField(blank=True)

    fence = Fence(
        centre=may(
            "select", f"{CENTRE} AND check_id IN (SELECT c.id FROM assessments_qualitycheck c)"
        ),
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_point_not_met_says_what_to_do",
                condition=Q(is_met=True) | Q(what_to_do__regex=r"\S"),
            )
        ]
        triggers = [
            refusing(
                "points_before_it_is_complete",
                pgtrigger.Insert,
                first=chain.LOCK_CHECK,
                unless=UNDER_WAY,
                words="A completed check takes no further point (A25).",
            )
        ]
