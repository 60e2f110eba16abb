"""How the registry says no: JSON with a type, a title and a detail."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

KIND = "application/problem+json"


@dataclass
class Problem(Exception):
    """One refusal: what kind, in a few words, and what to do about it."""

    status: int
    type: str
    title: str
    detail: str

    @property
    def said(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"type": self.type, "title": self.title, "detail": self.detail}


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to whatever a view raised; nothing for what nobody foresaw."""
    if isinstance(error, Problem):
        return Response(error.said, status=error.status, content_type=KIND)
    response = exception_handler(error, context)
    if response is not None:
        response.data = _as_problem(error, response)
        response.content_type = KIND
    return response


def _as_problem(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        wrong = "; ".join(f"{name}: {' '.join(said)}" for name, said in _by_field(error).items())
        return Problem(response.status_code, "unreadable", _("This is no entry."), wrong).said
    code = error.default_code if isinstance(error, APIException) else "not-found"
    title = _("The registry does not answer this.")
    return Problem(response.status_code, code, title, str(getattr(error, "detail", error))).said


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    detail = error.detail
    if isinstance(detail, dict):
        return {name: [str(each) for each in said] for name, said in detail.items()}
    return {"entry": [str(each) for each in detail]}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page or address."""
    if not request.path.startswith("/api/"):
        return render(request, "orchard/not_found.html", status=404)
    detail = _("Look at the address again.")
    return _json(Problem(404, "not-found", _("Nothing is here."), detail))


def broken(request: HttpRequest) -> HttpResponse:
    """Something nobody foresaw; whether the entry was made, a look-up tells."""
    if not request.path.startswith("/api/"):
        return render(request, "orchard/broken.html", status=500)
    detail = _("Ask again with the same key.")
    return _json(Problem(500, "broken", _("The registry could not finish."), detail))


def _json(problem: Problem) -> JsonResponse:
    return JsonResponse(problem.said, status=problem.status, content_type=KIND)
