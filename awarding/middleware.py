"""The edge: who acts, for whom, from the address and the person's memberships in force.

Everything under an audience's address runs inside that audience's scope and no other; everything
else runs as nobody. Nothing is kept in the session, so an ended role ends at the next request
and two tabs cannot mix.
"""

import re
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from awarding import handed_back, once, operation, problems, second_factor
from awarding.acting import ActingRequest
from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.queries import people
from awarding.queries.people import Place
from awarding.unseen import FORM_KEY, UNSEEN

ADDRESS = re.compile(
    r"/(?P<body>[^/]+)/(?:(?P<audience>staff|assessor|eqa)|centre/(?P<number>[^/]+))/"
)


#: Asks nothing of a tenant, and must answer when the database does not.
HEALTH = "/health/"


class WhoActs:
    """Open the scope of the address around the view and its error pages, then put all back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand innermost, so that sessions and sign-in are read before a scope is open."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as nobody, or for whom the address names."""
        if request.path_info.startswith(HEALTH):
            return self.get_response(request)
        with tenancy.acting(tenancy.NOBODY), operation.one_request():
            asked = ADDRESS.match(request.path_info)
            if asked is None:
                return self.get_response(request)
            person = request.user.pk
            if person is None:
                return problems.sign_in_first(request, start=asked[0])
            return self.for_somebody(request, person, asked)

    def for_somebody(
        self, request: HttpRequest, person: int, asked: re.Match[str]
    ) -> HttpResponse:
        """Answer at the place this address names, if the person acts there; 404 if not."""
        side = (asked["body"], asked["audience"] or Audience.CENTRE)
        near = [one for one in people.places(person) if (one.body.slug, one.audience) == side]
        if near and second_factor.is_lacking(request.user, near[0].audience):
            return second_factor.ask(request)
        for place in people.named(near):
            if place.within.get("number") == asked["number"]:
                with tenancy.acting(place.scope):
                    return self.serve(request, place)
        raise Http404

    def serve(self, request: HttpRequest, place: Place) -> HttpResponse:
        """Answer inside the open scope; a form's one-use key counts for one operation."""
        acting = cast(ActingRequest, request)
        acting.place, acting.actor, acting.scope = place, place.actor, place.scope
        acting.membership = place.memberships[0]
        if handed_back.is_of_another(request):
            return problems.of_another(request)
        said = once.said(request.POST, apart_from={*handed_back.NOT_HANDED_BACK, *UNSEEN})
        with operation.sent_with(form_key(request), said):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Fail closed if an address names a body and no scope was opened for it.

        A form without its one-use key is given back: nobody could tell it from a repeat.
        """
        acts = hasattr(request, "place")
        if "body" in kwargs and not acts:
            raise tenancy.NoTenant(f"{request.path_info} names a body, and nobody acts for it.")
        if acts and request.method == "POST" and not getattr(view, "counts_by_version", False):
            return None if request.POST.get(FORM_KEY) else problems.without_key(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what an operation raised, and the view did not catch, into a page."""
        return problems.answer(request, exception)


def form_key(request: HttpRequest) -> UUID | None:
    """Return the one-use key a form was sent with, if it was."""
    sent = request.POST.get(FORM_KEY) if request.method == "POST" else None
    if not sent:
        return None
    try:
        return UUID(sent)
    except ValueError:
        raise SuspiciousOperation("A form's key was changed on its way.") from None
