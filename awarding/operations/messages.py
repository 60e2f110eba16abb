"""What people and the portal decide about outbox messages: set one aside, try some again."""

from collections.abc import Sequence
from datetime import datetime

from awarding.kernel.actors import Actor
from awarding.models import OutboxMessage
from awarding.nudge import relay_soon
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.states import MESSAGE, D


@operation("message.set_aside")
def set_aside(*, message: OutboxMessage, words: str, by: Actor, now: datetime) -> OutboxMessage:
    """Stop trying: the message needs a person, who reads these words."""
    message.state = MESSAGE.after("set_aside", message.state)
    message.claimed_until, message.last_answer = None, words
    message.save(update_fields=["state", "claimed_until", "last_answer"])
    note(key=message.key, tries=message.tries)
    return message


@operation("message.retry", each=True)
def retry(*, messages: Sequence[int], by: Actor, now: datetime) -> Batch[OutboxMessage]:
    """Try messages again that need a person, from the first try on, with the same keys.

    Locks them in id order. What no longer needs a person is left alone and not named.
    """
    rows = OutboxMessage.objects.filter(pk__in=messages, state=D.NEEDS_A_PERSON)
    batch: Batch[OutboxMessage] = Batch()
    for row in rows.select_for_update().order_by("id"):
        row.state = MESSAGE.after("retry", row.state)
        row.tries, row.due_at = 0, now
        row.save(update_fields=["state", "tries", "due_at"])
        batch.done.append(row)
    relay_soon()
    return batch
