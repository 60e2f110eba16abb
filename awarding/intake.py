"""What is let in before anybody is known, and what a browser may keep of what went out.

Both stand outermost: a body that is too large is refused before a byte of it is read.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from awarding import problems
from awarding.kernel.numbers import number
from awarding.problems import Problem

#: The one kind of address that takes files, and only from a browser that has signed in.
TAKES_FILES = re.compile(r"/[^/]+/centre/[^/]+/submissions/[^/]+/files/$")

Answer = Callable[[HttpRequest], HttpResponse]


class NoLargerThanAsked:
    """Refuse a body that is larger than its address takes, with what to do."""

    def __init__(self, get_response: Answer) -> None:
        """Stand before everything that reads a form."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the length that was announced; a body that announces none is not read."""
        length = number(request.META.get("CONTENT_LENGTH") or "0")
        if length is not None and length <= _most(request):
            return self.get_response(request)
        size = settings.LARGEST_BATCH // 1024**3
        words = gettext("All the files you send at once must be smaller than %(n)s GB together.")
        return problems.page(
            request, Problem(413, gettext("That is too large"), words % {"n": size})
        )


def _most(request: HttpRequest) -> int:
    """Return how many bytes an address takes; files come from somebody with a session."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    if signed_in and TAKES_FILES.match(request.path_info):
        return int(settings.LARGEST_BATCH)
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class KeptByNobodyElse:
    """Let no cache between keep a person's pages, and let their own forget at sign-out.

    The browser asks again before it shows a page anew. It may still go back to a form with what
    was typed, which ``no-store`` would lose.
    """

    def __init__(self, get_response: Answer) -> None:
        """Stand outside the session, whose cookie it looks at."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark what is answered to somebody with a session."""
        answer = self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return answer
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        ended = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if ended is not None and not ended.value:
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
