"""Files in: stored under an opaque key with their hash, then inspected by a worker."""

import hashlib
from datetime import datetime
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage

from awarding import ledger
from awarding.kernel.actors import Actor
from awarding.models import StoredFile
from awarding.operation import note, operation

#: A file's size in bytes beyond which it is not taken (a term of the service: 200 MB).
LARGEST = 200 * 1024 * 1024


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


@operation("file.receive", shown=True)
def receive(*, upload: File, by: Actor, now: datetime) -> StoredFile:  # type: ignore[type-arg]  # no generic
    """Store what was sent, bytes first and row second, and have it inspected.

    A crash in between leaves bytes nobody points at, never a row without bytes. The name is
    kept as data and is part of no path.
    """
    sha256, size = fingerprint(upload)
    key = default_storage.save(f"sent/{uuid4().hex}", upload)
    stored: StoredFile = StoredFile.objects.create(
        key=key,
        name=(upload.name or "file")[-255:],
        size=size,
        sha256=sha256,
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
