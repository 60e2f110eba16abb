"""Paper: an HTML page becomes a tagged PDF (PDF/UA-1) in our own fonts, or none at all."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

from awarding import paper_fonts
from awarding.kernel.rules import Sentence, say

STATIC = Path(settings.BASE_DIR) / "static"


class Unprintable(Exception):
    """No font has some letters of the page: boxes would stand where a name should."""

    def __init__(self, letters: set[str]) -> None:
        """Keep which letters they are."""
        self.letters = sorted(letters)
        super().__init__(str(self.words))

    @property
    def words(self) -> Sentence:
        """Say which letters no font has, and what to do."""
        named = ", ".join(f"{one} (U+{ord(one):04X})" for one in self.letters)
        return say(
            "Nothing was printed: no font of this server can draw {letters}. Put one there that"
            " can, then try again.",
            letters=named,
        )


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """Return the page as a tagged PDF, or raise ``Unprintable``.

    What it refers to comes from our own files alone.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415  # its import needs Pango on the machine
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415  # as above

    fonts = FontConfiguration()
    own = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
    page = render_to_string(template, context)
    html = HTML(string=page, base_url=f"{STATIC}/", url_fetcher=own)
    paper = STATIC / "css" / "paper.css"
    style = CSS(filename=paper, url_fetcher=own, font_config=fonts)
    scripts = CSS(
        string=paper_fonts.style_for(page),
        base_url=paper.as_uri(),
        url_fetcher=own,
        font_config=fonts,
    )
    drawn = html.render(stylesheets=[style, scripts], font_config=fonts, pdf_variant="pdf/ua-1")
    made = drawn.write_pdf(pdf_variant="pdf/ua-1")
    undrawn = {chr(letter) for font in drawn.fonts.values() for letter in font.missing}
    if undrawn:
        raise Unprintable(undrawn)
    return _with_scopes(made)


def _with_scopes(made: bytes) -> bytes:
    """Say of each heading cell that it heads its column: readers of tables need it."""
    with pikepdf.open(BytesIO(made)) as document:
        for element in document.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH":
                element["/A"] = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
        out = BytesIO()
        document.save(out)
    return out.getvalue()
