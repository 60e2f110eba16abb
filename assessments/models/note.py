"""Notes of the body's staff about a piece of work, which no centre and no assessor reads."""

from django.db import models

from assessments.models.submission import Submission
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import CentreOwned


class Note(CentreOwned):
    """What one of the body's staff wrote for their colleagues. It stays as it was written."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField()

    fence = Fence(staff=may("select insert", BODY), sweep=may("select", "true"))

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_note_says_something", condition=models.Q(words__regex=r"\S")
            )
        ]
        triggers = [in_ones_own_name("written_by")]
        indexes = [models.Index(name="note_of_work", fields=["submission", "-id"])]
