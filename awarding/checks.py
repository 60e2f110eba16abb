"""What must hold before anybody is served. Outside the demo each of these is an error.

``manage.py check`` asks the settings, ``check --deploy`` also what only a real installation
has, and ``check --database default`` also the database: who serves, and whether a demo account
is left in it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from awarding.models import Person

SHORTEST_SECRET = 32  # characters
EDGE = "awarding.middleware.WhoActs"
DATABASE_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
#: Addresses that reach nobody outside this machine; the demo's people have no others.
DEMO_ADDRESS = ".example"


def _no(number: int, words: str, hint: str) -> CheckMessage:
    return Error(words, hint=hint, id=f"portal.E{number:03}")


@register(Tags.security)
def secrets_are_secret(**_: Any) -> Iterable[CheckMessage]:
    """A secret that is empty, short or an example protects no session."""
    if settings.DEMO:
        return
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
    if len(secret) < SHORTEST_SECRET or "insecure" in secret or len(set(secret)) < 10:
        yield _no(
            1,
            "The secret key is empty, short or an example.",
            "Set SECRET_KEY to at least 32 random characters.",
        )


@register(Tags.security)
def nothing_is_debugged(**_: Any) -> Iterable[CheckMessage]:
    """Debug pages show settings and rows to whoever makes a page fail."""
    if settings.DEBUG and not settings.DEMO:
        yield _no(2, "Pages that fail would show their insides.", "Take DEBUG away.")


@register(Tags.security)
def only_our_own_hosts_are_answered(**_: Any) -> Iterable[CheckMessage]:
    """What comes under another name than ours is not for us; "*" is every name there is."""
    if "*" in settings.ALLOWED_HOSTS and not settings.DEMO:
        yield _no(
            12,
            "Any host name would be answered.",
            "Set ALLOWED_HOSTS to the host names that people use, with commas, without *.",
        )


@register(Tags.security)
def the_edge_asks_for_a_second_factor(**_: Any) -> Iterable[CheckMessage]:
    """The edge is what asks the body's people for a code."""
    asks = EDGE in settings.MIDDLEWARE and "allauth.mfa" in settings.INSTALLED_APPS
    if not settings.DEMO and not (asks and "totp" in settings.MFA_SUPPORTED_TYPES):
        yield _no(
            3,
            "The body's people would be let in without a second factor.",
            f"Keep {EDGE} in MIDDLEWARE, allauth.mfa installed, and totp in MFA_SUPPORTED_TYPES.",
        )


@register(Tags.security)
def tries_are_counted_in_the_database(**_: Any) -> Iterable[CheckMessage]:
    """Counters in a cache are forgotten whenever it is emptied."""
    counted = settings.AUTHENTICATION_BACKENDS[0].startswith("axes.")
    if settings.AXES_HANDLER != DATABASE_HANDLER or not counted:
        yield _no(
            4,
            "Wrong passwords would not be counted in the database.",
            f"Keep axes first in AUTHENTICATION_BACKENDS, and AXES_HANDLER at {DATABASE_HANDLER}.",
        )


@register(Tags.security)
def the_demo_stays_at_home(**_: Any) -> Iterable[CheckMessage]:
    """The demo's passwords are known to everybody."""
    if settings.DEMO and settings.HTTPS:
        yield _no(
            5,
            "The demo would be served to the world, and its passwords are known to everybody.",
            "Take PORTAL_DEMO away, or serve it from http://localhost.",
        )


@register(Tags.security, deploy=True)
def pages_travel_encrypted(**_: Any) -> Iterable[CheckMessage]:
    """A session's cookie on plain HTTP is anybody's."""
    if not settings.DEMO and not settings.HTTPS:
        yield _no(
            6,
            f"Pages would travel unencrypted, from {settings.PORTAL_ORIGIN}.",
            "Set PORTAL_ORIGIN to the https:// address that people use.",
        )


@register(Tags.security, deploy=True)
def mail_leaves_the_machine(**_: Any) -> Iterable[CheckMessage]:
    """Invitations and forgotten passwords go by mail."""
    kept = ("filebased", "locmem", "console", "dummy")
    if not settings.DEMO and any(kind in settings.EMAIL_BACKEND for kind in kept):
        yield _no(
            7,
            "Mail would stay on this machine.",
            "Set EMAIL_URL, as in smtp+tls://user:password@mail.example.org:587.",
        )


@register(Tags.security, deploy=True)
def a_registry_is_named(**_: Any) -> Iterable[CheckMessage]:
    """Registrations and passes are promised to the registry (A36)."""
    if not settings.DEMO and not (settings.REGISTRY_URL and settings.REGISTRY_TOKEN):
        yield _no(
            11,
            "Registrations and passes would be told to no registry.",
            "Set REGISTRY_URL to the registry's address, and REGISTRY_TOKEN to what opens it.",
        )


@register(Tags.security, deploy=True)
def tasks_are_done_by_workers(**_: Any) -> Iterable[CheckMessage]:
    """A task done in the request that asked for it holds that request, and its scope, open."""
    if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
        yield _no(8, "Tasks would be done inside requests.", "Take CELERY_TASK_ALWAYS_EAGER away.")


@register(Tags.database)
def who_serves_only_serves(
    databases: Sequence[str] | None = None, **_: Any
) -> Iterable[CheckMessage]:
    """Row security binds neither a superuser nor an exempt role; an owner could take it away."""
    if "default" not in (databases or ()):
        return
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls OR rolcreaterole, rolinherit, EXISTS"
            " (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p'))"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, exempt, inherits, owns = cursor.fetchone()
    if exempt or owns or inherits:
        yield _no(
            9,
            f"The portal would serve as {name}, whom row security does not bind.",
            "Let DATABASE_URL log in as portal_app; tools/launch/roles.sql makes it.",
        )


@register(Tags.database)
def no_demo_account_is_left(
    databases: Sequence[str] | None = None, **_: Any
) -> Iterable[CheckMessage]:
    """An account of the demo has a password that everybody knows."""
    if settings.DEMO or "default" not in (databases or ()):
        return
    if not _has_people():
        return
    left = [
        person.email
        for person in Person.objects.filter(email__endswith=DEMO_ADDRESS, is_active=True)
        if person.has_usable_password()
    ]
    if left:
        yield _no(
            10,
            f"Accounts of the demo can sign in: {', '.join(sorted(left)[:5])}.",
            "Begin with a database of its own, or deactivate them.",
        )


def _has_people() -> bool:
    """Tell whether the table is there yet: checks also run before the first migration."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('awarding_person') IS NOT NULL")
        return bool(cursor.fetchone()[0])
