"""What the streams of a PDF unpack to, piece by piece, so that none is ever held whole.

Read as leniently as any viewer does: where a stream breaks off, what came before counts.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterable, Iterator

from awarding.inspection.verdicts import Unfit

MOST_AT_ONCE = 1024 * 1024
MOST_FILTERS = 6
FLATE_HEADER = 2
CLEAR, END, WIDEST = 256, 257, 12
NOT_HEX = re.compile(rb"[^0-9A-Fa-f]")
BLANK = re.compile(rb"[\0\t\n\f\r ]")

Pieces = Iterable[bytes]


def unpacked(raw: Pieces, filters: list[str], most: int) -> Iterator[bytes]:
    """The content behind these filters; from a picture's own coding on it stays as it is.

    Raises ``Unfit`` at the first filter that gives more bytes than this.
    """
    if len(filters) > MOST_FILTERS:
        raise Unfit("too-complex")
    pieces = iter(raw)
    for name in filters:
        if name not in READERS:
            break
        pieces = _bounded(READERS[name](pieces), most)
    return pieces


def _bounded(pieces: Pieces, most: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise Unfit("pdf-unpacks-too-large")
        yield piece


def _flate(raw: Pieces) -> Iterator[bytes]:
    """Without the header and the check sum, which some viewers do not look at either."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    skip = FLATE_HEADER
    for piece in raw:
        left, skip = piece[skip:], max(0, skip - len(piece))
        while left and not inflate.eof:
            try:
                yield inflate.decompress(left, MOST_AT_ONCE)
            except zlib.error:
                return
            left = inflate.unconsumed_tail


def _hex(raw: Pieces) -> Iterator[bytes]:
    told = NOT_HEX.sub(b"", b"".join(raw).partition(b">")[0])
    yield binascii.unhexlify(told + b"0" * (len(told) % 2))


def _base_85(raw: Pieces) -> Iterator[bytes]:
    told = BLANK.sub(b"", b"".join(raw)).removeprefix(b"<~").partition(b"~")[0]
    try:
        yield base64.a85decode(told)
    except ValueError as fault:
        raise Unfit("damaged") from fault


def _run_length(raw: Pieces) -> Iterator[bytes]:
    told, place = b"".join(raw), 0
    while place < len(told) and (length := told[place]) != 128:
        if length < 128:
            yield told[place + 1 : place + 2 + length]
            place += length + 2
        else:
            yield told[place + 1 : place + 2] * (257 - length)
            place += 2


def _lzw(raw: Pieces) -> Iterator[bytes]:
    """As most programs write it: a code grows one entry early."""
    table: list[bytes] = []
    before = b""
    codes = _Codes(raw)
    while (code := codes.next(len(table))) != END:
        if code == CLEAR:
            table, before = [bytes([one]) for one in range(CLEAR)] + [b"", b""], b""
            continue
        if not table or code > len(table) or (code == len(table) and not before):
            return
        entry = table[code] if code < len(table) else before + before[:1]
        if before and len(table) < 1 << WIDEST:
            table.append(before + entry[:1])
        before = entry
        yield entry


class _Codes:
    """Reads codes of nine to twelve bits."""

    def __init__(self, raw: Pieces) -> None:
        """Stand at the first bit."""
        self.bytes = (one for piece in raw for one in piece)
        self.held = self.bits = 0

    def next(self, entries: int) -> int:
        """The next code; the end where nothing is left."""
        width = min(WIDEST, max(9, (entries + 1).bit_length()))
        while self.bits < width:
            one = next(self.bytes, None)
            if one is None:
                return END
            self.held, self.bits = self.held << 8 | one, self.bits + 8
        self.bits -= width
        code = self.held >> self.bits
        self.held &= (1 << self.bits) - 1
        return code


READERS: dict[str, Callable[[Pieces], Iterator[bytes]]] = {
    "/FlateDecode": _flate,
    "/Fl": _flate,
    "/ASCIIHexDecode": _hex,
    "/AHx": _hex,
    "/ASCII85Decode": _base_85,
    "/A85": _base_85,
    "/RunLengthDecode": _run_length,
    "/RL": _run_length,
    "/LZWDecode": _lzw,
    "/LZW": _lzw,
    "/Crypt": iter,
}
