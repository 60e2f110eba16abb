"""What every page is told: whose colours, who acts for whom, the menu, whom to ask."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.urls import reverse

from awarding import navigation
from awarding.queries.people import Place
from awarding.views import appearance


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    place: Place | None = getattr(request, "place", None)
    told: dict[str, Any] = {**appearance.theme(request)}
    if place is not None:
        return told | _acting(request, place)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        told["acting_for"] = {"person": user.full_name}
    return told


def _acting(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Return the frame of a page at a place: a body's colours and this person's own menu."""
    pages = navigation.menu(place, request.path)
    return {
        "brand": {
            "name": place.body.name,
            "css": _colours(place.body.slug),
            "home": navigation.first_page(place),
        },
        "acting_for": {
            "person": place.actor.name,
            "role": place.role_words,
            "place": place.name if place.centre else "",
            "switch_url": reverse("choose") + "?change",
        },
        "navigation": pages[: navigation.LONGEST],
        "more_pages": pages[navigation.LONGEST :],
        "contact": {"email": place.body.contact_email, "phone": place.body.contact_phone},
    }


@cache
def _colours(slug: str) -> str:
    """Return the address of a body's own colours, if it has any."""
    sheet = f"css/tenants/{slug}.css"
    there = (settings.BASE_DIR / "static" / sheet).exists()
    return staticfiles_storage.url(sheet) if there else ""
