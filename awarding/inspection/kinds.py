"""The kinds of file that are accepted, and how a file is known by its first bytes."""

import re
from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """An accepted kind: what a person calls it, the type it is served as, its endings."""

    name: str
    called: str
    content_type: str
    endings: tuple[str, ...]
    looked_at_by: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", (".pdf",), "pdf"),
        Kind(
            "docx",
            "Word document",
            OFFICE + "wordprocessingml.document",
            (".docx",),
            "office",
        ),
        Kind(
            "pptx",
            "PowerPoint presentation",
            OFFICE + "presentationml.presentation",
            (".pptx",),
            "office",
        ),
        Kind("xlsx", "Excel workbook", OFFICE + "spreadsheetml.sheet", (".xlsx",), "office"),
        Kind("jpg", "JPG picture", "image/jpeg", (".jpg", ".jpeg"), "pictures"),
        Kind("png", "PNG picture", "image/png", (".png",), "pictures"),
        Kind("mp4", "MP4 video", "video/mp4", (".mp4",), "video"),
    )
}
BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}

# What else is recognised, so that the refusal can name it.
OTHERS = (
    (re.compile(rb"\{\\rtf"), "rich text (RTF) document"),
    (re.compile(rb"GIF8[79]a"), "GIF picture"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP picture"),
    (re.compile(rb"RIFF....AVI ", re.DOTALL), "AVI video"),
    (re.compile(rb"II\*\0|MM\0\*"), "TIFF picture"),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), "BMP picture"),
    (re.compile(rb"\x1a\x45\xdf\xa3"), "WebM or Matroska video"),
    (re.compile(rb"ID3|\xff\xfb"), "MP3 recording"),
    (re.compile(rb"MZ|\x7fELF"), "program"),
    (re.compile(rb"#!"), "script"),
)
ARCHIVES = re.compile(rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|PK\x05\x06|PK\x07\x08")
PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|img|\?php|object)\b", re.I)
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
MP4 = {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9"}
MP4 |= {b"mp41", b"mp42", b"avc1", b"dash", b"MSNV", b"M4V ", b"M4VH", b"M4VP", b"mmp4"}
MP4 |= {b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"XAVC", b"hvc1", b"NDSC", b"NDSS"}


def container(head: bytes) -> str:
    """Which container do these first bytes open? Empty when it is none that is accepted."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    return _boxes(head)


def _boxes(head: bytes) -> str:
    if head[4:8] != b"ftyp":
        return "mov" if head[4:8] in (b"moov", b"wide", b"mdat") else ""
    brand = head[8:12]
    if brand in MP4:
        return "mp4"
    if brand in HEIC:
        return "heic"
    return "mov" if brand == b"qt  " else "ftyp"


def other(head: bytes) -> str:
    """What a person calls a file that is not accepted; empty when it is not known."""
    if PAGE.search(head[:1024]):
        return "web page"
    for pattern, called in OTHERS:
        if pattern.match(head):
            return called
    return ""
