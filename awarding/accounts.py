"""How people sign in: nobody signs up, and who tries too often is told until when."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Invited(DefaultAccountAdapter):
    """Accounts come by invitation from a centre or a body, one person each (A16, A17)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up: an account is made by those who answer for it."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave lockouts to django-axes, whose counters live in the database."""


def locked_out(
    request: HttpRequest, original_response: Any = None, credentials: Any = None, **_: Any
) -> HttpResponse:
    """Say that sign-in is locked for a while from here, and what to do."""
    return render(request, "account/locked_out.html", status=429)
