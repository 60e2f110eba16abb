"""Files in parts: a video is played from anywhere without all of it being sent."""

import re
from typing import IO, Any

from django.core.files.base import File
from django.http import FileResponse

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


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


def answer(opened: Any, *, asked: str, content_type: str, filename: str) -> FileResponse:
    """Return the whole file inline, or the one part that was asked for."""
    size: int = opened.size
    part = wanted(asked, size)
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
    """Return the first and last byte asked for; nothing when it is not one range of this file."""
    found = ONE_RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()) or not size:
        return None
    start, end = found.groups()
    if not start:
        return max(0, size - int(end)), size - 1
    first, last = int(start), min(int(end or size - 1), size - 1)
    return (first, last) if first <= last else None
