"""What was done and what was refused: append-only, sealed in blocks."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Func

from awarding.kernel.actors import Audience, Role
from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, CENTRE, PERSON, may
from awarding.kernel.tenancy import BodyOwned
from awarding.models.centre import Centre

SHOWN_TO_CENTRE = f"{CENTRE} AND is_shown"


def _in_these_roles(roles: Iterable[Role]) -> str:
    """Return what a record asks of its role: one or more of these, divided by commas."""
    names = ", ".join(f"'{role}'" for role in sorted(roles))
    return f"string_to_array(role, ',') <@ ARRAY[{names}]::text[]"


#: Nobody writes in another's name, nor in a role of another side of the house. The portal itself
#: is nobody in particular.
BY_ONESELF = f"person IS NOT DISTINCT FROM {PERSON}"
WRITTEN_BY = {
    audience: f"{rows} AND {BY_ONESELF} AND "
    + _in_these_roles(role for role in Role if role.audience == audience)
    for audience, rows in (
        (Audience.CENTRE, CENTRE),
        (Audience.ASSESSOR, BODY),
        (Audience.STAFF, BODY),
    )
}


class TransactionId(models.Field):  # type: ignore[type-arg]  # not generic when it runs
    """PostgreSQL's own number of the transaction that wrote a row; nobody can choose it."""

    def db_type(self, connection: Any) -> str:
        """Return PostgreSQL's type."""
        return "xid8"


class CurrentTransaction(Func):
    """The number of the transaction that is writing."""

    function = "pg_current_xact_id"


class WriteMoment(Func):
    """The database's clock at the moment of writing."""

    function = "clock_timestamp"


class Record(BodyOwned):
    """What an entry and a decision have in common: who, what about, when, and the seal's order."""

    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)
    role = models.CharField(max_length=120)
    is_shown = models.BooleanField()
    at = models.DateTimeField(db_default=WriteMoment())
    epoch = models.PositiveSmallIntegerField(db_default=1)
    xid = TransactionId(db_default=CurrentTransaction())

    class Meta(BodyOwned.Meta):
        abstract = True


ENTRY_COLUMNS = (
    "awarding_body_id",
    "centre_id",
    "act",
    "subject_type",
    "subject_id",
    "person",
    "role",
    "is_shown",
    "details",
)


class Entry(Record):
    """One act that was done. What marking leaves is not shown to a centre (embargo)."""

    details = models.JSONField(default=dict)

    fence = Fence(
        centre=may(
            "select insert",
            SHOWN_TO_CENTRE,
            check=WRITTEN_BY[Audience.CENTRE],
            columns=ENTRY_COLUMNS,
        ),
        assessor=may(
            "select insert",
            f"{BODY} AND person = {PERSON}",
            check=WRITTEN_BY[Audience.ASSESSOR],
            columns=ENTRY_COLUMNS,
        ),
        staff=may("select insert", BODY, check=WRITTEN_BY[Audience.STAFF], columns=ENTRY_COLUMNS),
        sweep=may("select", "true"),
    )

    class Meta(Record.Meta):
        verbose_name_plural = "entries"
        indexes = [
            models.Index(
                name="entry_subject", fields=["awarding_body", "subject_type", "subject_id"]
            ),
            models.Index(name="entry_xid", fields=["awarding_body", "xid", "id"]),
        ]


DECISION_COLUMNS = (
    *ENTRY_COLUMNS[:-1],
    "rule",
    "document",
    "issue",
    "number",
    "words",
    "reason",
    "until",
    "passed_with",
)


class Decision(Record):
    """One rule's no, or a caution passed with a reason, with the clause as it stood."""

    rule = models.CharField(max_length=20)
    document = models.CharField(max_length=200)
    issue = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    words = models.TextField()
    reason = models.TextField()
    until = models.CharField(max_length=40, blank=True)
    passed_with = models.TextField(blank=True)

    fence = Fence(
        centre=may(
            "select insert",
            SHOWN_TO_CENTRE,
            check=WRITTEN_BY[Audience.CENTRE],
            columns=DECISION_COLUMNS,
        ),
        assessor=may(
            "select insert",
            f"{BODY} AND person = {PERSON}",
            check=WRITTEN_BY[Audience.ASSESSOR],
            columns=DECISION_COLUMNS,
        ),
        staff=may(
            "select insert", BODY, check=WRITTEN_BY[Audience.STAFF], columns=DECISION_COLUMNS
        ),
        sweep=may("select", "true"),
    )

    class Meta(Record.Meta):
        indexes = [
            models.Index(
                name="decision_subject", fields=["awarding_body", "subject_type", "subject_id"]
            ),
            models.Index(name="decision_xid", fields=["awarding_body", "xid", "id"]),
        ]


class Seal(BodyOwned):
    """A digest over every entry and decision below a transaction number, chained to the last."""

    n = models.PositiveIntegerField()
    epoch = models.PositiveSmallIntegerField()
    below = TransactionId()
    count = models.PositiveIntegerField()
    digest = models.BinaryField()
    hash = models.BinaryField()
    at = models.DateTimeField(db_default=WriteMoment())

    fence = Fence(staff=may("select", BODY), sweep=may("select insert", "true"))

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="seals_are_numbered", fields=["awarding_body", "n"])
        ]
