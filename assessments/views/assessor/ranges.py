"""Files in parts: a video is played from anywhere without all of it being sent."""

import re
from typing import IO, Any

from django.core.files.base import File
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

ONE_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")
#: A number of more digits counts bytes no file has.
MOST_DIGITS = 18
BEYOND = 10**MOST_DIGITS


class Beyond(Exception):
    """A part was asked for of which this file has no byte."""


class Part:
    """Some bytes of an open file, read as a file of their own."""

    def __init__(self, opened: IO[bytes] | File, first: int, length: int) -> None:  # type: ignore[type-arg]  # not generic when it runs
        """Stand at the first byte."""
        self.opened, self.left = opened, length
        opened.seek(first)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of the part."""
        wanted = self.left if size < 0 else min(size, self.left)
        piece: bytes = self.opened.read(wanted)
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self.opened.close()


def answer(opened: Any, *, asked: str, content_type: str, filename: str) -> HttpResponseBase:
    """Return the whole file inline, the one part that was asked for, or that there is none."""
    size: int = opened.size
    try:
        part = wanted(asked, size)
    except Beyond:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if part is None:
        whole = FileResponse(opened, filename=filename, content_type=content_type)
        whole["Accept-Ranges"] = "bytes"
        return whole
    first, last = part
    length = last - first + 1
    some = FileResponse(
        Part(opened, first, length), status=206, filename=filename, content_type=content_type
    )
    some["Accept-Ranges"] = "bytes"
    some["Content-Length"] = str(length)
    some["Content-Range"] = f"bytes {first}-{last}/{size}"
    return some


def wanted(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for; nothing when that is not one range.

    Raises ``Beyond`` when it is one, but of no byte that this file has.
    """
    found = ONE_RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    start, end = (_number(told) if told else None for told in found.groups())
    if start is None:
        start, end = max(0, size - (end or 0)), None
    elif end is not None and end < start:
        return None
    if start >= size:
        raise Beyond
    return start, min(end if end is not None else size, size - 1)


def _number(digits: str) -> int:
    told = digits.lstrip("0") or "0"
    return int(told) if len(told) <= MOST_DIGITS else BEYOND
