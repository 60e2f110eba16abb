"""Delivering one message: claim it, call, confirm. At least once outside, once inside.

The claim is a lease, committed before anybody is called, together with a row for the try; the
call holds no lock; the confirmation settles the message with what it changes, in one
transaction. A process that dies leaves an outcome nobody knows, and the lease runs out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, TypeVar

from django.db import transaction
from django.db.models.functions import Now

from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refused as RuleRefused
from awarding.models import OutboxAttempt, OutboxMessage
from awarding.operations import messages
from awarding.states import MESSAGE, MOST_TRIES, D
from registry.backoff import pause_after
from registry.protocol import OutOfOrder, Refused, Unknown

#: How long a claim holds: longer than the task that delivers may run (``awarding.tasks.base``),
#: so that nothing is taken again while somebody is still at it.
LEASE = timedelta(seconds=60)
LONG_LEASE = timedelta(seconds=330)  # for what opens files and makes paper
NO_ANSWER = "The last try was given up before it was answered."


class NeedsAPerson(Exception):
    """Trying again would not help as things are; the words say what somebody must do first."""


Answer = TypeVar("Answer")
_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Claim:
    """A message this process alone may deliver until its lease runs out."""

    message: int
    attempt: int
    key: str
    payload: dict[str, Any]
    tries: int


def deliver(
    message: int,
    *,
    call: Callable[[Claim], Answer],
    confirm: Callable[[Claim, Answer], str],
    by: Actor,
    now: datetime,
    lease: timedelta = LEASE,
) -> None:
    """Deliver a message if it is free and due. Safe to run twice, and to die anywhere in.

    ``call`` speaks to the world and holds no lock; ``confirm`` writes what the answer changes
    and returns it in words. What nobody knows is tried again, and so is what could not be
    confirmed. So is what came too soon, until what it follows is there. Any other no, or
    ``NeedsAPerson``, goes to a person.
    """
    claimed = claim(message, by=by, now=now, lease=lease)
    if claimed is None:
        return
    try:
        settle(claimed, call(claimed), confirm, now=now)
    except Unknown as unknown:
        put_off(claimed, unknown.detail, wait=unknown.wait, by=by, now=now)
    except OutOfOrder as early:
        put_off(claimed, early.detail, wait=None, by=by, now=now, outcome="refused")
    except (Refused, RuleRefused, NeedsAPerson) as refused:
        give_to_a_person(claimed, str(refused), by=by, now=now)
    except Exception as broken:
        put_off(claimed, f"{type(broken).__name__}: {broken}", wait=None, by=by, now=now)
        raise


def claim(message: int, *, by: Actor, now: datetime, lease: timedelta = LEASE) -> Claim | None:
    """Take the message for this process alone and begin a try, both committed; or nothing.

    Locks the message if nobody else does; who comes second gets nothing, and waits for nobody.
    """
    with transaction.atomic(durable=True):
        row = OutboxMessage.objects.select_for_update(skip_locked=True).filter(pk=message).first()
        if row is None or not _is_free(row, now):
            return None
        if row.tries >= MOST_TRIES:
            messages.set_aside(message=row, words=NO_ANSWER, by=by, now=now)
            return None
        row.state = MESSAGE.after("claim", row.state)
        row.tries += 1
        row.claimed_until = now + lease
        row.save(update_fields=["state", "tries", "claimed_until"])
        n = OutboxAttempt.objects.filter(message=row).count() + 1
        began = OutboxAttempt.objects.create(message=row, n=n, began_at=now)
    return Claim(row.pk, began.pk, row.key, row.payload, row.tries)


def _is_free(row: OutboxMessage, now: datetime) -> bool:
    """Tell whether nobody holds or has settled it, and nothing must be delivered before it."""
    if not MESSAGE.may("claim", row.state) or (row.claimed_until and row.claimed_until > now):
        return False
    before = OutboxMessage.objects.filter(key=row.payload.get("after"))
    return not before.exclude(state=D.DELIVERED).exists()


def settle(
    claimed: Claim, answer: Answer, confirm: Callable[[Claim, Answer], str], *, now: datetime
) -> None:
    """Confirm and settle in one transaction; what another try has settled stays as it is.

    Locks the message, so that of two tries that come back one confirms.
    """
    with transaction.atomic(durable=True):
        row = _locked(claimed)
        words = row.last_answer
        if row.state != D.DELIVERED:
            row.state = MESSAGE.after("deliver", row.state)
            words = confirm(claimed, answer)
            row.settled_at, row.claimed_until, row.last_answer = now, None, words
            row.save(update_fields=["state", "settled_at", "claimed_until", "last_answer"])
        _end_try(claimed, "delivered", words)


def put_off(
    claimed: Claim,
    words: str,
    *,
    wait: timedelta | None,
    by: Actor,
    now: datetime,
    outcome: str = "unknown",
) -> None:
    """Leave the message open and come back later; after the last try a person must look.

    Locks the message; what is settled stays settled.
    """
    if claimed.tries >= MOST_TRIES:
        give_to_a_person(claimed, words, by=by, now=now, outcome=outcome)
        return
    pause = max(pause_after(claimed.tries, _chance), wait or timedelta())
    with transaction.atomic(durable=True):
        row = _locked(claimed)
        if MESSAGE.may("put_off", row.state):
            row.due_at = row.claimed_until = now + pause
            row.last_answer = words
            row.save(update_fields=["due_at", "claimed_until", "last_answer"])
        _end_try(claimed, outcome, words)


def give_to_a_person(
    claimed: Claim, words: str, *, by: Actor, now: datetime, outcome: str = "refused"
) -> None:
    """Set the message aside with what was answered; one that is settled stays settled.

    Locks the message.
    """
    with transaction.atomic(durable=True):
        row = _locked(claimed)
        if MESSAGE.may("set_aside", row.state):
            messages.set_aside(message=row, words=words, by=by, now=now)
        _end_try(claimed, outcome, words)


def _locked(claimed: Claim) -> OutboxMessage:
    row: OutboxMessage = OutboxMessage.objects.select_for_update().get(pk=claimed.message)
    return row


def _end_try(claimed: Claim, outcome: str, words: str) -> None:
    OutboxAttempt.objects.filter(pk=claimed.attempt).update(
        ended_at=Now(), outcome=outcome, answer=words
    )
