"""Sealing the ledger: a digest over every record that can no longer change or be joined.

Below the snapshot's xmin no transaction runs and none can begin, so a range below it is closed
for ever; whoever commits late waits for the next seal. Works as the sweep, which may read the
ledger and add seals, and nothing else.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from awarding.models import AwardingBody, Seal
from awarding.queries import seals
from awarding.queries.seals import Range

#: A quiet ledger is sealed all the same, so that nobody plants a record in a quiet past.
QUIET = timedelta(hours=1)


def seal_ledgers(*, now: datetime) -> list[Seal]:
    """Seal what every body has written since its last seal; returns the new seals."""
    bodies = AwardingBody.objects.order_by("pk").values_list("pk", flat=True)
    return [seal for body in bodies if (seal := seal_ledger(body, now=now))]


def seal_ledger(body: int, *, now: datetime) -> Seal | None:
    """Seal one body's ledger up to now, unless another is at it or there is nothing to seal."""
    with transaction.atomic():
        if not _mine(body):
            return None
        return _seal(body, seals.epoch_now(), seals.horizon(), quiet_until=now - QUIET)


def close_epoch(body: int, epoch: int) -> Seal | None:
    """Seal all that is left of an epoch nobody writes in any more."""
    with transaction.atomic():
        if not _mine(body):
            raise RuntimeError("Another process is sealing. Stop the workers first.")
        return _seal(body, epoch, seals.last_written(body, epoch) + 1, quiet_until=None)


def _seal(body: int, epoch: int, below: int, *, quiet_until: datetime | None) -> Seal | None:
    last = seals.newest(body)
    since = int(last.below) if last and last.epoch == epoch else 0
    if below <= since:
        return None
    found = seals.covered(Range(body, epoch, since, below))
    if not found.count and not (last and quiet_until and last.at < quiet_until):
        return None
    seal = Seal(
        awarding_body_id=body,
        n=last.n + 1 if last else 1,
        epoch=epoch,
        below=str(below),
        count=found.count,
        digest=found.digest,
    )
    seal.hash = seals.hash_of(seal, bytes(last.hash) if last else seals.START)
    seal.save(force_insert=True)
    return seal


def _mine(body: int) -> bool:
    """Tell whether this process alone seals the body's ledger, until its transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"seal {body}"]
        )
        (mine,) = cursor.fetchone()
    return bool(mine)
