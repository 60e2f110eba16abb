"""Whom to act for, and the first page there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from awarding import navigation, problems
from awarding.acting import ActingRequest
from awarding.kernel.actors import Audience
from awarding.queries import people
from awarding.queries.people import Place


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """List where this person may act; with one place only, go straight there."""
    if request.user.pk is None:
        return problems.sign_in_first(request)
    found = people.named(people.places(request.user.pk))
    if len(found) == 1 and "change" not in request.GET:
        return redirect(navigation.first_page(found[0]))
    bodies: dict[str, list[dict[str, str]]] = {}
    for place in found:
        bodies.setdefault(place.body.name, []).append(_line(place))
    return render(request, "awarding/choose.html", {"bodies": bodies})


@require_safe
def home(request: ActingRequest, **_: str) -> HttpResponse:
    """Go to the work to do."""
    return redirect(navigation.first_page(request.place))


def _line(place: Place) -> dict[str, str]:
    """Return one link: where, in which roles."""
    sides = {
        Audience.STAFF: gettext("Staff"),
        Audience.ASSESSOR: gettext("Assessor"),
        Audience.EQA: gettext("External quality assurer"),
    }
    name = sides.get(place.audience, place.name)
    return {
        "name": name,
        "roles": place.role_words if place.role_words != name else "",
        "url": navigation.first_page(place),
    }
