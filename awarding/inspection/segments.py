"""Take what tells of author, place and camera out of a JPG or PNG without touching a pixel."""

import re
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
PNG_TELLING = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
ALONE = {0x01, 0xD8, *range(0xD0, 0xD8)}
END, SCAN, COMMENT, COLOURS = 0xD9, 0xDA, 0xFE, 0xE2
KEPT_APPS = {0xE0, 0xEE}


def stripped(content: bytes) -> bytes:
    """The same picture with nothing but what is needed to show it; anything else unchanged."""
    if content.startswith(PNG):
        return PNG + b"".join(_png(content))
    if content.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd8" + b"".join(_jpg(content))
    return content


def _png(content: bytes) -> Iterator[bytes]:
    place = len(PNG)
    while place + 8 <= len(content):
        end = place + 12 + int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        if kind not in PNG_TELLING:
            yield content[place:end]
        if kind == b"IEND":
            return
        place = end


def _jpg(content: bytes) -> Iterator[bytes]:
    place = 2
    while (found := NEXT_MARKER.search(content, place)) is not None:
        start, marker = found.start(), content[found.start() + 1]
        end = found.end()
        if marker not in ALONE and marker != END:
            end += int.from_bytes(content[end : end + 2], "big")
        if marker == SCAN:
            after = NEXT_MARKER.search(content, end)
            end = after.start() if after else len(content)
        if _needed(marker, content[start:end]):
            yield content[start:end]
        if marker == END:
            return
        place = end


def _needed(marker: int, segment: bytes) -> bool:
    if marker == COLOURS:
        return segment[4:].startswith(b"ICC_PROFILE")
    return marker in KEPT_APPS or (marker != COMMENT and marker & 0xF0 != 0xE0)
