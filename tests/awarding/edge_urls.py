"""The portal's own addresses, and pages that tell what the edge set up around them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.urls import path

from awarding import operation
from awarding.kernel import clock
from awarding.kernel.actors import NotAllowed
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Caution, Clause, Refusal, Refused, say
from awarding.models import AwardingBody, Membership
from awarding.operation import KeyReused
from awarding.operations import people as acts
from config.urls import *  # noqa: F403  the tests' addresses stand beside the portal's own

CLAUSE = Clause("Portal Guide", "2", "4.1", "Work is submitted by the coordinator.")
TOMORROW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PROBLEMS: dict[str, Exception] = {
    "refusal": Refused((Refusal("A19", CLAUSE, say("Ask the coordinator."), TOMORROW),)),
    "caution": Refused((Caution("A26", CLAUSE, say("Somebody else has less work.")),)),
    "move": IllegalMove("submission", "accept", "released"),
    "role": NotAllowed("person.invite"),
    "key": KeyReused(),
    "missing": AwardingBody.DoesNotExist("There is no such body."),
    "forbidden": PermissionDenied(),
}
RAISE = "DO $$ BEGIN RAISE EXCEPTION '{}' USING ERRCODE = '23514', CONSTRAINT = '{}'; END $$"
BROKEN = (
    "DO $$ BEGIN RAISE EXCEPTION 'Megan Price' USING ERRCODE = '{}', CONSTRAINT = '{}',"
    " TABLE = 'centres_catalogueentry'; END $$"
)
CODE = "DO $$ BEGIN RAISE EXCEPTION 'Megan Price' USING ERRCODE = '{}'; END $$"
CONSTRAINTS = {
    "unique": BROKEN.format("23505", "one_open_code"),
    "overlap": BROKEN.format("23P01", "one_allocation_at_a_time"),
    "key": BROKEN.format("23505", "centres_catalogueentry_pkey"),
    "check": BROKEN.format("23514", "a_change_says_why"),
    "foreign": BROKEN.format("23503", "centres_catalogueentry_tenant"),
    "deadlock": CODE.format("40P01"),
    "lock": CODE.format("55P03"),
    "slow": CODE.format("57014"),
    "trigger": RAISE.format("The files that were sent do not change (A19).", "files_locked"),
    "explained": RAISE.format("in its own words", "told_elsewhere"),
    "unnamed": "INSERT INTO django_session VALUES ('x', NULL, now())",
}


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


def twice(request: HttpRequest, **_: str) -> JsonResponse:
    """Hand one act on twice, where no reading of the code counts it."""
    for act in (acts.end_membership, acts.end_membership):
        act(membership=request.membership.pk, by=request.actor, now=clock.now())
    return JsonResponse({})


def fails(request: HttpRequest, **_: str) -> JsonResponse:
    raise ValueError("This page fails.")


def refuses(request: HttpRequest, **_: str) -> JsonResponse:
    raise PROBLEMS[request.GET["what"]]


def _constraint(name: str) -> JsonResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS[name])
    return JsonResponse({})


def breaks(request: HttpRequest, **_: str) -> JsonResponse:
    return _constraint(request.GET["what"])


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
    path("<slug:body>/staff/twice/", twice),
    path("<slug:body>/centre/<slug:number>/fails/", fails),
    path("<slug:body>/centre/<slug:number>/refuses/", refuses),
    path("breaks/", breaks),
    path("<slug:body>/centre/<slug:number>/stream/", stream),
    path("<slug:body>/centre/<slug:number>/raw-stream/", raw_stream),
    *urlpatterns,  # noqa: F405
]
