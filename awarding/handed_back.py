"""What somebody sent after they were signed out is handed back, to be sent once more.

Nothing is kept on the server: the page that answers carries the form's own boxes. Only a form of
ours is handed back, and only to the person it was opened by.
"""

from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from awarding.typed import typed
from awarding.unseen import FORM_KEY, OPENED_BY

STOOD_ON = "stood_on"
NOT_HANDED_BACK = ("csrfmiddlewaretoken", STOOD_ON)
PLAIN_FORM = "application/x-www-form-urlencoded"


def mark_of(person: int | None) -> str:
    """Return what a form says of who opened it; it tells nobody else who that was."""
    return salted_hmac("who opened a form", str(person)).hexdigest()[:20] if person else ""


def is_of_another(request: HttpRequest) -> bool:
    """Tell whether this form was opened by another person than the one now signed in."""
    opened_by = request.POST.get(OPENED_BY, "")
    return bool(opened_by) and not constant_time_compare(opened_by, mark_of(request.user.pk))


def boxes(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names and values of a form of ours; nothing if it may be another site's.

    No page can forge its origin. A form that another site sent must never be made ready here for
    the person to press the button.
    """
    ours = {f"{request.scheme}://{request.get_host()}", settings.PORTAL_ORIGIN}
    if request.headers.get("Origin") not in ours or request.content_type != PLAIN_FORM:
        return []
    if not request.POST.get(OPENED_BY):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_HANDED_BACK and "password" not in name
    ]


def signed_out(request: HttpRequest, start: str) -> HttpResponse:
    """Say that this was not saved, and give it back to be sent after signing in."""
    return _page(request, "account/signed_out.html", stood_on(request, start), 401)


def once_more(request: HttpRequest, start: str) -> HttpResponse:
    """Give back a form whose token is older than the sign-in, to be sent once more."""
    return _page(request, "awarding/send_again.html", stood_on(request, start), 403)


def with_a_key(request: HttpRequest, start: str) -> HttpResponse:
    """Give back a form that came without its one-use key, with a new one, to be sent again."""
    typed = [(name, value) for name, value in boxes(request) if name != FORM_KEY]
    given = [*typed, (FORM_KEY, str(uuid4()))]
    return _page(request, "awarding/send_with_key.html", stood_on(request, start), 400, given)


def stood_on(request: HttpRequest, start: str) -> str:
    """Return the page a form stood on, if it was ours; else where one starts there."""
    host = f"{request.scheme}://{request.get_host()}"
    came_from = request.headers.get("Referer", "")
    given_back = request.POST.get(STOOD_ON, "") if request.content_type == PLAIN_FORM else ""
    page = given_back or came_from.removeprefix(host)
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if ours and page.startswith("/") else start


def sign_in_url(page: str) -> str:
    """Return where to sign in beside the page that is open, which is gone on with afterwards."""
    beside = f"{reverse('signed-in')}?{urlencode({'page': page})}"
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': beside})}"


def _page(
    request: HttpRequest,
    template: str,
    page: str,
    status: int,
    given: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    given = boxes(request) if given is None else given
    told = {
        "boxes": given,
        "typed": typed(given),
        "again_url": request.get_full_path(),
        "sign_in_url": sign_in_url(page),
        "page_url": page,
        "stood_on": STOOD_ON,
    }
    return render(request, template, told, status=status)
