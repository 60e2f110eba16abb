"""The assessor's copies: shown beside the sheet when their kind was found by inspection."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from assessments.models import EvidenceCopy, Marking
from assessments.queries import work
from assessments.views.assessor import ranges
from assessments.views.centre.downloads import attachment
from awarding import kept_bytes
from awarding.acting import ActingRequest, here
from awarding.inspection.kinds import KINDS

#: What a browser shows by itself; everything else is downloaded.
SHOWN = ("pdf", "jpg", "png", "mp4")

#: The copy runs nothing and loads nothing but itself. Chromium shows a PDF and a picture under a
#: sandbox without an origin; a video asks for itself once more, so it keeps ours. The inline style
#: is the frame that a browser draws around a picture or a video.
SEALED = (
    "sandbox{allows}; default-src 'none'; img-src 'self'; media-src 'self';"
    " style-src 'unsafe-inline'; frame-ancestors 'self'"
)
KEEPS_ORIGIN = ("mp4",)


@require_safe
def copy(request: ActingRequest, reference: str, position: int, **_: str) -> HttpResponseBase:
    """Give one copy under a name that tells nothing; inline when it may be shown."""
    one = work.copy(reference, position)
    if not may_be_shown(one) or "download" in request.GET:
        return attachment(one.key, name_of(one, reference))
    answer = ranges.answer(
        kept_bytes.opened(one.key),
        asked=request.headers.get("Range", ""),
        content_type=KINDS[one.kind].content_type,
        filename=name_of(one, reference),
    )
    allows = " allow-same-origin" if one.kind in KEEPS_ORIGIN else ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SEALED.format(allows=allows)
    answer["Cache-Control"] = "private, no-store"
    return answer


def may_be_shown(one: EvidenceCopy) -> bool:
    """Tell whether inspection found a kind that is shown, and the type that goes with it."""
    return one.kind in SHOWN and one.content_type == KINDS[one.kind].content_type


def name_of(one: EvidenceCopy, reference: str) -> str:
    """Return what a copy is called when it is saved: the reference and its place."""
    return f"{reference}-{one.position}.{one.kind}"


def beside(
    request: ActingRequest, marking: Marking, found: Sequence[EvidenceCopy]
) -> dict[str, Any]:
    """Return the list of copies for the page, and which to show first."""
    reference = marking.submission.reference
    rows = [
        {
            "name": one.name,
            "url": here(request, "copy", reference=reference, position=one.position),
            "shown": may_be_shown(one),
            "size": one.size,
            "kind": KINDS[one.kind].called if one.kind in KINDS else one.kind,
        }
        for one in found
    ]
    return {"copies": rows, "first": next((row for row in rows if row["shown"]), None)}
