"""Noting the newest seals outside of the database: a cut tail shows only against an anchor."""

import os
from datetime import datetime
from pathlib import Path

from awarding.models import AwardingBody, Seal
from awarding.queries import anchors, seals
from awarding.queries.anchors import Anchor


class SealGone(Exception):
    """A seal that was anchored is not the one in the database any more."""


def anchor_seals(folder: Path, *, now: datetime) -> list[Anchor]:
    """Append each body's newest seal to its file, unless it stands there already.

    A file is only ever added to. A body whose last anchor does not agree with the database is
    named at the end, after the others are noted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    noted, gone = [], []
    for body in AwardingBody.objects.order_by("pk"):
        newest = seals.newest(body.pk)
        last = next(reversed(anchors.kept(folder, body.slug)), None)
        if last and not _holds(body, last):
            gone.append(str(last))
        elif newest and not (last and last.n == newest.n):
            anchor = Anchor(body.slug, newest.n, bytes(newest.hash).hex())
            _append(anchors.path_of(folder, body.slug), f"{anchor} {now.isoformat()}\n")
            noted.append(anchor)
    if gone:
        raise SealGone(f"Run audit_verify: not in the database as anchored: {', '.join(gone)}.")
    return noted


def _holds(body: AwardingBody, anchor: Anchor) -> bool:
    """Tell whether the database still has the seal that was anchored."""
    found = Seal.objects.filter(awarding_body=body, n=anchor.n).first()
    return found is not None and bytes(found.hash).hex() == anchor.hash


def _append(path: Path, line: str) -> None:
    """Add one line and have it on the disk before anybody relies on it."""
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
