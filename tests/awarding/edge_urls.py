"""The portal's own addresses, and pages that tell what the edge set up around them."""

from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.urls import path

from awarding import operation
from awarding.models import Membership
from config.urls import *  # noqa: F403  the tests' addresses stand beside the portal's own


def whoami(request: HttpRequest, **_: str) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), current_setting('portal.body', true),"
            " current_setting('portal.centre', true), current_setting('portal.person', true)"
        )
        told = dict(zip(("role", "body", "centre", "person"), cursor.fetchone(), strict=True))
    actor = getattr(request, "actor", None)
    if actor:
        roles = sorted(actor.roles)
        told["actor"] = [actor.name, roles, actor.audience, actor.body, actor.centre]
    if request.method == "POST":
        told["form_key"] = str(operation._form_key.get())
    return JsonResponse(told)


def fails(request: HttpRequest, **_: str) -> JsonResponse:
    raise ValueError("This page fails.")


def _rows() -> Iterator[str]:
    yield from (membership.name for membership in Membership.objects.all())


def _raw_rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM awarding_centre")
        yield from (name for (name,) in cursor.fetchall())


def stream(request: HttpRequest, **_: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(_rows())


def raw_stream(request: HttpRequest, **_: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(_raw_rows())


urlpatterns = [
    path("whoami/", whoami),
    path("sideways/<slug:body>/", whoami),
    path("<slug:body>/<slug:audience>/whoami/", whoami),
    path("<slug:body>/centre/<slug:number>/whoami/", whoami),
    path("<slug:body>/centre/<slug:number>/fails/", fails),
    path("<slug:body>/centre/<slug:number>/stream/", stream),
    path("<slug:body>/centre/<slug:number>/raw-stream/", raw_stream),
    *urlpatterns,  # noqa: F405
]
