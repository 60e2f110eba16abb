"""The look each visitor chose: light, dark, or as their device says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

THEMES = ("light", "dark", "device")
COOKIE = "theme"
A_YEAR = 365 * 24 * 60 * 60


def theme(request: HttpRequest) -> dict[str, str]:
    """Give every template the chosen look (a context processor)."""
    chosen = request.COOKIES.get(COOKIE, "device")
    return {"theme": chosen if chosen in THEMES else "device"}


@require_http_methods(["GET", "HEAD", "POST"])
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the look in a cookie and go back to where the visitor was.

    Who only opens the address is led to the first page, and keeps the look they have.
    """
    response = redirect(way_back(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response


def way_back(request: HttpRequest) -> str:
    """Return the page the visitor came from, if it is one of ours."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours else "/"
