"""PDFs, pictures and videos, each with one thing about it."""

import io
import struct
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

from tests.awarding.inspection.office_files import packed

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(change=lambda made: None, pages=1, **how):
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        change(made)
        out = io.BytesIO()
        made.save(out, **how)
        return out.getvalue()


def on_open(**action):
    def change(made):
        made.Root.OpenAction = Dictionary(Type=Name.Action, **action)

    return pdf(change)


def on_click(**action):
    def change(made):
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action)
        )
        made.pages[0].obj.Annots = Array([made.make_indirect(link)])

    return pdf(change)


def on_show(**action):
    """What the page does by itself when it is turned to, after a harmless first step."""

    def change(made):
        after = made.make_indirect(Dictionary(**action))
        first = Dictionary(S=Name.Named, N=Name.NextPage, Next=after)
        made.pages[0].obj["/AA"] = made.make_indirect(Dictionary(O=first))

    return pdf(change)


def turning_back(made):
    """Opens at a page, by a chain of steps that comes round to its first."""
    first = made.make_indirect(Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit])))
    first.Next = made.make_indirect(Dictionary(S=Name.URI, URI="https://example.org", Next=first))
    made.Root.OpenAction = first


def state_named_aa(made):
    """A state of a page may be called AA, and its mask has an S of its own."""
    mask = Dictionary(SMask=Dictionary(S=Name.Luminosity))
    made.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(AA=mask))
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])


def deep_inside(made):
    """A script in an array in a dictionary that nothing but an odd key points at."""
    script = Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)"))
    made.pages[0].obj["/AA"] = Dictionary(O=Dictionary(Next=Array([script])))


def attach(made):
    made.attachments["notes.txt"] = b"more"


def pin(made):
    """A file pinned to a page as an annotation."""
    pinned = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), Contents="x"
    )
    made.pages[0].obj.Annots = Array([made.make_indirect(pinned)])


def film(made):
    shown = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    made.pages[0].obj.Annots = Array([shown])


def xfa(made):
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array([]))


def nested(made):
    within = Array([])
    for _ in range(70):
        within = Array([within])
    made.Root.Odd = within


def on_page(made, content, **told):
    """A page that shows this stream as a form, whatever else is said of it."""
    shown = made.make_stream(content)
    shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    for key, value in told.items():
        shown[f"/{key}"] = value
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fm0=shown))


def drawn_elsewhere(made):
    on_page(made, b"q Q", F=Dictionary(FS=Name.URL, F=String("http://example.org/x")))


def drawn_in_another_file(made):
    on_page(made, b"q Q", F=String("other.bin"))


def shown_from_elsewhere(made):
    on_page(made, b"q Q", Ref=Dictionary(F=String("http://example.org/x.pdf"), Page=0))


def named_file(file):
    """A file that is named somewhere, for whatever may read the name."""

    def change(made):
        made.Root.Odd = made.make_indirect(Dictionary(Type=Name.Filespec, **file))

    return change


def base_of_links(base):
    def change(made):
        made.Root.URI = Dictionary(Base=String(base))

    return change


def unpacking(megabytes, *, filters=("FlateDecode",), how=lambda content: content, **told):
    """A stream that unpacks to this many megabytes of blanks, packed in these ways."""

    def change(made):
        on_page(made, b"", **told)
        names = [Name(f"/{one}") for one in filters]
        made.pages[0].obj.Resources.XObject.Fm0.write(
            how(_squeezed(megabytes)),
            filter=Array(names) if len(names) > 1 else names[0],
            decode_parms=told.get("DecodeParms"),
        )

    return change


def _squeezed(megabytes):
    squeeze = zlib.compressobj(9)
    packed_blanks = b"".join(squeeze.compress(b" " * 1024 * 1024) for _ in range(megabytes))
    return packed_blanks + squeeze.flush()


def written(content, filter_name, **told):
    """A stream as it stands in the file, said to be packed in this way."""

    def change(made):
        on_page(made, b"", **told)
        made.pages[0].obj.Resources.XObject.Fm0.write(content, filter=Name(f"/{filter_name}"))

    return change


def lzw(times):
    """A run of one letter that grows with every code: far more comes out than went in."""
    codes = [256]
    for _ in range(times):
        codes += [97, *range(258, 4094), 256]
    bits, held, entries = 0, 0, 258
    out = bytearray()
    for code in [*codes, 257]:
        width = min(12, max(9, (entries + 1).bit_length() if entries > 258 else 9))
        held, bits = held << width | code, bits + width
        entries = 257 if code == 256 else entries + 1
        while bits >= 8:
            bits -= 8
            out.append(held >> bits & 255)
            held &= (1 << bits) - 1
    return bytes(out) + bytes([held << (8 - bits) & 255])


def pictured(width, height, content=b"", **told):
    """A picture said to have this many pixels."""

    def change(made):
        said = {"Subtype": Name.Image, "Width": width, "Height": height} | told
        on_page(made, content, ColorSpace=Name.DeviceRGB, **said)

    return change


def paper(box, above=None, **told):
    """A page of this size, told by the page or by what is above it in the tree."""

    def change(made):
        page = made.pages[0].obj
        page.MediaBox = Array(box)
        if above:
            del page.MediaBox
            page.Parent.MediaBox = Array(above)
        for key, value in told.items():
            page[f"/{key}"] = value

    return change


def font_named_ef(made):
    """Names of resources are free: these mean nothing."""
    made.pages[0].obj.Resources = Dictionary(Font=Dictionary(EF=Dictionary(Type=Name.Font)))
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]))


def locked_pdf(user):
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def hidden_name():
    """/JavaScript written with an escape, as evasive scripts do."""
    content = on_open(S=Name.JavaScript, JS=String("app.alert(1)"))
    return content.replace(b"/S /JavaScript", b"/S /#4aavaScript")


def pdf_object_bomb(megabytes=700):
    """A PDF of one page, whose first object is packed with hundreds of megabytes of blanks."""
    squeeze = zlib.compressobj(9)
    packed_object = squeeze.compress(b"2 0 << /Type /Catalog /Pages 4 0 R >> ")
    for _ in range(megabytes):
        packed_object += squeeze.compress(b" " * 1024 * 1024)
    packed_object += squeeze.flush()
    made, places = b"%PDF-1.5\n", {}
    for number, told in (
        (1, _stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed_object)),
        (4, b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>"),
        (5, b"<< /Type /Page /Parent 4 0 R /MediaBox [0 0 9 9] >>"),
    ):
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    rows = [(0, 0, 255), (1, places[1], 0), (2, 1, 0), (1, len(made), 0)]
    rows += [(1, places[4], 0), (1, places[5], 0)]
    listed = b"".join(struct.pack(">BIB", *row) for row in rows)
    end = _stream(b"/Type /XRef /Size 6 /W [1 4 1] /Root 2 0 R", listed)
    return made + b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (end, len(made))


def _stream(told, content):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(content), content)


def picture(kind="PNG", size=(60, 40), mode="RGB", **how):
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **how)
    return out.getvalue()


def jpg_said_to_have(side):
    """A JPG of one pixel whose header tells of very many."""
    content = bytearray(picture("JPEG", (1, 1), "L"))
    place = content.index(b"\xff\xc0")
    content[place + 5 : place + 9] = struct.pack(">HH", side, side)
    return bytes(content)


def animated():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def chunk(kind, content):
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def huge_png(side=50_000):
    """A picture of a few kilobytes that takes gigabytes once it is decoded."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def noisy_png():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    return picture(pnginfo=words)


def box(kind, content=b""):
    return struct.pack(">I", len(content) + 8) + kind + content


def header(seconds=75, scale=600):
    return box(b"mvhd", bytes(12) + struct.pack(">II", scale, seconds * scale) + bytes(80))


def long_header(seconds, scale=600):
    times = struct.pack(">IQ", scale, seconds * scale)
    return box(b"mvhd", b"\x01" + bytes(19) + times + bytes(80))


def track(handler=b"vide", coding=b"avc1"):
    handles = box(b"hdlr", bytes(8) + handler + bytes(13))
    coded = box(b"stsd", bytes(4) + struct.pack(">I", 1) + box(coding, bytes(70)))
    return box(b"trak", box(b"mdia", handles + box(b"minf", box(b"stbl", coded))))


def mp4(brand=b"isom", moov=None, more=b"", data=b"film" * 50):
    kind = box(b"ftyp", brand + bytes(4) + brand)
    told = box(b"moov", header() + track() + more) if moov is None else moov
    return kind + told + box(b"mdat", data)


def zip_after(content):
    return content + packed({"hidden/inside.txt": "hello"})
