"""Welsh letters on paper: the text is right even where the drawing is wrong, so ask the fonts."""

import io

import pikepdf

from tests.house.template_words import ROOT

PAGE = """<html lang="cy"><style>
body { font-family: "Paper", "Paper Ext", sans-serif }
h1 { font-family: "Paper Serif", "Paper Serif Ext", serif; font-weight: 700 }
</style><body><h1>Gŵyn</h1><p>Siân Gŵyn Llŷr <b>Llŷr</b></p></body></html>"""


def fonts_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font.values()
        return {str(font.BaseFont).partition("+")[2] for font in fonts}


def test_both_halves_of_each_face_are_embedded():
    import weasyprint  # noqa: PLC0415 - it needs Pango at import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    config = FontConfiguration()
    sheet = ROOT / "static" / "css" / "paper-fonts.css"
    styles = weasyprint.CSS(filename=str(sheet), font_config=config)

    pdf = weasyprint.HTML(string=PAGE).write_pdf(stylesheets=[styles], font_config=config)

    faces = {"Paper", "Paper-Ext", "Paper-Bold", "Paper-Ext-Bold"}
    assert fonts_of(pdf) == faces | {"Paper-Serif-Bold", "Paper-Serif-Ext-Bold"}
