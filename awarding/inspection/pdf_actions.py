"""Where a PDF goes by itself, and which of its links lead to another computer."""

import re
from collections.abc import Iterator

import pikepdf

# What a PDF may do by itself: turn to one of its own pages, or show itself differently.
HARMLESS = {"/GoTo", "/Named", "/SetOCGState", "/Trans"}
# The occasions an /AA dictionary names; a font or a state of a page may bear the name /AA too.
OCCASIONS = {"/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI"}  # an annotation
OCCASIONS |= {"/O", "/C"} | {"/K", "/F", "/V"}  # a page; a field of a form
OCCASIONS |= {"/WC", "/WS", "/DS", "/WP", "/DP"}  # the document
NEAR = re.compile(r"(?![/\\])[^:]*|/?[A-Za-z]:?[/\\].*", re.DOTALL)
FILES = ("/F", "/UF", "/DOS", "/Mac", "/Unix")
MOST = 100


def goes_outside(each: pikepdf.Object, keys: set[str]) -> bool:
    """Whether this object goes elsewhere by itself, or links to a file on another computer."""
    begun = [each["/OpenAction"]] if "/OpenAction" in keys else []
    if "/AA" in keys and isinstance(each["/AA"], pikepdf.Dictionary):
        begun += [each["/AA"][name] for name in OCCASIONS & set(each["/AA"].keys())]
    if any(kind not in HARMLESS for one in begun for kind in _kinds(one)):
        return True
    return "/S" in keys and str(each["/S"]) == "/GoToR" and _is_far(each.get("/F"))


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
