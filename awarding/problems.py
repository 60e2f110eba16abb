"""What operations raise becomes a page or JSON here, and nowhere else."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import DisallowedHost, ObjectDoesNotExist
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awarding import handed_back, navigation, operation, record_pages, stopped
from awarding.kept_bytes import BytesGone
from awarding.kernel.actors import NotAllowed
from awarding.kernel.machines import MovedOn
from awarding.kernel.rules import Caution, Refusal, Refused
from awarding.operation import KeyReused
from awarding.rules.people import granted_to_others
from awarding.typed import typed

USED_BEFORE = _(
    "This form was sent before with other answers. Open the page again and fill in a new form."
)
GONE = _(
    "It was kept here, and the place where files are stored has lost it. It is still on record,"
    " and the loss was logged. Tell whoever runs the portal, with the address of this page: it"
    " can be put back from a backup."
)


@dataclass(slots=True)
class Problem:
    """One answer to an act that was not done: its status, its words, and every no behind it.

    ``back`` is the one way back, its words and its address, where it is known better than from
    where one came.
    """

    status: int
    title: str
    sentence: str = ""
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    made: tuple[str, str] | None = None
    back: tuple[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the same as data."""
        return {
            "title": self.title,
            "detail": self.sentence,
            "refusals": [_told(one) for one in self.refusals],
            "cautions": [_told(one) for one in self.cautions],
        }


def answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Return the page for what was raised; nothing when it is a fault of ours.

    What a view looks up is what the address names, and may be missing. A row that an operation
    misses is missing in our own data: Django answers and logs it as a fault.
    """
    if isinstance(exception, ObjectDoesNotExist):
        return None if operation.is_behind(exception) else not_found(request)
    problem = understood(exception)
    if problem and isinstance(exception, KeyReused) and hasattr(request, "place"):
        problem.made = record_pages.link(request.place, exception.answer)
    return page(request, problem) if problem else None


def understood(exception: Exception) -> Problem | None:
    """Say what an exception means to the person who met it."""
    match exception:
        case Refused():
            title = gettext("This cannot be done now")
            return Problem(409, title, "", exception.refusals, exception.cautions)
        case MovedOn():
            return Problem(409, gettext("This has moved on"), str(stopped.MOVED_ON))
        case NotAllowed():
            refusal = granted_to_others(gettext(role) for role in exception.may)
            return Problem(403, gettext("Your role does not do this"), "", [refusal])
        case KeyReused():
            return Problem(422, gettext("This form was sent before"), str(USED_BEFORE))
        case BytesGone():
            return Problem(410, gettext("This file is missing"), str(GONE))
        case IntegrityError():
            return _unforeseen(stopped.by_a_constraint(exception))
        case OperationalError():
            return _unforeseen(stopped.by_another(exception))
    return None


def page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Show a problem in the form that was asked for, with a way back and what was typed."""
    if wants_json(request):
        return JsonResponse(problem.as_json(), status=problem.status)
    is_own = request.method == "POST" and not handed_back.is_of_another(request)
    sent = handed_back.boxes(request) if is_own else []
    told = {"problem": problem, "way_back": way_back(request), "typed": typed(sent)}
    return render(request, "awarding/problem.html", told, status=problem.status)


def sign_in_first(request: HttpRequest, start: str = "/") -> HttpResponse:
    """Lead to sign-in and back to a page that was being read; give back what was sent."""
    if wants_json(request):
        return JsonResponse({"title": gettext("Sign in to go on.")}, status=401)
    if request.method == "POST":
        return handed_back.signed_out(request, start)
    return redirect_to_login(request.get_full_path())


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script or a program asks, rather than a person's page."""
    return not request.accepts("text/html")


def way_back(request: HttpRequest) -> str:
    """Return the page one came from, if it is ours; else the first page here."""
    came_from = request.headers.get("Referer", "")
    try:
        host = request.get_host()
    except DisallowedHost:
        return "/"
    ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={host}, require_https=request.is_secure()
    )
    if ours and came_from != request.build_absolute_uri():
        return came_from
    if request.method == "POST":
        return request.path
    place = getattr(request, "place", None)
    return navigation.first_page(place) if place else "/"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page for this person: whether it exists is not said."""
    return _plain(request, 404, "awarding/not_found.html")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this was not allowed."""
    return _plain(request, 403, "awarding/forbidden.html")


def page_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long to be trusted (a form without its token).

    Signing in again makes every token older: a form of this person's own is given back.
    """
    mine = not handed_back.is_of_another(request) and not wants_json(request)
    if mine and handed_back.boxes(request):
        return handed_back.once_more(request, way_back(request))
    return _plain(request, 403, "awarding/page_too_old.html")


def of_another(request: HttpRequest) -> HttpResponse:
    """Say that another person opened this form, and that nothing was done with it."""
    sentence = gettext(
        "Another person opened this form, and you are signed in now. Open the page yourself,"
        " or let them sign in and send it."
    )
    return page(request, Problem(403, gettext("Nothing was saved"), sentence))


def without_key(request: HttpRequest) -> HttpResponse:
    """Say that a form came without the key that lets it count once; give back what was typed."""
    if handed_back.boxes(request) and not wants_json(request):
        return handed_back.with_a_key(request, way_back(request))
    sentence = gettext(
        "This form came without the key that lets it count once. Open the page again and send"
        " it from there."
    )
    return page(request, Problem(400, gettext("Nothing was saved"), sentence))


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request was not one our pages make."""
    return _plain(request, 400, "awarding/not_understood.html")


def our_fault(request: HttpRequest) -> HttpResponse:
    """Say that the portal itself failed, without asking anything of the database."""
    return HttpResponse(render_to_string("awarding/our_fault.html"), status=500)


def _plain(request: HttpRequest, status: int, template: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"status": status}, status=status)
    return render(request, template, {"way_back": way_back(request)}, status=status)


def in_a_line(answer: Refusal | Caution) -> str:
    """Return a no as one piece of text, where there is no room for a box: with what it quotes."""
    clause = answer.clause
    said = gettext("The portal’s own rule: %(words)s") if clause.is_own else "“%(words)s”"
    source = gettext("(%(clause)s · rule %(rule)s)") % {"clause": clause, "rule": answer.rule}
    return f"{answer.reason} {said % {'words': clause.words}} {source}"


def _told(answer: Refusal | Caution) -> dict[str, Any]:
    return {
        "rule": answer.rule,
        "clause": str(answer.clause),
        "words": answer.clause.words,
        "own": answer.clause.is_own,
        "reason": str(answer.reason),
        "until": answer.until.isoformat() if answer.until else None,
    }


def _unforeseen(sentence: str | None) -> Problem | None:
    """Return the problem the database told of, if it is one that people can meet."""
    return Problem(409, gettext("This cannot be done now"), sentence) if sentence else None
