"""The registry's own pages, for the people who keep it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.server import forms, queries
from registry.server.models import Registration, ResultEntry, TurnedAway

PAGE = 50


@require_safe
@login_required
def entries(request: HttpRequest) -> HttpResponse:
    """Results and corrections, newest first."""
    form = forms.FindEntry(request.GET)
    return _list(request, "orchard/entries.html", ResultEntry.objects.all(), form)


@require_safe
@login_required
def registrations(request: HttpRequest) -> HttpResponse:
    """Registrations, newest first."""
    form = forms.FindLearner(request.GET)
    return _list(request, "orchard/registrations.html", Registration.objects.all(), form)


@require_safe
@login_required
def turned_away(request: HttpRequest) -> HttpResponse:
    """What was asked and made no entry, newest first."""
    form = forms.Older(request.GET)
    return _list(request, "orchard/turned_away.html", TurnedAway.objects.all(), form)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the registry and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def _list(
    request: HttpRequest, template: str, rows: QuerySet[Any], form: forms.Older
) -> HttpResponse:
    page: list[Any] = []
    older, is_search = "", False
    if form.is_valid():
        where, before = form.columns, form.cleaned_data["before"]
        is_search = bool(where)
        found = queries.newest(rows, where, before=before, limit=PAGE)
        page = found[:PAGE]
        if len(found) > PAGE:
            older = urlencode({**where, "before": page[-1].pk})
    told = {"form": form, "rows": page, "older": older, "is_search": is_search}
    return render(request, template, told)
