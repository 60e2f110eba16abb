"""A file as it was sent: an opaque key, what it says it is, what it is, and the verdict."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned


class StoredFile(CentreOwned):
    """A file a centre sent. The name is data, never part of a path; the bytes never change.

    The row of a file as sent holds the original name, so an assessor has no grant on it.
    """

    class Verdict(models.TextChoices):
        """What the inspection found."""

        WAITING = "waiting", "Being checked"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.WAITING)
    verdict_code = models.CharField(max_length=40, blank=True)
    verdict_words = models.TextField(blank=True)
    scanned = models.CharField(max_length=20, blank=True)
    inspected_at = models.DateTimeField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.BigIntegerField(null=True)

    fence = Fence(
        centre=may("select insert", CENTRE),
        staff=may(
            "select insert update",
            BODY,
            updates=(
                "content_type",
                "kind",
                "verdict",
                "verdict_code",
                "verdict_words",
                "scanned",
                "inspected_at",
            ),
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="verdict_is_known",
                condition=models.Q(verdict__in=["waiting", "accepted", "refused"]),
            )
        ]

    def __str__(self) -> str:
        return self.name
