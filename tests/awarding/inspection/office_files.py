"""Office files made part by part, so that a test can say exactly what is odd about one."""

import io
import stat
import struct
import zipfile

HEADING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", TYPE + "wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", TYPE + "presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", TYPE + "spreadsheetml.sheet.main+xml"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def types(main, told, **overrides):
    more = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return (
        f'{HEADING}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{told}"/>{more}</Types>'
    )


def rels(*targets):
    """Each target: (kind, target) or (kind, target, "External")."""
    lines = []
    for number, (kind, target, *mode) in enumerate(targets):
        family = PACKAGE if kind in ("core-properties", "thumbnail") else OFFICE
        outside = f' TargetMode="{mode[0]}"' if mode else ""
        lines.append(
            f'<Relationship Id="rId{number}" Type="{family}/{kind}" Target="{target}"{outside}/>'
        )
    return f'{HEADING}<Relationships xmlns="{RELATIONSHIPS}">{"".join(lines)}</Relationships>'


def body(kind, inside=""):
    if kind == "docx":
        return f'{HEADING}<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'
    if kind == "xlsx":
        return f'{HEADING}<workbook xmlns="{SHEET}">{inside}<sheets/></workbook>'
    return f'{HEADING}<p:presentation xmlns:p="{SLIDES}">{inside}</p:presentation>'


def parts(kind="docx", inside="<w:p><w:r><w:t>My work</w:t></w:r></w:p>", **more):
    """The parts of a plain document; ``more`` replaces or adds, with None to leave out."""
    main, told = MAIN[kind]
    found = {
        "[Content_Types].xml": types(main, told),
        "_rels/.rels": rels(("officeDocument", main)),
        main: body(kind, inside if kind == "docx" else ""),
    }
    return {name: content for name, content in (found | more).items() if content is not None}


def packed(content, *, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, told in content.items():
            archive.writestr(name, told)
    return out.getvalue()


def document(kind="docx", inside="<w:p><w:r><w:t>My work</w:t></w:r></w:p>", **more):
    return packed(parts(kind, inside, **more))


def with_part(name, content, kind="docx"):
    return packed(parts(kind) | {name: content})


def with_relation(*target, kind="docx"):
    main = MAIN[kind][0]
    folder, _, name = main.rpartition("/")
    return with_part(f"{folder}/_rels/{name}.rels", rels(target), kind)


def of_type(told, kind="docx"):
    main = MAIN[kind][0]
    return packed(parts(kind) | {"[Content_Types].xml": types(main, told)})


def sheet(inside):
    cells = f'{HEADING}<worksheet xmlns="{SHEET}"><sheetData>{inside}</sheetData></worksheet>'
    return with_part("xl/worksheets/sheet1.xml", cells, "xlsx")


def field(*instructions):
    """One Word field whose instruction is cut into several runs."""
    runs = "".join(f"<w:r><w:instrText>{told}</w:instrText></w:r>" for told in instructions)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return document(inside=f"<w:p>{begin}{runs}{end}</w:p>")


def with_symlink():
    out = io.BytesIO(document())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/media/picture.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def with_flag(flag):
    """Set one bit of the flags of every member, as encryption does."""
    content = bytearray(document())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= flag
            place = content.find(mark, place + 4)
    return bytes(content)


def with_repeated_name():
    out = io.BytesIO(document())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("WORD/Document.XML", "<a/>")
    return out.getvalue()


def with_lying_name():
    """The list at the end says one name, the header before the bytes another."""
    content = bytearray(document())
    place = content.find(b"word/document.xml")
    content[place : place + 4] = b"WORD"
    return bytes(content)


def with_lying_size(*, announced=100):
    """The list announces less than the member unpacks to."""
    content = bytearray(with_part("word/media/one.bin", b"x" * 5000))
    place = content.rfind(b"word/media/one.bin") - 46
    struct.pack_into("<I", content, place + 24, announced)
    return bytes(content)


def with_shared_bytes():
    """Two entries of the list point at the same bytes."""
    content = bytearray(with_part("word/media/aa.bin", b"x" * 5000))
    names = [b"word/document.xml", b"word/media/aa.bin"]
    first, second = (content.rfind(name) - 46 for name in names)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def with_damaged_member():
    content = bytearray(with_part("word/media/one.bin", bytes(range(256)) * 40))
    place = content.find(b"word/media/one.bin") + 30
    content[place : place + 8] = b"\xff" * 8
    return bytes(content)


def bomb(megabytes=200):
    out = io.BytesIO(document())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.bmp", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(bytes(1024 * 1024))
    return out.getvalue()


def many_small_bombs():
    """Each member stays below the size from which its ratio counts; together they do not."""
    out = io.BytesIO(document())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"word/media/{number}.bin", bytes(19 * 1024 * 1024))
    return out.getvalue()


def ole(*names):
    """Enough of an OLE file to be known by: its first bytes and the names in its directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return OLE + bytes(504) + directory + bytes(512)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{WORD}"><w:body>&b;</w:body></w:document>'
)
