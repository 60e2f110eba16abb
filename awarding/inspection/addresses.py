"""Where the addresses inside an Office file point: only what is known to be harmless may pass.

Lists of what is dangerous are never whole (webdav, ms-msdt, whatever comes next), so each
address must be of a kind that is named here.
"""

import re

LONGEST = 120

_NAME = r"(?![/\\]{2})(?!\s)[^:/?#\\]*([/?#\\].*)?"
_DISK = r"(file:/*)?[a-z]:.*|file:///(?![/\\%]).*|file://localhost/(?![/\\%]).*"
RELATIVE = re.compile(_NAME, re.I | re.S)
OWN = re.compile(f"({_DISK}|(?!\\\\\\\\){_NAME}|cid:.*)", re.I | re.S)
#: What stands in a copy where an address was taken out, and in a page whose link leads nowhere.
NOWHERE = "about:blank"
LINK = re.compile(f"(https?:|mailto:).*|{NOWHERE}|{_NAME}", re.I | re.S)

# What Office notes from the author's own disk and nobody else's program can fetch: the template,
# the place a pasted picture came from, the workbook whose numbers a formula used.
NOTED = {
    "attachedTemplate",
    "image",
    "externalLinkPath",
    "xlPathMissing",
    "xlAlternateStartup",
    "xlStartup",
    "xlLibrary",
}

_FIELD = re.compile(
    r'^[\s"]*(?P<all>DATABASE\b|(INCLUDE(PICTURE|TEXT)?|IMPORT|RD|LINK[ \t]+[^\s"]+)(?![^\s"])'
    r'[ \t]*("(?P<quoted>[^"\n]*)"|(?P<bare>[^\s"]+)[ \t])?)',
    re.IGNORECASE | re.MULTILINE,
)


def is_relative(target: str) -> bool:
    """Whether it names something beside the document or within it."""
    return bool(RELATIVE.fullmatch(target))


def is_own(target: str) -> bool:
    """Whether it lies on the disk of whoever opens the document, and on no other computer."""
    return bool(OWN.fullmatch(target))


def is_link(target: str) -> bool:
    """Whether it is a web page, an e-mail address, or a place beside the document."""
    return bool(LINK.fullmatch(target))


def fetched_by_fields(told: str) -> str:
    """The first address that a field of these fetches from elsewhere, or empty.

    An address put together by a field within the field cannot be read, and counts as foreign.
    """
    for found in _FIELD.finditer(told):
        address = found["quoted"] or found["bare"] or ""
        if not address or not is_own(address):
            return (address or found["all"].strip())[:LONGEST]
    return ""
