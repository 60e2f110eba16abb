"""PDFs: what may be in them, and what may not."""

import base64

from pikepdf import Name, String

from awarding.inspection import Facts
from tests.awarding.inspection import other_files as f

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
    "a name in another script": ("Übung 作業.pdf", f.pdf, "pdf", Facts(pages=1)),
}

REFUSED = {
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
}
