"""What is inside a document, and the archive it is packed in."""

import zipfile

from tests.awarding.inspection import office_files as o

INSIDE = {
    "a program inside a document": (
        "a.docx",
        lambda: o.with_part("word/media/image1.png", b"MZ" + bytes(99)),
        "embedded-file",
        "",
    ),
    "a program wrapped in an object": (
        "a.docx",
        lambda: o.with_part("word/embeddings/oleObject1.bin", o.ole("\x01Ole10Native")),
        "embedded-file",
        "",
    ),
    "a program wrapped in an object whose name is spelt otherwise": (
        "a.docx",
        lambda: o.with_part("word/embeddings/oleObject1.bin", o.ole("\x01OLE10nATIVE")),
        "embedded-file",
        "",
    ),
    "a file wrapped in an object": (
        "a.docx",
        lambda: o.with_part("word/embeddings/oleObject1.bin", o.ole("Package")),
        "embedded-file",
        "",
    ),
    "macros in an object whose name is spelt otherwise": (
        "a.docx",
        lambda: o.with_part("word/embeddings/oleObject1.bin", o.ole("_vba_project")),
        "macros",
        "",
    ),
    "an equation of an old program": (
        "a.docx",
        lambda: o.with_part("word/embeddings/oleObject1.bin", o.ole("Equation Native")),
        "embedded-object",
        "",
    ),
    "an object of an unknown program among the pictures": (
        "a.docx",
        lambda: o.with_part("word/media/image1.emf", o.ole("CONTENTS")),
        "embedded-object",
        "",
    ),
    "an old object in the workbook behind a chart": (
        "a.docx",
        lambda: o.with_part(
            "word/embeddings/Sheet1.xlsx",
            o.with_part("xl/embeddings/oleObject1.bin", o.ole("CONTENTS"), "xlsx"),
        ),
        "embedded-object",
        "",
    ),
    "an archive inside a document": (
        "a.docx",
        lambda: o.with_part("word/media/a.png", o.packed({"a.exe": "MZ"})),
        "embedded-file",
        "",
    ),
    "an archive named as a workbook inside a document": (
        "a.docx",
        lambda: o.with_part("word/embeddings/Sheet1.xlsx", o.packed({"a.exe": "MZ"})),
        "embedded-file",
        "",
    ),
    "a document in a document in a document": (
        "a.docx",
        lambda: o.with_part(
            "word/embeddings/a.docx", o.with_part("word/embeddings/b.docx", o.document())
        ),
        "embedded-file",
        "",
    ),
    "a web page as a part": (
        "a.docx",
        lambda: o.with_relation("aFChunk", "chunk.html"),
        "embedded-file",
        "",
    ),
    "entities that multiply": (
        "a.docx",
        lambda: o.packed(o.parts() | {"word/document.xml": o.LAUGHS}),
        "entities",
        "",
    ),
    "entities in another encoding": (
        "a.docx",
        lambda: o.packed(o.parts() | {"word/document.xml": o.LAUGHS.encode("utf-16")}),
        "entities",
        "",
    ),
    "XML that is none": (
        "a.docx",
        lambda: o.packed(o.parts() | {"word/document.xml": "<w:document>"}),
        "damaged",
        "",
    ),
    "a document without its main part": (
        "a.docx",
        lambda: o.packed(o.parts(**{"word/document.xml": None})),
        "damaged",
        "",
    ),
    "a document without relations": (
        "a.docx",
        lambda: o.packed(o.parts(**{"_rels/.rels": None})),
        "damaged",
        "",
    ),
}

PACKED = {
    "half a document": ("a.docx", lambda: o.document()[:200], "cut-short", ""),
    "a zip bomb": ("a.docx", o.bomb, "unpacks-too-large", ""),
    "a zip bomb below the most that may be unpacked": (
        "a.docx",
        lambda: o.bomb(60),
        "unpacks-too-large",
        "",
    ),
    "many small zip bombs": ("a.docx", o.many_small_bombs, "unpacks-too-large", ""),
    "a list of types of many megabytes": (
        "a.docx",
        lambda: o.packed(o.parts() | {"[Content_Types].xml": " " * 9_000_000}),
        "unpacks-too-large",
        "",
    ),
    "members that share their bytes": ("a.docx", o.with_shared_bytes, "unsafe-parts", ""),
    "a member larger than announced": ("a.docx", o.with_lying_size, "unpacks-too-large", ""),
    "a member smaller than announced": (
        "a.docx",
        lambda: o.with_lying_size(announced=9000),
        "damaged",
        "",
    ),
    "a damaged member": ("a.docx", o.with_damaged_member, "damaged", ""),
    "very many parts": (
        "a.docx",
        lambda: o.packed(o.parts() | {f"word/{n}.xml": "<a/>" for n in range(60)}),
        "too-many-parts",
        "",
    ),
    "a part that climbs": (
        "a.docx",
        lambda: o.with_part("../../etc/cron.d/x", "x"),
        "unsafe-parts",
        "",
    ),
    "a part at the root": ("a.docx", lambda: o.with_part("/etc/passwd", "x"), "unsafe-parts", ""),
    "a part on a disk": ("a.docx", lambda: o.with_part("C:/x.dll", "x"), "unsafe-parts", ""),
    "a part with a backslash": ("a.docx", lambda: o.with_part("..\\x", "x"), "unsafe-parts", ""),
    "a part that is a link": ("a.docx", o.with_symlink, "unsafe-parts", ""),
    "two parts of one name": ("a.docx", o.with_repeated_name, "unsafe-parts", ""),
    "a part with two names": ("a.docx", o.with_lying_name, "unsafe-parts", ""),
    "a part packed in an unusual way": (
        "a.docx",
        lambda: o.packed(o.parts(), compression=zipfile.ZIP_BZIP2),
        "unsafe-parts",
        "",
    ),
    "an encrypted archive": ("a.docx", lambda: o.with_flag(1), "locked", ""),
}
