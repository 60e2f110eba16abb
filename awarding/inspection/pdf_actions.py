"""Where a PDF goes by itself, what it takes from elsewhere, and where its links lead."""

import re
from collections.abc import Iterator

import pikepdf

from awarding.inspection import addresses

# What a PDF may do by itself: turn to one of its own pages, or show itself differently.
HARMLESS = {"/GoTo", "/Named", "/SetOCGState", "/Trans"}
# The occasions an /AA dictionary names; a font or a state of a page may bear the name /AA too.
OCCASIONS = {"/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI"}  # an annotation
OCCASIONS |= {"/O", "/C"} | {"/K", "/F", "/V"}  # a page; a field of a form
OCCASIONS |= {"/WC", "/WS", "/DS", "/WP", "/DP"}  # the document
NEAR = re.compile(r"(?![/\\])[^:]*|/?[A-Za-z]:?[/\\].*", re.DOTALL)
FILES = ("/F", "/UF", "/DOS", "/Mac", "/Unix")
NAMES_A_FILE = {"/Filespec", "/F", "/OPI"}
LEADS_TO_A_FILE = {"/GoToR", "/Thread"}
MOST = 100


def goes_outside(each: pikepdf.Object, keys: set[str]) -> bool:
    """Whether this object goes or fetches elsewhere, or links to a file on another computer."""
    return _goes(each, keys) or _fetches(each, keys) or _names_far(each, keys)


def odd_link(each: pikepdf.Object, keys: set[str]) -> str:
    """Where a link leads that is no web page and no e-mail address, or empty."""
    told = each["/URI"] if "/URI" in keys else None
    if isinstance(told, pikepdf.Dictionary):  # what the links of the whole document start from
        told = told.get("/Base")
    address = "" if told is None else str(told).strip()
    return "" if addresses.is_link(address) else address[: addresses.LONGEST]


def _goes(each: pikepdf.Object, keys: set[str]) -> bool:
    begun = [each["/OpenAction"]] if "/OpenAction" in keys else []
    if "/AA" in keys and isinstance(each["/AA"], pikepdf.Dictionary):
        begun += [each["/AA"][name] for name in OCCASIONS & set(each["/AA"].keys())]
    return any(kind not in HARMLESS for one in begun for kind in _kinds(one))


def _fetches(each: pikepdf.Object, keys: set[str]) -> bool:
    """Whether the content of this stream, or what it shows, lies in another file."""
    if not isinstance(each, pikepdf.Stream):
        return False
    page = each["/Ref"] if "/Ref" in keys else None
    of_another = isinstance(page, pikepdf.Dictionary) and "/F" in page
    content = each["/F"] if "/F" in keys else None  # some write a filter's name there
    return of_another or isinstance(content, pikepdf.String | pikepdf.Dictionary)


def _names_far(each: pikepdf.Object, keys: set[str]) -> bool:
    if "/FS" in keys and str(each["/FS"]) == "/URL":
        return True
    if "/Type" in keys and str(each["/Type"]) in NAMES_A_FILE and _is_far(each):
        return True
    return "/S" in keys and str(each["/S"]) in LEADS_TO_A_FILE and _is_far(each.get("/F"))


def _kinds(action: pikepdf.Object) -> Iterator[str]:
    """The kind of an action and of those that follow it; a destination is none."""
    waiting, seen = [action], 0
    while waiting:
        one, seen = waiting.pop(), seen + 1
        if seen > MOST:
            yield "/TooMany"
            return
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield str(one["/S"])
            after = one.get("/Next", pikepdf.Array([]))
            waiting += list(after) if isinstance(after, pikepdf.Array) else [after]


def _is_far(file: pikepdf.Object | None) -> bool:
    if isinstance(file, pikepdf.Dictionary):
        return "/FS" in file or any(_is_far(file[key]) for key in FILES if key in file)
    return file is not None and not NEAR.fullmatch(str(file))
