"""Files in: stored under an opaque key with their hash, then inspected by a worker."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

from awarding import ledger
from awarding.kernel.actors import Actor
from awarding.models import StoredFile
from awarding.operation import note, operation


def fingerprint(upload: File) -> tuple[str, int]:  # type: ignore[type-arg]  # no generic
    """Return a file's SHA-256 and its size in bytes.

    Read apart from storing it: a storage may read a file in any order, and more than once.
    """
    hashed, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        hashed.update(chunk)
        size += len(chunk)
    upload.seek(0)
    return hashed.hexdigest(), size


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes are stored; no row names them yet."""

    key: str
    name: str
    size: int
    sha256: str


def store(folder: str, content: File) -> Kept:  # type: ignore[type-arg]  # no generic
    """Store a file under an opaque key and return what its row says. Call it in no transaction.

    The name is kept as data and is part of no path.
    """
    sha256, size = fingerprint(content)
    key = default_storage.save(f"{folder}/{uuid4().hex}", content)
    return Kept(key, (content.name or "file")[-255:], size, sha256)


Upload = File | Kept  # type: ignore[type-arg]  # no generic


@contextmanager
def kept(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Store the files an act is given before its transaction, and give what is kept instead.

    What no row names when it is over (a rule refused the file, or the form came a second time)
    is deleted again. A crash in between leaves bytes nobody points at, never a row without bytes.
    """
    made: list[Kept] = []

    def keep(upload: File) -> Kept:  # type: ignore[type-arg]  # no generic
        made.append(store("sent", upload))
        return made[-1]

    try:
        if "upload" in given:
            given = given | {"upload": keep(given["upload"])}
        if "uploads" in given:
            given = given | {"uploads": [keep(one) for one in given["uploads"]]}
        yield given
    finally:
        _delete_unnamed([one.key for one in made])


def _delete_unnamed(keys: Sequence[str]) -> None:
    """Delete the bytes of those of these keys that no row names."""
    named = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in keys:
        if key not in named:
            default_storage.delete(key)


def ready(upload: Upload) -> Kept:
    """Return a file that was stored before the transaction; storing it within one is a fault."""
    if not isinstance(upload, Kept):
        raise TypeError("A file is stored before the transaction: before=files.kept.")
    return upload


@operation("file.receive", shown=True, before=kept)
def receive(*, upload: Upload, by: Actor, now: datetime) -> StoredFile:
    """Write the row of a file that was sent, and have it inspected."""
    bytes_ = ready(upload)
    stored: StoredFile = StoredFile.objects.create(
        key=bytes_.key,
        name=bytes_.name,
        size=bytes_.size,
        sha256=bytes_.sha256,
        uploaded_at=now,
        uploaded_by=by.person,
    )
    note(sha256=stored.sha256, size=stored.size)
    ledger.announce(
        [
            ledger.Announcement(
                "awarding.inspect_file", f"inspect-{stored.pk}", {"file": stored.pk}
            )
        ],
        now=now,
    )
    return stored
