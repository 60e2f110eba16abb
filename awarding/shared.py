"""The tables no tenant owns, by name, and the grants on them. They hold no centre's data."""

from typing import Any

from django.db import connections

#: Read and written by the serving login alone, before or after a scope is open.
LOGIN_TABLES = (
    "awarding_person",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "django_session",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
)
#: Read by everybody.
PUBLIC_TABLES = ("awarding_awardingbody", "django_content_type", "django_migrations")
#: Django's own, granted to nobody who serves: permissions here are acts and roles.
UNUSED_TABLES = ("auth_permission", "auth_group", "auth_group_permissions")

SHARED_TABLES = (*LOGIN_TABLES, *PUBLIC_TABLES, *UNUSED_TABLES)

EVERYBODY = "portal_app, portal_centre, portal_eqa, portal_assessor, portal_staff, portal_sweep"


def open_shared_tables(using: str, **_: Any) -> None:
    """Grant the serving login the shared tables that exist. Runs after every migrate."""
    with connections[using].cursor() as cursor:
        there = set(connections[using].introspection.table_names(cursor))
        for table in LOGIN_TABLES:
            if table in there:
                cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO portal_app')
        for table in PUBLIC_TABLES:
            if table in there:
                cursor.execute(f'GRANT SELECT ON "{table}" TO {EVERYBODY}')
