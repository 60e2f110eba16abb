"""What must hold before the registry may serve."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db import connections

from registry.server.demo import PASSWORD


def demo_is_shut_out(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **_: object
) -> list[CheckMessage]:
    """Nobody outside the demo signs in with the demo's password."""
    if settings.PORTAL_DEMO:
        return []
    return [
        Error(
            f"{name} signs in with the demo's password.",
            hint="Give that person another password, or use a new database.",
            id="orchard.E001",
        )
        for alias in databases or []
        for name in _with_the_demos_password(alias)
    ]


def _with_the_demos_password(alias: str) -> list[str]:
    people = get_user_model()
    if people._meta.db_table not in connections[alias].introspection.table_names():
        return []
    active = people._default_manager.using(alias).filter(is_active=True)
    return [person.get_username() for person in active if person.check_password(PASSWORD)]
