"""Inspecting a file that was sent: looked at by a worker, its verdict kept with the row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage

from awarding.inspection import Limits, Outcome, Scanner, Verdict, inspect
from awarding.kernel.actors import Actor
from awarding.models import StoredFile
from awarding.operation import note, operation
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from awarding.outside.clamd import Clamd
from registry.protocol import Unknown


@contextmanager
def at_hand(key: str) -> Iterator[Path]:
    """Give a stored file as a path for as long as somebody looks at it, wherever it is stored."""
    with TemporaryDirectory(prefix="portal-") as folder:
        path = Path(folder) / "file"
        with default_storage.open(key) as stored, path.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        yield path


def scanner() -> Scanner | None:
    """Return the virus scanner, where one is configured."""
    return Clamd(settings.CLAMD_ADDRESS) if settings.CLAMD_ADDRESS else None


def deliver_inspection(*, message: int, by: Actor, now: datetime) -> None:
    """Inspect the file a message names. A scanner that is silent is asked again later.

    Safe to run twice: the message is claimed by one process, and nothing is locked meanwhile.
    """

    def look(claimed: Claim) -> Verdict:
        file = StoredFile.objects.get(pk=claimed.payload["file"])
        with at_hand(file.key) as path:
            verdict = inspect(path, file.name, file.size, limits=Limits(), scanner=scanner())
        if verdict.outcome is Outcome.WAITING:
            raise Unknown("The virus scanner does not answer.")
        return verdict

    def keep(claimed: Claim, verdict: Verdict) -> str:
        file = StoredFile.objects.get(pk=claimed.payload["file"])
        done = judge(file=file, verdict=verdict, by=by, now=now)
        return f"{done.verdict} {done.verdict_code}".strip()

    outbox.deliver(message, call=look, confirm=keep, by=by, now=now, lease=outbox.LONG_LEASE)


@operation("file.inspect")
def judge(*, file: StoredFile, verdict: Verdict, by: Actor, now: datetime) -> StoredFile:
    """Keep what the inspection found: the reason and what to do, where it is a no.

    Locks the file. A verdict is given once: the database refuses another.
    """
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    file.verdict = str(verdict.outcome)
    file.verdict_code = verdict.code
    file.verdict_words = verdict.words
    file.kind = verdict.kind
    file.content_type = verdict.content_type
    file.scanned = str(verdict.scanned)
    file.inspected_at = now
    file.save(
        update_fields=[
            "verdict",
            "verdict_code",
            "verdict_words",
            "kind",
            "content_type",
            "scanned",
            "inspected_at",
        ]
    )
    note(verdict=file.verdict, code=file.verdict_code)
    return file
