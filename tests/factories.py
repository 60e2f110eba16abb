"""Plain functions that make what a test needs, each as the role that would make it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from django.db import connections

from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Audience, Role
from awarding.models import AwardingBody

_numbers = count(1)


def bodies() -> None:
    """Make the two awarding bodies, as whoever installs the portal does."""
    for slug, name, prefix in (
        ("northgate", "Northgate Awards", "NA"),
        ("mti", "Motor Trades Institute", "MT"),
    ):
        AwardingBody.objects.using("owner").get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "reference_prefix": prefix,
                "contact_email": f"help@{slug}.example",
                "contact_phone": "01632 960000",
            },
        )


def empty_everything() -> None:
    """Empty every table but the migrations', as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
            " WHERE schemaname = 'public'"
            " AND tablename NOT IN ('django_migrations', 'django_content_type')"
        )
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} RESTART IDENTITY CASCADE")


def staff_scope(body: AwardingBody, person: int | None = None) -> tenancy.Scope:
    """The scope of the body's own people."""
    return tenancy.Scope(Audience.STAFF, body.pk, None, person)


def actor(
    *roles: Role, body: AwardingBody, centre: int | None = None, person: int | None = None
) -> Actor:
    """Somebody with these roles, acting for the body or one of its centres."""
    return Actor(
        person or next(_numbers) + 1000,
        f"{roles[0].label} {next(_numbers)}",
        frozenset(roles),
        roles[0].audience,
        body.pk,
        centre,
    )


@contextmanager
def standing_as(actor: Actor) -> Iterator[Actor]:
    """Open the scope the edge would open for this actor."""
    scope = tenancy.Scope(actor.audience, actor.body, actor.centre, actor.person)
    with tenancy.acting(scope):
        yield actor
