"""Anchors: what was noted outside of the database of each seal, to compare it with later."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class Unreadable(Exception):
    """This is not an anchor; the sentence says how one is written."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A body's seal as it was: its number and its hash."""

    body: str
    n: int
    hash: str

    def __str__(self) -> str:
        """Write it as ``--anchor`` reads it."""
        return f"{self.body}:{self.n}:{self.hash}"


def read(text: str) -> Anchor:
    """Return an anchor written as BODY:N:HASH."""
    body, _, rest = text.strip().partition(":")
    n, _, digest = rest.partition(":")
    if not (body and n.isdecimal() and len(digest) == 64 and _is_hex(digest)):
        raise Unreadable(f"An anchor is written BODY:N:HASH, with 64 hex digits; not {text!r}.")
    return Anchor(body, int(n), digest.lower())


def _is_hex(text: str) -> bool:
    return all(letter in "0123456789abcdefABCDEF" for letter in text)


def path_of(folder: Path, body: str) -> Path:
    """Return the file that holds a body's anchors, one a line, the oldest first."""
    return folder / f"{body}.anchors"


def kept(folder: Path, body: str) -> list[Anchor]:
    """Return a body's anchors in a folder, the oldest first."""
    path = path_of(folder, body)
    if not path.exists():
        return []
    return list(_lines(path.read_text(encoding="utf-8").splitlines()))


def _lines(lines: Iterable[str]) -> Iterable[Anchor]:
    for line in lines:
        yield read(line.split(" ", 1)[0])
