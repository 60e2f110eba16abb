"""Requests that a registration goes on under a code of the assessment service (A12)."""

from django.db import models
from django.db.models import Q

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned
from centres.models.registration import Registration


class TransferRequest(CentreOwned):
    """A centre asks for a transfer; the body grants it under a code, or declines with a reason."""

    class Outcome(models.TextChoices):
        """What came of it."""

        ASKED = "asked", "Asked"
        GRANTED = "granted", "Granted"
        DECLINED = "declined", "Declined"

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.ASKED)
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)

    fence = Fence(
        centre=may("select insert", CENTRE, check=f"{CENTRE} AND outcome = 'asked'"),
        staff=may(
            "select insert update",
            BODY,
            updates=("outcome", "answered_by", "answered_at", "because"),
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_open_transfer",
                fields=["registration"],
                condition=Q(outcome="asked"),
            ),
            models.CheckConstraint(
                name="an_answered_transfer_says_when",
                condition=Q(outcome="asked", answered_at__isnull=True)
                | Q(outcome__in=["granted", "declined"], answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_declined_transfer_says_why",
                condition=~Q(outcome="declined") | ~Q(because=""),
            ),
        ]
        triggers = [
            in_ones_own_name("asked_by"),
            in_ones_own_name("answered_by", later=True),
        ]
        indexes = [
            models.Index(
                name="transfer_waiting",
                fields=["awarding_body", "id"],
                condition=Q(outcome="asked"),
            ),
            models.Index(name="transfer_registration", fields=["registration", "id"]),
        ]
