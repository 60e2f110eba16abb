"""What the world must hear: rows that name the task which delivers them."""

from django.db import models
from django.db.models import Q

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import kept_by_table
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import BodyOwned
from awarding.models.centre import Centre
from awarding.states import MESSAGE


class OutboxMessage(BodyOwned):
    """One message: claimed with a lease, called, confirmed. Its key makes it happen once."""

    class State(models.TextChoices):
        """Where the delivery stands."""

        WAITING = "waiting", "Waiting"
        UNKNOWN = "unknown", "Outcome not known"
        DELIVERED = "delivered", "Delivered"
        NEEDS_A_PERSON = "needs_a_person", "Needs a person"

    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    last_answer = models.TextField(blank=True)

    fence = Fence(
        centre=may("insert", CENTRE),
        assessor=may("insert", BODY),
        staff=may("select insert update", BODY),
        sweep=may("select update", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="outbox_key", fields=["awarding_body", "key"]),
            models.CheckConstraint(
                name="a_settled_message_says_when",
                condition=Q(state="delivered", settled_at__isnull=False)
                | Q(
                    state__in=["waiting", "unknown", "needs_a_person"],
                    settled_at__isnull=True,
                ),
            ),
        ]
        triggers = kept_by_table(MESSAGE)
        indexes = [
            models.Index(
                name="outbox_due",
                fields=["due_at", "id"],
                condition=Q(state__in=["waiting", "unknown"]),
            ),
            models.Index(
                name="outbox_unsettled",
                fields=["awarding_body", "state", "id"],
                condition=~Q(state="delivered"),
            ),
        ]


class OutboxAttempt(BodyOwned):
    """One try, written before the call, so that a try whose process died is not forgotten."""

    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="attempts")
    n = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="unknown")
    answer = models.TextField(blank=True)

    fence = Fence(
        staff=may("select insert update", BODY, updates=("ended_at", "outcome", "answer")),
        sweep=may("select insert update", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="attempts_are_numbered", fields=["message", "n"])
        ]
