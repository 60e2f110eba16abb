"""Is the ledger still what was sealed? Recomputed from the records as they stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from awarding.models import AwardingBody, Seal
from awarding.queries import seals
from awarding.queries.anchors import Anchor
from awarding.queries.seals import Range


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one body: the first broken seal, if any, and how much is covered."""

    body: str
    seals: int
    sealed: int
    waiting: int
    anchors: int
    broken: str = ""


def verify(body: AwardingBody, anchors: Iterable[Anchor]) -> Verdict:
    """Recompute every seal of a body and compare it with the anchors noted of it.

    An edited, deleted, planted or moved record breaks the seal whose range it is in; a seal
    taken away or made anew breaks the chain or an anchor.
    """
    noted: dict[int, set[str]] = {}
    for anchor in anchors:
        noted.setdefault(anchor.n, set()).add(anchor.hash)
    before, sealed, broken = None, 0, ""
    for seal in seals.all_of(body.pk):
        broken = _fault(body, seal, before, noted.get(seal.n, set()))
        if broken:
            break
        before, sealed = seal, sealed + seal.count
    waiting = 0 if broken else _waiting(body, before)
    if not broken:
        broken = _cut(before, noted) or _outside(body, sealed + waiting)
    told = before.n if before else 0
    return Verdict(body.slug, told, sealed, waiting, len(noted), broken)


def _fault(body: AwardingBody, seal: Seal, before: Seal | None, anchored: set[str]) -> str:
    """Say what is wrong with a seal, given the one before it and its anchor."""
    expected = before.n + 1 if before else 1
    since = int(before.below) if before and before.epoch == seal.epoch else 0
    found = seals.covered(Range(body.pk, seal.epoch, since, int(seal.below)))
    chained = seals.hash_of(seal, bytes(before.hash) if before else seals.START)
    if seal.n != expected:
        return f"seal {expected} is missing"
    if found.count != seal.count:
        return f"seal {seal.n} covered {seal.count} records and {found.count} are there"
    if found.digest != bytes(seal.digest):
        return f"seal {seal.n} covers records that were changed"
    if chained != bytes(seal.hash):
        return f"seal {seal.n} does not follow from the one before it"
    if anchored - {bytes(seal.hash).hex()}:
        return f"seal {seal.n} is not the one that was anchored"
    return ""


def _cut(last: Seal | None, noted: dict[int, set[str]]) -> str:
    """Say which anchored seal is not there any more."""
    gone = [n for n in noted if n > (last.n if last else 0)]
    return f"seal {min(gone)} was anchored and is not there: the tail was cut" if gone else ""


def _waiting(body: AwardingBody, last: Seal | None) -> int:
    """Count what was written after the last seal and waits for the next."""
    epoch = seals.epoch_now()
    since = int(last.below) if last and last.epoch == epoch else 0
    return seals.covered(Range(body.pk, epoch, since, seals.NO_END)).count


def _outside(body: AwardingBody, accounted: int) -> str:
    """Say how many records lie where no seal will ever look: planted in a closed epoch."""
    there = seals.records(body.pk)
    if there == accounted:
        return ""
    return f"{there - accounted} records lie outside of every seal"
