"""Write a Word, PowerPoint or Excel file again without its properties and authors."""

import posixpath
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from awarding.inspection import archive, child, office_parts, xml_copy
from awarding.inspection.addresses import NOWHERE
from awarding.inspection.authors import Authors
from awarding.inspection.kinds import container
from awarding.inspection.segments import stripped
from awarding.inspection.verdicts import Limits, Unfit
from awarding.inspection.xml_copy import Attributes

LIMITS = Limits()
TYPES = "[Content_Types].xml"
DROPPED = {
    "core-properties",
    "extended-properties",
    "custom-properties",
    "thumbnail",
    "customXml",
    "classificationlabels",
    "webextensiontaskpanes",
    "webextension",
    "extensibility",
}
# Add-ins and buttons of its own: they open with the document, and belong to whoever wrote it.
ADD_INS = re.compile(r"(^|/)(webextensions|customui)/")
DROPPED_FOLDERS = ("docprops/", "customxml/", "docmetadata/")
# What names a schema, whose place may be anywhere; no reader of the copy needs it.
DROPPED_ELEMENTS = {"attachedSchema"}
# The cells themselves name nobody, and may be very many.
AS_THEY_ARE = ("xl/worksheets/sheet", "xl/sharedstrings", "xl/pivotcache/pivotcacherecords")
PROPERTIES = {"creator", "lastModifiedBy", "Manager"}
PHOTOS = ("jpg", "png")
NEUTRAL_DATE = (1980, 1, 1, 0, 0, 0)


def copy(source: Path, target: Path) -> None:
    """Write the copy."""
    try:
        _copy(source, target, Authors())
    except (BadZipFile, NotImplementedError, UnicodeError, KeyError) as fault:
        raise Unfit("damaged") from fault


def _copy(source: Path, target: Path, authors: Authors) -> None:
    with (
        ZipFile(source) as listed,
        source.open("rb") as file,
        ZipFile(target, "w", ZIP_DEFLATED) as written,
    ):
        parts = [part for part in listed.infolist() if not part.is_dir()]
        gone = _dropped(file, parts)
        _learn_authors(file, parts, authors)
        for part in parts:
            if not _is_gone(part.filename, gone):
                _write(written, part, _changed(file, part, gone, authors))


def _dropped(file: BinaryIO, parts: list[ZipInfo]) -> set[str]:
    """The parts that hold properties, found by what other parts say they are."""
    gone = set()
    for part in parts:
        if part.filename.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(part.filename))
            for one in office_parts.relations(archive.read(file, part, LIMITS)):
                if one.kind in DROPPED and not one.outside:
                    gone.add(posixpath.normpath(posixpath.join("/", base, one.target)).lower())
    return {name.lstrip("/") for name in gone}


def _is_gone(name: str, gone: set[str]) -> bool:
    low = name.lower().lstrip("/")
    return low in gone or low.startswith(DROPPED_FOLDERS) or bool(ADD_INS.search(low))


def _learn_authors(file: BinaryIO, parts: list[ZipInfo], authors: Authors) -> None:
    """The creator's name may stand in a comment, too; it must be known before."""
    for part in parts:
        if part.filename.lower().startswith("docprops/") and part.filename.endswith(".xml"):
            for _ in xml_copy.copied(
                archive.unpacked(file, part),
                lambda _name, given: given,
                lambda name, told: authors.alias(told.strip()) if name in PROPERTIES else told,
            ):
                pass


def _changed(file: BinaryIO, part: ZipInfo, gone: set[str], authors: Authors) -> Iterator[bytes]:
    name, pieces = part.filename.lower(), archive.unpacked(file, part)
    if name.endswith(".rels"):
        base = posixpath.dirname(posixpath.dirname(part.filename))
        return xml_copy.copied(pieces, _without_relations(base, gone), _same_text)
    if part.filename == TYPES:
        return xml_copy.copied(pieces, _without_types(gone), _same_text)
    if name.endswith(".xml") and part.file_size and not name.startswith(AS_THEY_ARE):
        text = authors.text if "comment" in name else _same_text
        return xml_copy.copied(pieces, _without_schemas(authors), text)
    return _other(pieces, authors)


def _same_text(_: str, told: str) -> str:
    return told


def _without_relations(base: str, gone: set[str]) -> xml_copy.ChangeElement:
    authors = Authors()

    def change(name: str, given: Attributes) -> Attributes | None:
        if name != "Relationship":
            return given
        target = posixpath.normpath(posixpath.join("/", base, given.get("Target", "")))
        if given.get("TargetMode") != "External":
            return None if _is_gone(target, gone) else given
        if given.get("Type", "").endswith("/attachedTemplate"):
            return given | {"Target": "Normal.dotm"}
        kept = authors.element(name, given)
        return kept if kept["Target"] else kept | {"Target": NOWHERE}

    return change


def _without_schemas(authors: Authors) -> xml_copy.ChangeElement:
    def change(name: str, given: Attributes) -> Attributes | None:
        return None if name in DROPPED_ELEMENTS else authors.element(name, given)

    return change


def _without_types(gone: set[str]) -> xml_copy.ChangeElement:
    def change(name: str, given: Attributes) -> Attributes | None:
        return None if name == "Override" and _is_gone(given.get("PartName", ""), gone) else given

    return change


def _other(pieces: Iterator[bytes], authors: Authors) -> Iterator[bytes]:
    """Photographs lose what the camera wrote; an embedded document is copied the same way."""
    head = next(pieces, b"")
    found = container(head)
    if found in PHOTOS:
        yield stripped(head + b"".join(pieces))
    elif found == "ole":
        raise Unfit("embedded-object")
    elif found == "zip":
        yield from _embedded(head, pieces, authors)
    else:
        yield head
        yield from pieces


def _embedded(head: bytes, pieces: Iterator[bytes], authors: Authors) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        with source.open("wb") as file:
            file.write(head)
            file.writelines(pieces)
        _copy(source, target, authors)
        yield target.read_bytes()


def _write(written: ZipFile, part: ZipInfo, content: Iterator[bytes]) -> None:
    entry = ZipInfo(part.filename, NEUTRAL_DATE)
    entry.compress_type = ZIP_DEFLATED
    with written.open(entry, "w", force_zip64=False) as place:
        for piece in content:
            place.write(piece)


if __name__ == "__main__":
    child.main_copy(copy)
