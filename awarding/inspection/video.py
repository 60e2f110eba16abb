"""Is an MP4 video fit to be used? Its boxes are walked; nothing is decoded."""

from pathlib import Path
from typing import BinaryIO

from awarding.inspection import boxes, child
from awarding.inspection.boxes import Box
from awarding.inspection.verdicts import Facts, Limits, Unfit

LOCKED = {b"encv", b"enca"}
DURATION_FIELDS = {0: (12, 4, 4), 1: (20, 4, 8)}


def look(path: Path, limits: Limits) -> tuple[str, Facts]:
    """The length in seconds; raises ``Unfit`` with the reason if it must not be used."""
    size = path.stat().st_size
    seen: dict[bytes, Box] = {}
    pictures = False
    with path.open("rb") as file:
        for box in boxes.walk(file, size):
            if box.kind == b"pssh" or (box.kind == b"stsd" and _letters(file, box, 12) in LOCKED):
                raise Unfit("locked")
            if box.kind == b"moov" and box.end - box.start > limits.head_of_video_bytes:
                raise Unfit("too-complex")
            pictures |= box.kind == b"hdlr" and _letters(file, box, 8) == b"vide"
            seen.setdefault(box.kind, box)
        if not {b"ftyp", b"moov", b"mvhd"} <= seen.keys() or not {b"mdat", b"moof"} & seen.keys():
            raise Unfit("damaged")
        if not pictures:
            raise Unfit("no-video")
        return "mp4", Facts(seconds=_seconds(file, seen[b"mvhd"]))


def _letters(file: BinaryIO, box: Box, at: int) -> bytes:
    """The four letters at this place of a box: a handler's kind, a sample's coding."""
    file.seek(box.content + at)
    return file.read(4)


def _seconds(file: BinaryIO, header: Box) -> float | None:
    """Nothing when the header does not say, as in a video cut into fragments."""
    file.seek(header.content)
    content = file.read(32)
    if len(content) < 32 or content[0] not in DURATION_FIELDS:
        raise Unfit("damaged")
    at, scale_bytes, length_bytes = DURATION_FIELDS[content[0]]
    scale = int.from_bytes(content[at : at + scale_bytes], "big")
    length = int.from_bytes(content[at + scale_bytes : at + scale_bytes + length_bytes], "big")
    return round(length / scale, 1) if scale and length else None


if __name__ == "__main__":
    child.main(look)
