"""What holds a result back, and what the registry says otherwise."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models import guards
from assessments.models.chain import DOUBTS
from assessments.models.evidence import OF_ALLOCATED
from assessments.models.submission import Submission
from assessments.rules.concerns import Concern
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name, refusing
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import BodyOwned, CentreOwned


class Hold(CentreOwned):
    """A reason why a submission's result may not be released, until somebody lifts it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.BigIntegerField(null=True)
    lifted_because = models.CharField(max_length=300, blank=True)

    fence = Fence(
        assessor=may("select", f"{OF_ALLOCATED} AND kind IN {DOUBTS}"),
        staff=may(
            "select insert update", BODY, updates=("lifted_at", "lifted_by", "lifted_because")
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="a_lift_says_who_and_why",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_because="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because=""),
            )
        ]
        triggers = [
            *guards.of_holds(),
            refusing(
                "a_concern_is_settled_by_another",
                pgtrigger.Update,
                when=f"NEW.kind IN {DOUBTS} AND NEW.lifted_by = NEW.placed_by",
                words="A concern is settled by somebody else than raised it (X6).",
            ),
            in_ones_own_name("placed_by"),
            in_ones_own_name("lifted_by", later=True),
        ]
        indexes = [
            models.Index(
                name="hold_open", fields=["submission"], condition=Q(lifted_at__isnull=True)
            )
        ]

    @property
    def is_concern(self) -> bool:
        """Whether this is a concern about whose work it is, which has an act of its own."""
        return self.kind in set(Concern)


class RegistryDifference(BodyOwned):
    """What the nightly reconciliation found to differ between the portal and the registry."""

    key = models.CharField(max_length=120)
    what = models.CharField(max_length=40)
    ours = models.CharField(max_length=300, blank=True)
    theirs = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    fence = Fence(
        staff=may("select insert update", BODY, updates=("cleared_at",)),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_open_difference",
                fields=["awarding_body", "key", "what"],
                condition=Q(cleared_at__isnull=True),
            )
        ]
