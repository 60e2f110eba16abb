"""A file as it was sent: an opaque key, what it says it is, what it is, and the verdict."""

import pgtrigger
from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name, refusing
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned

#: What nobody has looked at says nothing of itself.
JUDGED = (
    "NEW.verdict <> 'waiting' OR NEW.inspected_at IS NOT NULL"
    " OR NEW.verdict_code || NEW.verdict_words || NEW.scanned <> ''"
    " OR NEW.kind || NEW.content_type <> ''"
)
IN_PERSON = "current_setting('portal.person', true) <> ''"


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
        triggers = [
            in_ones_own_name("uploaded_by"),
            refusing(
                "a_file_begins_waiting",
                pgtrigger.Insert,
                when=JUDGED,
                words="A file that is sent waits to be inspected (A19).",
            ),
            refusing(
                "a_verdict_stands",
                pgtrigger.Update,
                when="OLD.verdict <> 'waiting' AND OLD.* IS DISTINCT FROM NEW.*",
                words="What was found of a file stands (A19).",
            ),
            refusing(
                "the_portal_inspects_files",
                pgtrigger.Update,
                when=f"{IN_PERSON} AND OLD.* IS DISTINCT FROM NEW.*",
                words="A file is inspected by the portal, and by nobody in person (A19).",
            ),
        ]

    def __str__(self) -> str:
        return self.name
