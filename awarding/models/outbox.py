"""What the world must hear: rows that name the task which delivers them."""

from collections.abc import Mapping

import pgtrigger
from django.db import models
from django.db.models import Q

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import kept_by_table, refusing
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import BodyOwned
from awarding.models.centre import Centre
from awarding.states import MESSAGE, D

#: What a centre may order, by task, and nothing else: the word of the payload and the table whose
#: row it names, which must be one it sees, and how the key begins. The policy is asked before
#: the unique key is, so that no centre learns from a refusal what others have ordered.
ORDERED_BY_A_CENTRE = {
    "awarding.inspect_file": ("file", "awarding_storedfile", "inspect"),
    "centres.enrol": ("registration", "centres_registration", "registration"),
    "centres.mail_transfer_request": ("request", "centres_transferrequest", "transfer"),
    "assessments.mail_answer": ("question", "assessments_question", "answer"),
}
#: The same for an assessor, who sees what is asked about work allocated to them.
ORDERED_BY_AN_ASSESSOR = {
    "assessments.mail_question": ("question", "assessments_question", "question"),
}

ORDERED_COLUMNS = (
    "awarding_body_id",
    "centre_id",
    "task",
    "key",
    "payload",
    "state",
    "tries",
    "made_at",
    "due_at",
    "last_answer",
)


def _names_its_own(word: str, table: str, prefix: str) -> str:
    """Return what is asked of one order: its payload and its key name one row that is seen."""
    return (
        f"EXISTS (SELECT FROM {table} r"
        f" WHERE r.id = (awarding_outboxmessage.payload->>'{word}')::bigint"
        f" AND r.centre_id = awarding_outboxmessage.centre_id"
        f" AND awarding_outboxmessage.payload = jsonb_build_object('{word}', r.id)"
        f" AND awarding_outboxmessage.key = '{prefix}-' || r.id)"
    )


def _among(orders: Mapping[str, tuple[str, str, str]]) -> str:
    """Return what is asked of any order: that its task is one of these, and names a row."""
    whens = " ".join(
        f"WHEN '{task}' THEN {_names_its_own(*named)}" for task, named in orders.items()
    )
    return f"CASE task {whens} ELSE false END"


ORDERS_OF_A_CENTRE = f"{CENTRE} AND {_among(ORDERED_BY_A_CENTRE)}"
ORDERS_OF_AN_ASSESSOR = f"{BODY} AND {_among(ORDERED_BY_AN_ASSESSOR)}"

BEING_TRIED = """
    EXISTS (
        SELECT FROM awarding_outboxattempt a WHERE a.message_id = NEW.id AND a.ended_at IS NULL
    )
"""


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
        centre=may("insert", ORDERS_OF_A_CENTRE, columns=ORDERED_COLUMNS),
        assessor=may("insert", ORDERS_OF_AN_ASSESSOR, columns=ORDERED_COLUMNS),
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
        triggers = [
            *kept_by_table(MESSAGE),
            refusing(
                "delivered_by_a_try",
                pgtrigger.Update,
                when=f"OLD.state <> NEW.state AND NEW.state = '{D.DELIVERED}'",
                unless=BEING_TRIED,
                words="A message is delivered by a try that is under way (A37).",
            ),
        ]
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
