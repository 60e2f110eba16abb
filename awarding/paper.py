"""Paper: an HTML page becomes a tagged PDF (PDF/UA-1) in our own fonts, or none at all."""

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape

from awarding import paper_fonts
from awarding.kernel.rules import Sentence, say
from awarding.kernel.text import spelt

STATIC = Path(settings.BASE_DIR) / "static"
#: Fewer than ``str.split`` knows: the others are letters that a font would have to draw.
SPACES = re.compile(r"[ \t\r\n]+")


class Unprintable(Exception):
    """No font has some letters of the page: boxes would stand where a name should."""

    def __init__(self, letters: set[str]) -> None:
        """Keep which letters they are."""
        self.letters = sorted(letters)
        super().__init__(str(self.words))

    @property
    def words(self) -> Sentence:
        """Say which letters no font has, and what to do."""
        return say(
            "Nothing was printed: no font of this server can draw {letters}. Put one there that"
            " can, then try again.",
            letters=spelt(self.letters),
        )


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """Return the page as a tagged PDF, or raise ``Unprintable``.

    What it refers to comes from our own files alone.
    """
    made, undrawn = _made(render_to_string(template, context))
    if undrawn:
        raise Unprintable(undrawn)
    return _with_scopes(made)


def undrawn(words: str) -> set[str]:
    """Return which letters of these words no font of this server can draw.

    The answer is that of making the paper. Words that our own fonts have whole need none made.
    """
    ours = paper_fonts.all_letters()
    strange = {one for one in SPACES.split(words) if not ours.issuperset(map(ord, one))}
    return set(_undrawn(" ".join(sorted(strange)))) if strange else set()


@lru_cache(maxsize=256)
def _undrawn(words: str) -> frozenset[str]:
    return frozenset(_made(f'<!DOCTYPE html><html lang="en-GB"><p>{escape(words)}</p></html>')[1])


def _made(page: str) -> tuple[bytes, set[str]]:
    """Return the page as a PDF, and the letters that no font could draw on it."""
    from weasyprint import CSS, HTML  # noqa: PLC0415  # its import needs Pango on the machine
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415  # as above

    fonts = FontConfiguration()
    own = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
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
    return made, {chr(letter) for font in drawn.fonts.values() for letter in font.missing}


def _with_scopes(made: bytes) -> bytes:
    """Say of each heading cell that it heads its column: readers of tables need it."""
    with pikepdf.open(BytesIO(made)) as document:
        for element in document.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH":
                element["/A"] = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
        out = BytesIO()
        document.save(out)
    return out.getvalue()
