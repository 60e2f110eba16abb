"""Files in: stored under an opaque key with their hash, then inspected by a worker."""

import hashlib
from collections.abc import Iterator
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


class Hashing(File):  # type: ignore[type-arg]  # not generic when it runs
    """A file that is hashed while it is read, so that a large one is read once."""

    def __init__(self, file: File) -> None:  # type: ignore[type-arg]  # as above
        """Wrap an upload."""
        super().__init__(file, file.name)
        self.sha256 = hashlib.sha256()
        self.read_bytes = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the file's chunks, hashing each."""
        for chunk in super().chunks(chunk_size):
            self.sha256.update(chunk)
            self.read_bytes += len(chunk)
            yield chunk


@operation("file.receive", shown=True)
def receive(*, upload: File, by: Actor, now: datetime) -> StoredFile:  # type: ignore[type-arg]
    """Store what was sent, bytes first and row second, and have it inspected.

    A crash in between leaves bytes nobody points at, never a row without bytes. The name is
    kept as data and is part of no path.
    """
    hashing = Hashing(upload)
    key = default_storage.save(f"sent/{uuid4().hex}", hashing)
    stored: StoredFile = StoredFile.objects.create(
        key=key,
        name=(upload.name or "file")[-255:],
        size=hashing.read_bytes,
        sha256=hashing.sha256.hexdigest(),
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
