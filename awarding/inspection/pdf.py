"""Is a PDF fit to be used? Every object is looked at; no stream is held unpacked."""

from itertools import chain
from pathlib import Path

import pikepdf

from awarding.inspection import child, pdf_actions, pdf_sizes
from awarding.inspection.verdicts import Facts, Limits, Unfit

TAIL = 2048
DEEPEST = 60

ACTIONS = {
    "/JavaScript": "pdf-script",
    "/Launch": "pdf-launch",
    "/ImportData": "pdf-launch",
    "/SubmitForm": "pdf-launch",
    "/GoToE": "pdf-attachment",
    "/Rendition": "pdf-media",
    "/Movie": "pdf-media",
    "/Sound": "pdf-media",
    "/RichMediaExecute": "pdf-media",
}
SUBTYPES = {
    "/FileAttachment": "pdf-attachment",
    "/RichMedia": "pdf-media",
    "/3D": "pdf-media",
    "/Screen": "pdf-media",
    "/Movie": "pdf-media",
    "/Sound": "pdf-media",
}
KEYS = {
    "/JavaScript": "pdf-script",
    "/EmbeddedFiles": "pdf-attachment",
    "/Collection": "pdf-attachment",
    "/XFA": "pdf-form",
}
NAMED = {"/S": ACTIONS, "/Subtype": SUBTYPES, "/Type": {"/EmbeddedFile": "pdf-attachment"}}
FILES = {"/F", "/UF"}
# Never hold a dictionary, and are the most frequent.
PLAIN = {"/Type", "/Subtype", "/Length", "/Parent", "/MediaBox", "/Rect", "/Widths", "/P"}
FIRST = (
    "pdf-script",
    "pdf-launch",
    "pdf-attachment",
    "pdf-media",
    "pdf-form",
    "pdf-outside",
    "odd-link",
)

#: What was found: the code of a reason, and the address it is about, if it is about one.
Found = tuple[str, str]


def look(path: Path, limits: Limits) -> tuple[str, Facts]:
    """The number of pages; raises ``Unfit`` with the reason if it must not be used."""
    _refuse_cut_short(path)
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                raise Unfit("locked")
            return "pdf", Facts(pages=_pages(pdf, limits))
    except pikepdf.PasswordError as locked:
        raise Unfit("locked") from locked
    except (pikepdf.PdfError, pikepdf.DependencyError, ValueError, TypeError) as fault:
        raise Unfit("damaged") from fault


def _refuse_cut_short(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        if b"%%EOF" not in file.read():
            raise Unfit("cut-short")


def _pages(pdf: pikepdf.Pdf, limits: Limits) -> int:
    found = dict(
        one for each in chain([pdf.trailer], pdf.objects) for one in _active(each, DEEPEST)
    )
    for code in FIRST:
        if code in found:
            raise Unfit(code, **({"address": found[code]} if found[code] else {}))
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            pdf_sizes.check_stream(each, limits)
    pages = len(pdf.pages)
    if not pages:
        raise Unfit("no-pages")
    if pages > limits.pages:
        raise Unfit("too-many-pages", pages=pages, most=limits.pages)
    for page in pdf.pages:
        pdf_sizes.check_page(page.obj, limits)
    return pages


def _active(each: pikepdf.Object, depth: int) -> set[Found]:
    """The codes of whatever in this object can act, without following references."""
    if not depth:
        raise Unfit("too-complex")
    if isinstance(each, pikepdf.Array):
        return {one for part in each for one in _direct(part, depth)}
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    keys = set(each.keys())
    found = _told_by(each, keys)
    for key in keys - PLAIN:
        found |= _direct(each[key], depth)
    return found


def _direct(part: object, depth: int) -> set[Found]:
    if isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect:
        return _active(part, depth - 1)
    return set()


def _told_by(each: pikepdf.Object, keys: set[str]) -> set[Found]:
    told = {KEYS[key] for key in KEYS.keys() & keys}
    for key, codes in NAMED.items():
        if key in keys:
            told.add(codes.get(str(each[key]), ""))
    if "/JS" in keys and isinstance(each["/JS"], pikepdf.String | pikepdf.Stream):
        told.add("pdf-script")
    if "/EF" in keys and isinstance(each["/EF"], pikepdf.Dictionary):
        told |= {"pdf-attachment"} if FILES & set(each["/EF"].keys()) else set()
    if pdf_actions.goes_outside(each, keys):
        told.add("pdf-outside")
    odd = pdf_actions.odd_link(each, keys)
    return {(code, "") for code in told - {""}} | ({("odd-link", odd)} if odd else set())


if __name__ == "__main__":
    child.main(look)
