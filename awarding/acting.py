"""What the edge adds to a request under an audience's address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from awarding.kernel.actors import Actor
from awarding.kernel.tenancy import Scope
from awarding.models import Membership
from awarding.queries.people import Place
from awarding.unseen import SHOWN

View = Callable[..., HttpResponse]


class ActingRequest(HttpRequest):
    """A request of somebody who acts for a body or a centre; their scope is open."""

    actor: Actor
    scope: Scope
    membership: Membership
    place: Place


def needs(act: str, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that is for those alone who may do an act, its empty page included.

    Written where the address is. A view without it shows what anybody of its audience may see;
    whether its form may be sent, the operation says.
    """

    @wraps(view)
    def asked(request: ActingRequest, *args: Any, **given: Any) -> HttpResponse:
        request.actor.must(act)
        return view(request, *args, **given)

    return asked


def counts_by_version(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view whose POST needs no form key: a version says whether it was counted."""
    view.counts_by_version = True  # type: ignore[attr-defined]  # the edge asks for it
    return view


def sent_from(page: str, *kept: str) -> Callable[[View], View]:
    """Return a decorator for a view that does what a form of a page sends.

    Who only opens its address is led to that page, with these values of the address.
    """

    def only_sent(view: View) -> View:
        @wraps(view)
        def asked(request: ActingRequest, **given: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, **given)
            return redirect(here(request, page, **{name: given[name] for name in kept}))

        return asked

    return only_sent


def here(request: HttpRequest, name: str, **given: Any) -> str:
    """Return an address on the side of the house where this request stands, by its name alone."""
    place: Place = request.place  # type: ignore[attr-defined]  # only the edge sets it
    return address(place, name, **given)


def address(place: Place, name: str, **given: Any) -> str:
    """Return an address at a place: its body and its centre are filled in."""
    return reverse(f"{place.audience}:{name}", kwargs={**place.within, **given})


def shows_another(request: HttpRequest, shown: str) -> bool:
    """Tell whether a form was sent from a page that showed another thing than stands now.

    What comes round again, such as a check of the next upload, is told apart by the hidden box
    ``SHOWN``: a page left open must not decide what it never showed. A form without it is of no
    page of ours.
    """
    return request.method == "POST" and request.POST.get(SHOWN) != shown
