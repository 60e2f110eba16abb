"""What people and the portal decide about outbox messages: set one aside, try some again."""

from collections.abc import Sequence
from datetime import datetime

from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refused, standing
from awarding.models import OutboxMessage
from awarding.nudge import relay_soon
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.operations import moving
from awarding.rules import messages as rules
from awarding.states import MESSAGE


@operation("message.set_aside")
def set_aside(*, message: OutboxMessage, words: str, by: Actor, now: datetime) -> OutboxMessage:
    """Stop trying: the message needs a person, who reads these words.

    An inner act: the caller holds the message's lock. Raises ``IllegalMove`` for one that is
    delivered or set aside already.
    """
    message.state = MESSAGE.after("set_aside", message.state)
    message.claimed_until, message.last_answer = None, words
    message.save(update_fields=["state", "claimed_until", "last_answer"])
    note(key=message.key, tries=message.tries)
    return message


@operation("message.retry", each=True)
def retry(*, messages: Sequence[int], by: Actor, now: datetime) -> Batch[OutboxMessage]:
    """Try messages again that need a person, from the first try on, with the same keys.

    Locks them in id order. What needs no person any more is named and left alone.
    """
    rows = OutboxMessage.objects.filter(pk__in=messages).select_for_update().order_by("id")
    batch: Batch[OutboxMessage] = Batch()
    for row in rows:
        stopped = standing((rules.needs_a_person(row.state),))
        if stopped:
            batch.refused.append(Refused(stopped, row))
            continue
        row.state, row.tries, row.due_at = MESSAGE.after("retry", row.state), 0, now
        batch.done.append(row)
    ids = [row.pk for row in batch.done]
    moving.move_all(MESSAGE, "retry", OutboxMessage, ids, tries=0, due_at=now)
    relay_soon()
    return batch
