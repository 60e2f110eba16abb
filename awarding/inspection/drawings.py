"""What a drawing inside an Office file may say: no script, and nothing fetched from elsewhere.

Old drawings (VML) stand in the document itself; new ones (SVG) are parts of their own.
"""

import re
from xml.parsers.expat import XMLParserType

from awarding.inspection import addresses
from awarding.inspection.verdicts import Unfit

#: Elements of VML that take a picture from where ``src`` or ``href`` says.
PICTURED = {"imagedata", "fill", "stroke", "image", "background"}
SOURCES = {"src", "href", "althref"}
#: Elements of VML that lead somewhere when they are clicked.
SHAPES = {"shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve", "group"}
#: A drawing runs these, or is another page through them.
RUN = {"script", "foreignObject", "handler", "listener", "iframe", "object", "embed"}
ALSO_IN_STYLE = re.compile(
    r"url\(\s*[\"']?(?P<url>[^)\"']*)|@import\s*[\"']?(?P<sheet>[^;\"']*)", re.I
)
WITHIN = re.compile(r"\s*(#|data:image/(png|jpe?g|gif)[;,]).*", re.I | re.S)


def refuse_old(name: str, given: dict[str, str]) -> None:
    """Refuse an element of VML that fetches its picture, or leads to what is no link."""
    for key, value in given.items():
        short = key.rpartition(":")[2]
        if name in PICTURED and short in SOURCES and not addresses.is_own(value):
            raise Unfit("fetches-from-outside", address=value[: addresses.LONGEST])
        if name in SHAPES and short == "href" and not addresses.is_link(value):
            raise Unfit("odd-link", address=value[: addresses.LONGEST])


def watch(parser: XMLParserType) -> None:
    """Have a reader of XML refuse, in an SVG, what acts and what is fetched."""
    parser.StartElementHandler = _refuse_element
    parser.CharacterDataHandler = _refuse_in_style


def _refuse_element(name: str, given: dict[str, str]) -> None:
    short = name.rpartition(":")[2]
    if short in RUN:
        raise Unfit("acting-drawing")
    for key, value in given.items():
        told = key.rpartition(":")[2].lower()
        if told.startswith("on"):
            raise Unfit("acting-drawing")
        if told in ("href", "src"):
            _refuse_address(value, is_link=short == "a")
        _refuse_in_style(value)


def _refuse_address(value: str, *, is_link: bool) -> None:
    if is_link and not addresses.is_link(value):
        raise Unfit("odd-link", address=value[: addresses.LONGEST])
    if not is_link and not WITHIN.fullmatch(value):
        raise Unfit("fetches-from-outside", address=value[: addresses.LONGEST])


def _refuse_in_style(told: str) -> None:
    for found in ALSO_IN_STYLE.finditer(told):
        address = found["url"] or found["sheet"] or ""
        if not WITHIN.fullmatch(address):
            raise Unfit("fetches-from-outside", address=address[: addresses.LONGEST])
