"""Is a ZIP archive fit to be unpacked, and does it unpack to what it says?"""

import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from awarding.inspection.verdicts import Limits, Unfit

PIECE = 64 * 1024
MOST_AT_ONCE = 1024 * 1024
HEADER = 30
ENCRYPTED = 0x1 | 0x40 | 0x2000
UNSAFE = re.compile(
    r"^[/\\]|^[A-Za-z]:|\\|(^|/)\.\.?(/|$)|//|[\0-\x1f\x7f]|[\u202a-\u202e\u2066-\u2069]"
)


def is_one(path: Path) -> bool:
    """Would a program that unpacks archives find something in this file?"""
    if not is_zipfile(path):
        return False
    try:
        with ZipFile(path) as archive:
            return bool(archive.infolist())
    except (BadZipFile, NotImplementedError, ValueError):
        return False


def check(archive: ZipFile, limits: Limits) -> None:
    """Refuse what must not be unpacked, before anything is."""
    members = archive.infolist()
    if len(members) > limits.members:
        raise Unfit("too-many-parts", members=len(members), most=limits.members)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Unfit("locked")
    if any(_is_odd(member) for member in members) or _repeat(members):
        raise Unfit("unsafe-parts")
    _check_places(members)
    _check_sizes(members, limits)


def _is_odd(member: ZipInfo) -> bool:
    mode = member.external_attr >> 16
    return bool(
        (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR))
        or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
        or UNSAFE.search(member.orig_filename.rstrip("/"))
    )


def _repeat(members: list[ZipInfo]) -> bool:
    return len({member.filename.lower() for member in members}) < len(members)


def _check_places(members: list[ZipInfo]) -> None:
    """Members that share their bytes are how a small file unpacks to a huge one."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end or (end == 0 and member.header_offset > 0):
            raise Unfit("unsafe-parts")
        end = member.header_offset + HEADER + member.compress_size


def _check_sizes(members: list[ZipInfo], limits: Limits) -> None:
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise Unfit("unpacks-too-large")
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > max(limits.free_of_ratio_bytes, packed * limits.ratio):
            raise Unfit("unpacks-too-large")


def unpacked(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    """The content of one member, piece by piece. It must be exactly what the list announces."""
    size, check_sum = 0, 0
    for piece in _inflated(file, member):
        size += len(piece)
        check_sum = zlib.crc32(piece, check_sum)
        if size > member.file_size:
            raise Unfit("unpacks-too-large")
        if piece:
            yield piece
    if size != member.file_size or check_sum != member.CRC:
        raise Unfit("damaged")


def read(file: BinaryIO, member: ZipInfo, limits: Limits) -> bytes:
    """The whole content of a member that is small in every ordinary document."""
    if member.file_size > limits.part_bytes:
        raise Unfit("unpacks-too-large")
    return b"".join(unpacked(file, member))


def _inflated(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    packed = _packed(file, member)
    if member.compress_type == ZIP_STORED:
        yield from packed
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            yield inflate.decompress(piece, MOST_AT_ONCE)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, MOST_AT_ONCE)
    except zlib.error as fault:
        raise Unfit("damaged") from fault
    yield inflate.flush()
    if not inflate.eof or inflate.unused_data:
        raise Unfit("damaged")


def _packed(file: BinaryIO, member: ZipInfo) -> Iterator[bytes]:
    file.seek(member.header_offset)
    header = file.read(HEADER)
    if len(header) < HEADER or not header.startswith(b"PK\x03\x04"):
        raise Unfit("damaged")
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    if file.read(name) != _stored_name(member):
        raise Unfit("unsafe-parts")
    place, left = file.tell() + extra, member.compress_size
    while left:
        file.seek(place)
        piece = file.read(min(PIECE, left))
        if not piece:
            raise Unfit("cut-short")
        place, left = place + len(piece), left - len(piece)
        yield piece


def _stored_name(member: ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")
