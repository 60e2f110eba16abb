"""Paper: an HTML page becomes a tagged PDF (PDF/UA-1) in our own fonts."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

STATIC = Path(settings.BASE_DIR) / "static"


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """Return the page as a tagged PDF. What it refers to comes from our own files alone."""
    from weasyprint import CSS, HTML  # noqa: PLC0415  # its import needs Pango on the machine
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415  # as above

    fonts = FontConfiguration()
    own = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
    html = HTML(string=render_to_string(template, context), base_url=f"{STATIC}/", url_fetcher=own)
    style = CSS(filename=STATIC / "css" / "paper.css", url_fetcher=own, font_config=fonts)
    made = html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
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
