"""What an inspection answers, and the limits it keeps to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from awarding.inspection.reasons import REASONS
from awarding.kernel.rules import Sentence, say

MEGABYTE = 1024 * 1024
TRANSLATED = {"found", "also"}


class Outcome(StrEnum):
    """May the file be used?"""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAITING = "waiting"


class Scan(StrEnum):
    """What the virus scanner said, if one was asked."""

    CLEAN = "clean"
    FOUND = "found"
    NOT_SCANNED = "not scanned"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of everything a file may hold or take."""

    file_bytes: int = 200 * MEGABYTE
    pixels: int = 50_000_000
    pages: int = 5_000
    members: int = 5_000
    unpacked_bytes: int = 1024 * MEGABYTE
    ratio: int = 200
    free_of_ratio_bytes: int = 20 * MEGABYTE
    stream_bytes: int = 128 * MEGABYTE
    page_units: int = 14_400
    part_bytes: int = 8 * MEGABYTE
    head_of_video_bytes: int = 64 * MEGABYTE
    memory_bytes: int = 768 * MEGABYTE
    seconds: int = 25


@dataclass(frozen=True, slots=True)
class Facts:
    """What was cheap to learn on the way; nothing where it does not apply."""

    pages: int | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


class Unfit(Exception):
    """The file cannot be used: the code of the reason and the values of its sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        """Keep the values as they came; the sentence is made where it is read."""
        self.code = code
        self.values = values
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer about one file: what it is, whether it may be used, and if not, what to do."""

    outcome: Outcome
    kind: str = ""
    content_type: str = ""
    code: str = ""
    reason: Sentence | None = None
    do: Sentence | None = None
    scanned: Scan = Scan.NOT_SCANNED
    facts: Facts = Facts()

    @property
    def words(self) -> str:
        """The reason and what to do, as one piece of text in the reader's language."""
        return " ".join(str(part) for part in (self.reason, self.do) if part)


def sentences(code: str, **values: Any) -> tuple[Sentence, Sentence]:
    """The reason behind a code and what to do about it."""
    reason, do = REASONS[code]
    for name in TRANSLATED & values.keys():
        values[name] = say(values[name])
    return say(reason, **values), say(do, **values)
