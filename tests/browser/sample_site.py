"""The sample pages on a server of their own: our templates and styles, no database."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import override_settings
from django.urls import include, path

from awarding.views import appearance
from config import settings as product

#: What the mark sheet's autosave was sent, and what it is to be answered next.
SENT: list[dict[str, str]] = []
ARRIVED = threading.Event()
PATIENCE = 30
ANSWERS: list[tuple[int, dict[str, object]]] = []


def save(request: HttpRequest) -> HttpResponse:
    """Keep what came and give the next answer, or the ordinary one."""
    heads = {one: request.headers[f"X-{one}"] for one in ("Version", "Groups", "Window", "Turn")}
    SENT.append(request.POST.dict() | {name.lower(): said for name, said in heads.items()})
    ARRIVED.set()
    status, said = (
        ANSWERS.pop(0) if ANSWERS else (200, {"version": 2, "message": "Saved at 10:43am"})
    )
    return JsonResponse(said, status=status)


def first_sent() -> dict[str, str]:
    """Wait for what a page sends that nobody sees any more, and return it."""
    assert ARRIVED.wait(PATIENCE), "Nothing was sent."
    return SENT[0]


urlpatterns = [
    path("components/", include("awarding.urls_components")),
    path("theme/", appearance.choose_theme, name="choose-theme"),
    path("components/marking/save/", save),
]


class Quiet(WSGIRequestHandler):
    """Requests are not written to the terminal."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def changed() -> dict[str, object]:
    """The product's settings, without what needs a database."""
    templates = json.loads(json.dumps(settings.TEMPLATES, default=str))
    templates[0]["OPTIONS"]["context_processors"].remove("config.context.page")
    kept = ("SessionMiddleware", "CSPMiddleware", "CsrfViewMiddleware", "MessageMiddleware")
    return {
        "ROOT_URLCONF": __name__,
        "TEMPLATES": templates,
        "MIDDLEWARE": [name for name in product.MIDDLEWARE if name.endswith(kept)],
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "STORAGES": product.STORAGES | {"staticfiles": {"BACKEND": PLAIN}},
    }


PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


@contextmanager
def served() -> Iterator[str]:
    """Serve until the block ends; give the address."""
    with override_settings(**changed()):
        server = WSGIServer(("127.0.0.1", 0), Quiet)
        server.set_app(StaticFilesHandler(WSGIHandler()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
