"""The assessor's copy says nothing about who made it, and still shows the same work."""

import io
import re
import zipfile

import openpyxl
import pikepdf
import pytest
from openpyxl.comments import Comment
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms, PngImagePlugin

from awarding.inspection import (
    NotCopied,
    anonymise,
    child,
    confined,
    copy_office,
    copy_pdf,
    copy_pictures,
    copy_video,
    inspect,
)
from tests.awarding.inspection import office_files as o
from tests.awarding.inspection import other_files as f

COPIES = {
    "copy_office": copy_office.copy,
    "copy_pdf": copy_pdf.copy,
    "copy_pictures": copy_pictures.copy,
    "copy_video": copy_video.copy,
}
NAME = "Jane Q. Learner"
CENTRE = "Riverside Training"
TRACES = (NAME, CENTRE, "Riverside", "Learner", "jane.q", "JQL", "51.50")
W = f'xmlns:w="{o.WORD}"'


def here(task, path, limits, target):
    """The same copy without a process of its own."""
    return child.copied(COPIES[task], path, type(path)(target))


def copied(tmp_path, content, kind, run=here):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)
    assert anonymise(source, kind, target, run=run) == target
    again = inspect(target, f"copy.{kind}", target.stat().st_size)
    assert again.code == "", again.words
    return target.read_bytes()


def traces(content):
    """Which of the names are found in any spelling PDF, XML, EXIF or a program may use."""
    return {
        name
        for name in TRACES
        for coded in (name.encode(), name.encode("utf-16-be"), name.encode("utf-16-le"))
        if coded in content
    }


def unpacked(content):
    """Every part of a document, and of the documents in it, in one."""
    whole = b""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            told = archive.read(name)
            whole += name.encode() + told
            if told.startswith(b"PK\x03\x04"):
                whole += unpacked(told)
    return whole


def photo(kind="JPEG", size=(64, 48)):
    """A photograph that tells who took it, where, and on what."""
    exif = Image.Exif()
    exif[0x013B], exif[0x8298], exif[0x010F] = NAME, CENTRE, "Camera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[29] = "51.50"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"pnginfo": words()} if kind == "PNG" else {"comment": NAME.encode()}
    return f.picture(kind, size, exif=exif, icc_profile=profile, **more)


def words():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", NAME)
    told.add_itxt("XML:com.adobe.xmp", CENTRE)
    return told


def signed_pdf(made):
    made.docinfo["/Author"] = NAME
    made.docinfo["/Company"] = CENTRE
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]
    page = made.pages[0].obj
    page.Metadata = made.make_stream(NAME.encode())
    page.PieceInfo = Dictionary(Program=Dictionary(Private=String(NAME)))
    page.Resources = Dictionary(XObject=Dictionary(Im0=shown_photo(made)))
    comment = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([0, 0, 9, 9]),
        T=String(NAME),
        Contents="Good",
    )
    far = made.make_indirect(
        Dictionary(Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), T=String(NAME), Contents="Bad")
    )
    field = made.make_indirect(
        Dictionary(
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("signature"),
            Rect=Array([0, 0, 9, 9]),
            V=Dictionary(Type=Name.Sig, Name=String(NAME)),
        )
    )
    page.Annots = Array([comment, far, field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def shown_photo(made):
    shown = made.make_stream(photo())
    shown.Type, shown.Subtype, shown.Width, shown.Height = Name.XObject, Name.Image, 64, 48
    shown.ColorSpace, shown.BitsPerComponent = Name.DeviceRGB, 8
    shown.Filter = Name.DCTDecode
    return shown


def essay():
    core = (
        '<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc">'
        f"<dc:creator>{NAME}</dc:creator><cp:lastModifiedBy>{NAME}</cp:lastModifiedBy>"
        "</cp:coreProperties>"
    )
    text = (
        f'<w:p><w:ins w:id="1" w:author="{NAME}" w:date="2026-11-02T10:00:00Z"><w:r>'
        '<w:t xml:space="preserve"> My &amp; work </w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="A. Tutor"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'
    )
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="{NAME}" w:initials="JQL"><w:p><w:r>'
        f"<w:t>{NAME}: is this right?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    people = (
        f'<w15:people xmlns:w15="w15"><w15:person w15:author="{NAME}"><w15:presenceInfo '
        'w15:providerId="AD" w15:userId="S::jane.q@riverside"/></w15:person></w15:people>'
    )
    return o.packed(
        o.parts(inside=text)
        | {
            "[Content_Types].xml": o.types(
                *o.MAIN["docx"],
                **{
                    "docProps/core.xml": "application/core+xml",
                    "custom/p.xml": "application/p+xml",
                },
            ),
            "_rels/.rels": o.rels(
                ("officeDocument", "word/document.xml"),
                ("core-properties", "docProps/core.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("custom-properties", "/custom/p.xml"),
                ("thumbnail", "docProps/thumbnail.jpeg"),
            ),
            "docProps/core.xml": core,
            "docProps/app.xml": f"<Properties><Company>{CENTRE}</Company></Properties>",
            "docProps/thumbnail.jpeg": photo(),
            "custom/p.xml": f"<Properties>{CENTRE}</Properties>",
            "customXml/item1.xml": f"<who>{NAME}</who>",
            "customXml/_rels/item1.xml.rels": o.rels(("customXmlProps", "itemProps1.xml")),
            "word/comments.xml": comments,
            "word/people.xml": people,
            "word/media/image1.jpeg": photo(),
            "word/media/image2.png": photo("PNG"),
            "word/embeddings/Sheet1.xlsx": workbook(),
            "word/_rels/document.xml.rels": o.rels(
                ("customXml", "../customXml/item1.xml"),
                ("attachedTemplate", "file:///C:\\Users\\jane.q\\my.dotx", "External"),
                ("hyperlink", "file:///C:/Users/jane.q/notes.docx", "External"),
                ("hyperlink", "https://example.org/?a=1&amp;b=2", "External"),
                ("image", "media/image1.jpeg"),
            ),
        }
    )


def workbook():
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.properties.title = CENTRE
    book.active["A1"] = "Result"
    book.active["A2"] = "=1+1"
    book.active["A1"].comment = Comment(f"{NAME}:\nChecked", NAME)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def talk():
    authors = (
        f'<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="0" name="{NAME}" initials="JQL"/>'
        "</p:cmAuthorLst>"
    )
    modern = (
        f'<p188:authorLst xmlns:p188="p188"><p188:author id="{{1}}" name="{NAME}" initials="JQL" '
        'userId="S::jane.q@riverside" providerId="AD"/></p188:authorLst>'
    )
    picture = (
        '<p:pic xmlns:p="p"><p:cNvPr id="2" name="C:\\Users\\jane.q\\me.png" '
        'descr="A lathe"/></p:pic>'
    )
    return o.packed(
        o.parts("pptx")
        | {
            "ppt/commentAuthors.xml": authors,
            "ppt/authors.xml": modern,
            "ppt/slides/slide1.xml": picture,
        }
    )


def told_video():
    place = f.box(b"udta", f.box(b"\xa9xyz", b"+51.50-0.12/") + f.box(b"\xa9ART", NAME.encode()))
    xmp = f.box(b"uuid", bytes(16) + CENTRE.encode())
    return f.mp4(more=place + f.box(b"meta", NAME.encode())) + xmp


MADE = {
    "pdf": lambda: f.pdf(signed_pdf),
    "docx": essay,
    "xlsx": workbook,
    "pptx": talk,
    "jpg": photo,
    "png": lambda: photo("PNG"),
    "mp4": told_video,
}


@pytest.mark.parametrize("run", [here, confined.run], ids=["here", "confined"])
@pytest.mark.parametrize("kind", MADE)
def test_no_name_place_or_account_survives_in_the_copy(tmp_path, kind, run):
    content = MADE[kind]()

    copy = copied(tmp_path, content, kind, run)

    open_up = unpacked if kind in ("docx", "xlsx", "pptx") else bytes
    assert traces(open_up(content))
    assert traces(open_up(copy)) == set()


def test_a_pdf_keeps_its_pages_its_comments_and_its_fields(tmp_path):
    copy = copied(tmp_path, MADE["pdf"](), "pdf")

    with pikepdf.open(io.BytesIO(copy)) as pdf:
        comment, far, field = pdf.pages[0].obj.Annots
        assert (str(comment.Contents), str(comment.T)) == ("Good", "Author 1")
        assert str(far.T) == "Author 1"
        assert (str(field.T), "/V" in field) == ("signature", False)
        assert "/Metadata" not in pdf.Root
        assert "/Info" not in pdf.trailer
        shown = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im0)
        assert shown.as_pil_image().tobytes() == Image.open(io.BytesIO(photo())).tobytes()


def test_a_word_document_keeps_its_text_and_who_said_what(tmp_path):
    copy = copied(tmp_path, essay(), "docx")

    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        text = archive.read("word/document.xml").decode()
        assert " My &amp; work </w:t>" in text
        assert re.findall(r'w:author="([^"]*)"', text) == ["Author 1", "Author 2"]
        comments = archive.read("word/comments.xml").decode()
        assert 'w:author="Author 1" w:initials="A"' in comments
        assert ">Author 1: is this right?<" in comments
        people = archive.read("word/people.xml").decode()
        assert 'w15:author="Author 1"' in people
        rels = archive.read("word/_rels/document.xml.rels").decode()
        assert re.findall('Target="([^"]*)"', rels) == [
            "Normal.dotm",
            "about:blank",
            "https://example.org/?a=1&amp;b=2",
            "media/image1.jpeg",
        ]
        assert not [name for name in archive.namelist() if "rops" in name or "custom" in name]
        types = archive.read("[Content_Types].xml").decode()
        assert "docProps" not in types
        assert "custom" not in types


def test_a_workbook_keeps_its_cells_and_comments(tmp_path):
    copy = copied(tmp_path, workbook(), "xlsx")

    book = openpyxl.load_workbook(io.BytesIO(copy))

    assert [book.active[cell].value for cell in ("A1", "A2")] == ["Result", "=1+1"]
    comment = book.active["A1"].comment
    assert (comment.author, comment.text) == ("Author 1", "Author 1:\nChecked")


def test_a_presentation_keeps_what_its_pictures_show(tmp_path):
    with zipfile.ZipFile(io.BytesIO(copied(tmp_path, talk(), "pptx"))) as archive:
        slide = archive.read("ppt/slides/slide1.xml").decode()

    assert 'descr="A lathe"' in slide


@pytest.mark.parametrize(("kind", "saved"), [("jpg", "JPEG"), ("png", "PNG")])
def test_a_picture_stands_as_it_was_held_and_keeps_its_colours(tmp_path, kind, saved):
    with Image.open(io.BytesIO(copied(tmp_path, MADE[kind](), kind))) as picture:
        assert (picture.format, picture.size) == (saved, (48, 64))
        assert "icc_profile" in picture.info
        assert not picture.getexif()
        assert "comment" not in picture.info


def test_what_hides_behind_a_picture_does_not_come_with_it(tmp_path):
    assert b"behind" not in copied(tmp_path, photo() + b"behind", "jpg")


def test_nothing_in_a_video_moves(tmp_path):
    content = told_video()

    copy = copied(tmp_path, content, "mp4")

    assert len(copy) == len(content)
    assert copy.index(b"mdat") == content.index(b"mdat")


def test_a_plain_file_is_copied_without_ado(tmp_path):
    assert copied(tmp_path, f.picture(), "png")[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", b"%PDF-1.7 rubbish"),
        ("docx", b"PK\x03\x04 rubbish"),
        ("jpg", b"\xff\xd8\xff rubbish"),
        ("mp4", b"\0\0\0\x01ftyp"),
        ("docx", o.packed(o.parts() | {"word/document.xml": o.LAUGHS})),
        ("docx", o.packed(o.parts() | {"word/document.xml": "<w:document>"})),
        ("docx", o.with_part("word/embeddings/oleObject1.bin", o.ole("CONTENTS"))),
    ],
)
def test_when_no_copy_can_be_made_none_is_left_behind(tmp_path, kind, content):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)

    with pytest.raises(NotCopied):
        anonymise(source, kind, target, run=here)

    assert not target.exists()


def test_a_copy_has_no_add_in_no_buttons_of_its_own_and_no_schema(tmp_path):
    made = o.parts() | {
        "_rels/.rels": o.rels(
            ("officeDocument", "word/document.xml"),
            ("webextensiontaskpanes", "word/webextensions/taskpanes.xml"),
            ("extensibility", "customUI/customUI.xml"),
        ),
        "word/webextensions/taskpanes.xml": '<wetp:taskpanes xmlns:wetp="w"/>',
        "word/webextensions/webextension1.xml": (
            '<we:webextension xmlns:we="w"><we:reference store="https://example.org/add-in"/>'
            "</we:webextension>"
        ),
        "customUI/customUI.xml": '<customUI xmlns="c" onLoad="Begin"/>',
        "word/settings.xml": (
            f'<w:settings {W}><w:attachedSchema w:val="urn:theirs"/></w:settings>'
        ),
    }

    told = unpacked(copied(tmp_path, o.packed(made), "docx"))

    for gone in (b"webextension", b"example.org", b"customUI", b"onLoad", b"attachedSchema"):
        assert gone not in told
    assert b"My work" in told
