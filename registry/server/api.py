"""The addresses for awarding bodies: enter, look up, reconcile."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.views import APIView

from registry.server import operations, queries, serializers
from registry.server.bearer import caller
from registry.server.models import Registration, ResultEntry
from registry.server.problems import Problem


class List(APIView):
    """A body's rows for its nightly comparison, page by page, in the order of their keys."""

    rows: ClassVar[QuerySet[Any]]
    asked: ClassVar[type[serializers.Asked]]
    shown: ClassVar[type[ModelSerializer[Any]]]

    def get(self, request: Request, body: str) -> Response:
        """One page, and the key after which the next begins."""
        asked = self.asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        limit = asked.validated_data["limit"]
        rows = queries.by_key(self.rows, caller(request), **asked.validated_data)
        page, more = rows[:limit], len(rows) > limit
        following = page[-1].key if more else None
        return Response({"entries": self.shown(page, many=True).data, "next": following})


class Results(List):
    """A body's results."""

    rows = ResultEntry.objects.all()
    asked = serializers.AskedResults
    shown = serializers.EnteredResult

    def post(self, request: Request, body: str) -> Response:
        """Enter one version of a result, under its idempotency key."""
        told = serializers.ToldResult(data=request.data)
        told.is_valid(raise_exception=True)
        entry, is_new = operations.enter_result(
            client=caller(request),
            key=request.headers.get("Idempotency-Key", ""),
            told=told.validated_data,
        )
        return Response(self.shown(entry).data, status=201 if is_new else 200)


class Registrations(List):
    """A body's registrations."""

    rows = Registration.objects.all()
    asked = serializers.AskedRegistrations
    shown = serializers.EnteredRegistration


class OneResult(APIView):
    """One version of a result."""

    def get(self, request: Request, body: str, key: str) -> Response:
        """Look up what stands under a key."""
        entry = queries.held(ResultEntry, caller(request), key)
        if entry is None:
            raise _no_such_key()
        return Response(serializers.EnteredResult(entry).data)


class OneRegistration(APIView):
    """One registration."""

    def get(self, request: Request, body: str, key: str) -> Response:
        """Look up what stands under a key."""
        entry = queries.held(Registration, caller(request), key)
        if entry is None:
            raise _no_such_key()
        return Response(serializers.EnteredRegistration(entry).data)

    def put(self, request: Request, body: str, key: str) -> Response:
        """Enter a registration; its key is in the address."""
        told = serializers.ToldRegistration(data=request.data)
        told.is_valid(raise_exception=True)
        entry, is_new = operations.enter_registration(
            client=caller(request), key=key, told=told.validated_data
        )
        shown = serializers.EnteredRegistration(entry)
        return Response(shown.data, status=201 if is_new else 200)


def _no_such_key() -> Problem:
    detail = _("Nothing was entered under this key.")
    return Problem(404, "no-such-key", _("No entry has this key."), detail)
