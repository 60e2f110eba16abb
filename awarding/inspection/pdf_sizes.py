"""How large the parts of a PDF become when it is shown: its pages, its pictures, its streams."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image

from awarding.inspection import pdf_streams
from awarding.inspection.verdicts import Limits, Unfit

PIECE = 64 * 1024
BITS = 8
COLOURS = 4
METRES_OF_A_UNIT = 0.0254 / 72
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
CODED = {"/DCTDecode": "JPEG", "/DCT": "JPEG", "/JPXDecode": "JPEG2000"}
HIGHEST_TREE = 60


def check_page(page: pikepdf.Object, limits: Limits) -> None:
    """Refuse a page larger than any sheet of paper."""
    unit = _number(page.get("/UserUnit"), 1)
    for name in BOXES:
        box = _inherited(page, name)
        if isinstance(box, pikepdf.Array) and len(box) == len("xyxy"):
            left, low, right, high = (_number(side) for side in box)
            width, height = abs(right - left) * unit, abs(high - low) * unit
            if max(width, height) > limits.page_units:
                raise Unfit(
                    "pdf-page-too-large",
                    width=_metres(width),
                    height=_metres(height),
                    most=_metres(limits.page_units),
                )


def check_stream(stream: pikepdf.Stream, limits: Limits) -> None:
    """Refuse a picture of too many pixels, and a stream that unpacks to far too much."""
    raw = memoryview(stream.get_raw_stream_buffer())
    filters = [str(one) for one in _several(stream, "/Filter", "/F")]
    pixels = _pixels(stream, limits)
    for one in _several(stream, "/DecodeParms", "/DP"):
        _check_row(one, limits)
    if pixels is None:
        most = min(limits.stream_bytes, max(limits.free_of_ratio_bytes, len(raw) * limits.ratio))
    else:
        most = pixels * COLOURS // BITS + limits.free_of_ratio_bytes
    pieces = pdf_streams.unpacked(_cut(raw), filters, most)
    if filters and filters[-1] in CODED:
        _check_coded(b"".join(pieces), CODED[filters[-1]], limits)
    elif filters:
        for _ in pieces:
            pass


def _pixels(stream: pikepdf.Stream, limits: Limits) -> int | None:
    """The bits of one colour of a picture; nothing when the stream is none."""
    if "/Width" not in stream or "/Height" not in stream:
        return None
    width, height = (abs(_number(stream[side])) for side in ("/Width", "/Height"))
    of_one = 1 if bool(stream.get("/ImageMask")) else BITS
    bits = max(1, _number(stream.get("/BitsPerComponent"), of_one))
    if width * height * bits > limits.pixels * BITS:
        raise Unfit("pdf-picture-too-large", width=_shown(width), height=_shown(height))
    return int(width * height * bits)


def _check_row(told: Any, limits: Limits) -> None:
    """A row of a packed picture is held whole by whoever unpacks it."""
    if not isinstance(told, pikepdf.Dictionary):
        return
    columns, rows = (abs(_number(told.get(key), 1)) for key in ("/Columns", "/Rows"))
    bits = abs(_number(told.get("/Colors"), 1) * _number(told.get("/BitsPerComponent"), 1))
    if columns * max(rows, 1) * max(bits, 1) > limits.pixels * BITS:
        raise Unfit("pdf-picture-too-large", width=_shown(columns), height=_shown(rows))


def _check_coded(content: bytes, kind: str, limits: Limits) -> None:
    """What a photograph says of its own size counts, too; one nobody can read shows nothing."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            width, height = picture.size
    except Image.DecompressionBombError:
        raise Unfit("pdf-picture-too-large", width="?", height="?") from None
    except (OSError, SyntaxError, ValueError):
        return
    if width * height > limits.pixels:
        raise Unfit("pdf-picture-too-large", width=width, height=height)


def _several(stream: pikepdf.Stream, *keys: str) -> list[Any]:
    found = next((stream[key] for key in keys if key in stream), pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _inherited(page: pikepdf.Object, name: str) -> Any:
    for _ in range(HIGHEST_TREE):
        if name in page:
            return page[name]
        above = page.get("/Parent")
        if not isinstance(above, pikepdf.Dictionary):
            return None
        page = above
    return None


def _number(told: Any, otherwise: float = 0) -> float:
    """A number as it stands; what is none counts as the other."""
    try:
        return otherwise if told is None else float(told)
    except (TypeError, ValueError):
        return otherwise


def _cut(raw: memoryview) -> Iterator[bytes]:
    for place in range(0, len(raw), PIECE):
        yield bytes(raw[place : place + PIECE])


def _metres(units: float) -> str:
    return f"{units * METRES_OF_A_UNIT:.3g}"


def _shown(side: float) -> str:
    return f"{side:,.0f}"
