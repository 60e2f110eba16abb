"""How people sign in: nobody signs up, and who tries too often is told until when.

Wrong passwords and wrong codes are counted together by django-axes, in the database: emptying
the cache forgets nothing. A lock holds for one log-in from one address, so that nobody can lock
another person out everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Invited(DefaultAccountAdapter):
    """Accounts come by invitation from a centre or a body, one person each (A16, A17)."""

    #: Which of the two is wrong is not said: it would tell who has an account.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "That email address and password do not belong together. Check both and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up: an account is made by those who answer for it."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave lockouts to django-axes, whose counters live in the database."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that lockouts and limits count by."""
        return address_of(request)

    def format_email_subject(self, subject: str) -> str:
        """Return what happened, without a site's name before it."""
        return str(subject)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of a letter: our own address, whatever host a request claimed."""
        path = reverse("account_reset_password")
        return f"{settings.PORTAL_ORIGIN}{path}key/{key}/"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Look at one try at a time, so that tries sent together are counted as well."""
        with one_try_at_a_time(login_name(request, credentials), address_of(request)):
            return super().authenticate(request, **credentials)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Let nobody in who guessed a code after the lock: the last step asks once more."""
        if not AxesProxyHandler.is_allowed(request, {"email": user.email}):
            raise ImmediateHttpResponse(locked_out(request, None, {"email": user.email}))
        super().login(request, user)


@contextmanager
def one_try_at_a_time(name: str, address: str) -> Iterator[None]:
    """Hold the turn of this log-in from this address until its try is counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{name} from {address}"]
        )
        yield


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from: what our own proxies say, never what the sender says.

    Each trusted proxy appends one address; what stands before those is the sender's own claim.
    """
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = int(settings.PROXY_COUNT)
    if proxies and len(told) >= proxies:
        return told[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def login_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the address somebody signs in with, as attempts are counted by it."""
    given = credentials or {}
    sent = given.get("email") or given.get("login") or request.POST.get("login") or ""
    return str(sent).strip().lower()


def locked_out(
    request: HttpRequest, original_response: Any = None, credentials: Any = None, **_: Any
) -> HttpResponse:
    """Say that sign-in is locked for a while from here, until when, and what to do."""
    until = _locked_until(login_name(request, credentials), address_of(request))
    return render(request, "account/locked_out.html", {"until": until}, status=429)


def _locked_until(name: str, address: str) -> datetime | None:
    """Return when the lock on this log-in from this address opens."""
    tries = AccessAttempt.objects.filter(username=name, ip_address=address)
    last = tries.order_by("-attempt_time").first()
    cool_off = get_cool_off()
    return last.attempt_time + cool_off if last and cool_off else None
