"""Is a Word, PowerPoint or Excel file fit to be used?

Its parts are read as a stream, each once; nothing is unpacked to a folder. A document that
another document embeds (the numbers behind a chart) is looked at in the same way, once.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from awarding.inspection import archive, child, office_parts
from awarding.inspection.kinds import KINDS, container
from awarding.inspection.verdicts import Facts, Limits, Unfit

TYPES = "[content_types].xml"
ROOTS = "_rels/.rels"
MAIN = {
    "wordprocessingml.document.main+xml": "docx",
    "presentationml.presentation.main+xml": "pptx",
    "spreadsheetml.sheet.main+xml": "xlsx",
}
MACROS = re.compile(r"macro|vba", re.IGNORECASE)
MACRO_PART = re.compile(r"(^|/)(vbaproject|vbadata|macrosheets?/)", re.IGNORECASE)
CONTROL = re.compile(r"(^|/)activex/|ms-office\.activex", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"{\\rtf", b"L\0\0\0\x01\x14\x02\0")
PROGRAM_NAME = re.compile(
    r"\.(lnk|url|js|jse|vbs|vbe|wsf|wsh|hta|exe|dll|scr|com|pif|bat|cmd|ps1|msi|jar|chm|reg)$",
    re.IGNORECASE,
)
LONGEST_NAME = 64
IN_OLE = {"_VBA_PROJECT": "macros", "Ole10Native": "embedded-file", "Package": "embedded-file"}


@dataclass(frozen=True, slots=True)
class Document:
    """An opened document: its parts, their types, and what kind it is."""

    file: BinaryIO
    parts: dict[str, ZipInfo]
    types: dict[str, str]
    kind: str
    limits: Limits
    depth: int


def look(path: Path, limits: Limits) -> tuple[str, Facts]:
    """The kind of the document; raises ``Unfit`` with the reason if it must not be used."""
    return _look(path, limits, depth=0), Facts()


def _look(path: Path, limits: Limits, *, depth: int) -> str:
    if not is_zipfile(path):
        raise Unfit("cut-short")
    try:
        with ZipFile(path) as listed, path.open("rb") as file:
            archive.check(listed, limits)
            document = _opened(listed, file, limits, depth=depth)
            for member in document.parts.values():
                _look_at(document, member)
            return document.kind
    except (BadZipFile, NotImplementedError, UnicodeError) as fault:
        raise Unfit("damaged") from fault


def _opened(listed: ZipFile, file: BinaryIO, limits: Limits, *, depth: int) -> Document:
    parts = {part.filename.lower(): part for part in listed.infolist() if not part.is_dir()}
    if "mimetype" in parts:
        raise Unfit("kind-not-allowed", found="OpenDocument file or e-book")
    if TYPES not in parts:
        raise Unfit("archive")
    types = office_parts.types(archive.read(file, parts[TYPES], limits))
    if any(MACROS.search(told) for told in types.values()):
        raise Unfit("macros")
    if any(CONTROL.search(told) for told in types.values()):
        raise Unfit("active-control")
    if ROOTS not in parts:
        raise Unfit("damaged")
    main = office_parts.main_part(archive.read(file, parts[ROOTS], limits))
    if main not in parts:
        raise Unfit("damaged")
    kind = _kind(office_parts.type_of(main, types))
    return Document(file, parts, types, kind, limits, depth)


def _kind(told: str) -> str:
    for ending, kind in MAIN.items():
        if told.endswith(ending):
            return kind
    raise Unfit("template" if "main+xml" in told else "damaged")


def _look_at(document: Document, member: ZipInfo) -> None:
    name = member.filename
    if MACRO_PART.search(name):
        raise Unfit("macros")
    if CONTROL.search(name):
        raise Unfit("active-control")
    if PROGRAM_NAME.search(name):
        raise Unfit("embedded-file", member=name)
    pieces = archive.unpacked(document.file, member)
    head = next(pieces, b"")
    whole = chain([head], pieces)
    if name.lower().endswith(".rels"):
        told = archive.read(document.file, member, document.limits)
        office_parts.refuse_relations(told)
    elif head and _is_embedded(name) and container(head) not in ("ole", "zip"):
        raise Unfit("embedded-file", member=name)
    elif head and _is_xml(document, name):
        _read(document, name, whole)
    else:
        _look_into(document, name, head, whole)
    for _ in whole:  # to the end, so that size and check sum are compared
        pass


def _is_embedded(name: str) -> bool:
    return PurePosixPath(name.lower()).parent.name == "embeddings"


def _read(document: Document, name: str, whole: Iterator[bytes]) -> None:
    if _is_drawing(document, name):
        office_parts.read_drawing(whole)
    else:
        office_parts.read_through(whole, document.kind)


def _is_drawing(document: Document, name: str) -> bool:
    told = office_parts.type_of(name, document.types)
    return name.lower().endswith(".svg") or told.lower().startswith("image/svg")


def _is_xml(document: Document, name: str) -> bool:
    told = office_parts.type_of(name, document.types)
    return name.lower().endswith((".xml", ".svg")) or told.endswith(("+xml", "/xml"))


def _look_into(document: Document, name: str, head: bytes, whole: Iterator[bytes]) -> None:
    """A part that is not XML: pictures, sound and film may pass, programs and files not."""
    found = container(head)
    if found == "ole":
        _refuse_in_ole(name, whole)
    elif found == "zip":
        _look_at_embedded(document, name, whole)
    elif found == "pdf" or head.startswith(PROGRAMS):
        raise Unfit("embedded-file", member=name)


def _refuse_in_ole(name: str, whole: Iterator[bytes]) -> None:
    """No object of another program passes: opening it starts that program."""
    code = names_in_ole(whole, IN_OLE) or "embedded-object"
    raise Unfit(code) if code == "macros" else Unfit(code, member=name)


def names_in_ole(whole: Iterator[bytes], names: dict[str, str]) -> str:
    """The value of the first of these names found in an OLE file's directory, or empty.

    OLE tells names apart without regard to case.
    """
    looked_for = {name.lower().encode("utf-16-le"): value for name, value in names.items()}
    before = b""
    for piece in whole:
        low = before + piece.lower()
        for name, value in looked_for.items():
            if name in low:
                return value
        before = low[-LONGEST_NAME:]
    return ""


def _look_at_embedded(document: Document, name: str, whole: Iterator[bytes]) -> None:
    place = PurePosixPath(name.lower())
    known = _is_embedded(name) and place.suffix[1:] in KINDS
    if document.depth or not known:
        raise Unfit("embedded-file", member=name)
    with tempfile.NamedTemporaryFile(suffix=place.suffix) as copy:
        copy.writelines(whole)
        copy.flush()
        try:
            _look(Path(copy.name), document.limits, depth=1)
        except Unfit as unfit:
            if unfit.code in ("archive", "cut-short", "damaged"):
                raise Unfit("embedded-file", member=name) from unfit
            raise


if __name__ == "__main__":
    child.main(look)
