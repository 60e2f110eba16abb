"""The addresses for awarding bodies: enter, look up, reconcile."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer, ValidationError
from rest_framework.views import APIView

from registry.server import operations, queries, serializers
from registry.server.bearer import caller
from registry.server.models import Registration, ResultEntry
from registry.server.problems import Problem


class List(APIView):
    """A body's rows for its nightly comparison, page by page: oldest first, or by their keys.

    By time, a row whose transaction ends late may be missed by a walk that passed its moment;
    who misses a key looks it up before calling it missing.
    """

    rows: ClassVar[QuerySet[Any]]
    shown: ClassVar[type[ModelSerializer[Any]]]

    def get(self, request: Request, body: str) -> Response:
        """One page, and the cursor of the next."""
        asked = serializers.Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        by_key, limit = given["order"] == "key", given["limit"]
        rows = self.by_key(request, given) if by_key else self.in_order(request, given)
        page, more = rows[:limit], len(rows) > limit
        following = (page[-1].key if by_key else _cursor(page[-1])) if more else None
        return Response({"entries": self.shown(page, many=True).data, "next": following})

    def in_order(self, request: Request, given: dict[str, Any]) -> list[Any]:
        """Rows by their time, after a cursor."""
        since, after = given.get("since"), _place(given.get("cursor"))
        return queries.in_order(
            self.rows, caller(request), since=since, after=after, limit=given["limit"]
        )

    def by_key(self, request: Request, given: dict[str, Any]) -> list[Any]:
        """Rows by their keys, between two of them."""
        after, upto = given.get("after", ""), given.get("upto")
        return queries.by_key(
            self.rows, caller(request), after=after, upto=upto, limit=given["limit"]
        )


class Results(List):
    """A body's results."""

    rows = ResultEntry.objects.all()
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


MOST_DIGITS = 18  # of a row's number


def _cursor(row: Any) -> str:
    return f"{row.at.isoformat()}~{row.pk}"


def _place(cursor: str | None) -> tuple[datetime, int] | None:
    """The moment and number of the last row of the page before."""
    if cursor is None:
        return None
    at, _mark, last = cursor.partition("~")
    not_ours = ValidationError({"cursor": [_("Send the cursor as it was given.")]})
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not (last.isdecimal() and len(last) <= MOST_DIGITS):
            raise not_ours
        return moment.astimezone(UTC), int(last)
    except (ValueError, OverflowError) as error:
        raise not_ours from error
