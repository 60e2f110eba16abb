"""The boxes an MP4 file is made of: each has a length, a type of four letters, a content."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from awarding.inspection.verdicts import Unfit

HEADER = 8
LONG_HEADER = 16
NESTED = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"}
DEEPEST = 10
MOST_BOXES = 200_000


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its type, where its content begins, and where it ends."""

    kind: bytes
    path: tuple[bytes, ...]
    start: int
    content: int
    end: int


def walk(file: BinaryIO, size: int) -> Iterator[Box]:
    """Every box in the order of the file, those inside others after them."""
    for count, box in enumerate(_within(file, 0, size, ())):
        if count > MOST_BOXES:
            raise Unfit("too-complex")
        yield box


def _within(file: BinaryIO, place: int, end: int, path: tuple[bytes, ...]) -> Iterator[Box]:
    while place < end:
        box = _at(file, place, end, path)
        yield box
        if box.kind in NESTED and len(path) < DEEPEST:
            yield from _within(file, box.content, box.end, (*path, box.kind))
        place = box.end


def _at(file: BinaryIO, place: int, end: int, path: tuple[bytes, ...]) -> Box:
    file.seek(place)
    header = file.read(LONG_HEADER)
    if len(header) < HEADER:
        raise Unfit("cut-short")
    length, kind, content = int.from_bytes(header[:4], "big"), header[4:8], place + HEADER
    if length == 1:
        length, content = int.from_bytes(header[8:16], "big"), place + LONG_HEADER
    elif length == 0 and not path:
        length = end - place
    if length < content - place or not all(32 <= letter < 127 or letter == 169 for letter in kind):
        raise Unfit("damaged")
    if place + length > end:
        raise Unfit("damaged" if path else "cut-short")
    return Box(kind, path, place, content, place + length)
