"""The inspection of one file, from its name to its verdict."""

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from awarding.inspection import confined, kinds
from awarding.inspection.kinds import BY_ENDING, KINDS, Kind
from awarding.inspection.verdicts import (
    MEGABYTE,
    Facts,
    Limits,
    Outcome,
    Scan,
    Unfit,
    Verdict,
    sentences,
)
from awarding.inspection.virus import Scanner, Silent

HEAD = 4096
LONGEST_NAME = 200
ODD = re.compile(r"[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff/\\]")
MACRO_ENDINGS = {".docm", ".dotm", ".pptm", ".potm", ".ppsm", ".xlsm", ".xltm", ".xlam", ".xlsb"}
ARCHIVE_ENDINGS = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"}
OLD_ENDINGS = {".doc": ".docx", ".ppt": ".pptx", ".pps": ".pptx", ".xls": ".xlsx"}

Run = Callable[..., dict[str, Any]]


def inspect(
    path: Path,
    name: str,
    size: int,
    *,
    limits: Limits | None = None,
    scanner: Scanner | None = None,
    run: Run = confined.run,
) -> Verdict:
    """What the file is and whether it may be used.

    ``name`` and ``size`` are what the sender announced. The file is never read whole into
    memory; it is opened by a process that may use little (``confined``). Without a scanner a
    fit file is accepted as not scanned; with one that is silent it waits.
    """
    found = ""
    try:
        allowed = limits or Limits()
        ending = _ending(name)
        head = _head(path, size, allowed)
        task, found = _task(head, ending)
        kind, facts = _looked_at(run(task, path, allowed))
        found = kind.name
        if ending not in kind.endings:
            raise _differs(ending, kind)
        return _scanned(path, kind, facts, scanner)
    except Unfit as unfit:
        return _refused(unfit, KINDS.get(found))


def _ending(name: str) -> str:
    if not name.strip() or ODD.search(name):
        raise Unfit("odd-name")
    if len(name) > LONGEST_NAME:
        raise Unfit("long-name", most=LONGEST_NAME)
    return PurePosixPath(name.strip().rstrip(".")).suffix.lower()


def _head(path: Path, announced: int, limits: Limits) -> bytes:
    arrived = path.stat().st_size
    if arrived == 0:
        raise Unfit("empty")
    if max(arrived, announced) > limits.file_bytes:
        raise Unfit("too-large", megabytes=limits.file_bytes // MEGABYTE)
    if arrived != announced:
        raise Unfit("incomplete", arrived=arrived, announced=announced)
    with path.open("rb") as file:
        return file.read(HEAD)


def _task(head: bytes, ending: str) -> tuple[str, str]:
    """Which module looks at the file, and the kind it is by its first bytes, if that says it."""
    container = kinds.container(head)
    if container == "ole":
        return "old_office", ""
    _refuse_known(container, head)
    _refuse_ending(ending)
    if not container:
        raise Unfit("unknown-content", ending=ending)
    if container == "zip":
        return "office", ""
    kind = KINDS[container]
    if ending not in kind.endings:
        raise _differs(ending, kind)
    return kind.looked_at_by, kind.name


def _refuse_known(container: str, head: bytes) -> None:
    """Refuse by name what is recognised and not accepted."""
    if container == "heic":
        raise Unfit("phone-picture")
    if container == "mov":
        raise Unfit("phone-video")
    if container == "ftyp":
        raise Unfit("kind-not-allowed", found="sound or video file of another kind")
    if not container and kinds.ARCHIVES.match(head):
        raise Unfit("archive")
    called = "" if container else kinds.other(head)
    if called:
        raise Unfit("kind-not-allowed", found=called)


def _refuse_ending(ending: str) -> None:
    if not ending:
        raise Unfit("no-ending")
    if ending in MACRO_ENDINGS:
        raise Unfit("macros")
    if ending in ARCHIVE_ENDINGS:
        raise Unfit("archive")
    if ending in OLD_ENDINGS:
        raise Unfit("old-office", expected=OLD_ENDINGS[ending])
    if ending not in BY_ENDING:
        raise Unfit("ending-not-allowed", ending=ending)


def _differs(ending: str, kind: Kind) -> Unfit:
    expected = kind.endings[0]
    return Unfit("ending-differs", ending=ending, found=kind.called, expected=expected)


def _looked_at(told: dict[str, Any]) -> tuple[Kind, Facts]:
    if "code" in told:
        raise Unfit(told["code"], **told["values"])
    return KINDS[told["kind"]], Facts(**told["facts"])


def _scanned(path: Path, kind: Kind, facts: Facts, scanner: Scanner | None) -> Verdict:
    if scanner is None:
        return Verdict(Outcome.ACCEPTED, kind.name, kind.content_type, facts=facts)
    try:
        signature = scanner.scan(path)
    except Silent:
        reason, do = sentences("scanner-silent")
        waiting = (Outcome.WAITING, kind.name, kind.content_type, "scanner-silent", reason, do)
        return Verdict(*waiting, Scan.WAITING, facts)
    if signature:
        return _refused(Unfit("virus", signature=signature), kind, Scan.FOUND)
    return Verdict(Outcome.ACCEPTED, kind.name, kind.content_type, scanned=Scan.CLEAN, facts=facts)


def _refused(unfit: Unfit, kind: Kind | None, scanned: Scan = Scan.NOT_SCANNED) -> Verdict:
    reason, do = sentences(unfit.code, **unfit.values)
    name, content_type = (kind.name, kind.content_type) if kind else ("", "")
    return Verdict(Outcome.REFUSED, name, content_type, unfit.code, reason, do, scanned)
