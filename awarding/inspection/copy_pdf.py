"""Write a PDF again without properties, metadata, private data and names of commentators."""

from pathlib import Path

import pikepdf

from awarding.inspection import child
from awarding.inspection.segments import stripped
from awarding.inspection.verdicts import Unfit

TELLING = ("/Metadata", "/PieceInfo")
OF_THE_WHOLE = ("/Perms", "/DSS", "/Legal")
PHOTO = "/DCTDecode"


def copy(source: Path, target: Path) -> None:
    """Write the copy."""
    try:
        with pikepdf.open(source) as pdf:
            _forget_the_whole(pdf)
            named: dict[str, str] = {}
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                    _forget(each, named)
            pdf.save(target, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, TypeError) as fault:
        raise Unfit("damaged") from fault


def _forget_the_whole(pdf: pikepdf.Pdf) -> None:
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for key in OF_THE_WHOLE:
        if key in pdf.Root:
            del pdf.Root[key]


def _forget(each: pikepdf.Object, named: dict[str, str]) -> None:
    for key in TELLING:
        if key in each:
            del each[key]
    if each.get("/FT") == pikepdf.Name.Sig and "/V" in each:
        del each["/V"]
    _rename_author(each, named)
    for annotation in _direct_annotations(each):
        _rename_author(annotation, named)
    if isinstance(each, pikepdf.Stream) and str(each.get("/Filter", "")) == PHOTO:
        _strip_photo(each)


def _direct_annotations(each: pikepdf.Object) -> list[pikepdf.Object]:
    """A page may hold its annotations itself instead of pointing at them."""
    held = each.get("/Annots")
    if not isinstance(held, pikepdf.Array):
        return []
    parts = [part for part in held if isinstance(part, pikepdf.Dictionary)]
    return [part for part in parts if not part.is_indirect]


def _rename_author(each: pikepdf.Object, named: dict[str, str]) -> None:
    """The name on a comment is its title; a form field's title is the field's own."""
    if "/T" in each and "/Rect" in each and each.get("/Subtype") != pikepdf.Name.Widget:
        name = str(each["/T"])
        each["/T"] = named.setdefault(name, f"Author {len(named) + 1}")


def _strip_photo(photo: pikepdf.Stream) -> None:
    content = photo.read_raw_bytes()
    smaller = stripped(content)
    if len(smaller) < len(content):
        photo.write(smaller, filter=pikepdf.Name.DCTDecode)


if __name__ == "__main__":
    child.main_copy(copy)
