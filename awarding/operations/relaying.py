"""Handing messages over to the tasks that deliver them, for every body at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from awarding.models import OutboxMessage
from awarding.queries import trouble
from awarding.states import D

#: A task that was lost on the way comes round again after this.
HAND_OVER = timedelta(seconds=60)
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One message that is due, and the task of the body it belongs to."""

    message: int
    body: int
    task: str


def hand_over(*, now: datetime, limit: int = AT_ONCE) -> list[HandedOver]:
    """Return the messages to be delivered now, each put off so that no second relay takes it.

    Runs as the sweep, over every body. Rows another relay holds are skipped, never waited for.
    A receiver that has answered nobody lately is asked one thing at a time.
    """
    with transaction.atomic(durable=True):
        asked = spared(due(now), trouble.receivers())
        locked = asked.select_for_update(skip_locked=True, of=("self",))
        found = locked.values_list("pk", "awarding_body_id", "task")[:limit]
        taken = [HandedOver(*row) for row in found]
        OutboxMessage.objects.filter(pk__in=[one.message for one in taken]).update(
            due_at=now + HAND_OVER
        )
    return taken


def due(now: datetime) -> QuerySet[OutboxMessage]:
    """Return what is due, oldest first; a message waits for the one its payload comes after."""
    before = OutboxMessage.objects.filter(
        awarding_body=OuterRef("awarding_body"), key=OuterRef("comes_after")
    ).exclude(state=D.DELIVERED)
    waiting: QuerySet[OutboxMessage] = OutboxMessage.objects.filter(
        state__in=[D.WAITING, D.UNKNOWN], due_at__lte=now
    )
    return (
        waiting.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))
        .annotate(comes_after=KT("payload__after"))
        .exclude(Exists(before))
        .order_by("due_at", "id")
    )


def spared(
    waiting: QuerySet[OutboxMessage], in_trouble: Collection[tuple[int, str]]
) -> QuerySet[OutboxMessage]:
    """Return what is due, with only the oldest for each receiver that is in trouble.

    The rest of theirs takes no place among those that are handed over at once.
    """
    if not in_trouble:
        return waiting
    theirs = [Q(awarding_body=body, task=task) for body, task in in_trouble]
    firsts = [waiting.filter(one).values_list("pk", flat=True).first() for one in theirs]
    return waiting.filter(~reduce(or_, theirs) | Q(pk__in=firsts))
