"""Plain functions that make what a test needs, each as the role that would make it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count

from django.db import connections
from django.db.models import QuerySet
from django.test import Client

from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Audience, Role
from awarding.models import (
    AwardingBody,
    Centre,
    Membership,
    OutboxAttempt,
    OutboxMessage,
    Person,
)
from tools.empty_tables import empty_tables

LONG_AGO = datetime(2020, 9, 1, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough sentence"

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
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename NOT IN ('django_migrations', 'django_content_type')"
        )
        tables = [name for (name,) in cursor.fetchall()]
    empty_tables(*tables)


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


def person(email: str = "", name: str = "", password: str | None = None) -> Person:
    """Somebody with no role as yet; without a password (slow to hash) only ``signed_in`` helps."""
    email = email or f"person{next(_numbers)}@portal.test"
    with tenancy.acting(tenancy.NOBODY):
        return Person.objects.create_user(email, password, full_name=name or email.split("@")[0])


def centre(body: AwardingBody, number: str = "", name: str = "") -> Centre:
    """A centre approved by the body."""
    number = number or f"{next(_numbers):06}"
    with tenancy.acting(staff_scope(body)):
        return Centre.objects.create(
            number=number, name=name or f"College {number}", approved_on=date(2020, 9, 1)
        )


def member(
    person: Person, body: AwardingBody, *roles: Role, centre: Centre | None = None
) -> Membership:
    """A person in these roles of a body or of one of its centres, for years; the first one."""
    with tenancy.acting(staff_scope(body)):
        return [
            Membership.objects.create(
                person_id=person.pk,
                centre=centre,
                role=role,
                name=person.full_name,
                email=person.email,
                began_at=LONG_AGO,
            )
            for role in roles
        ][0]


def signed_in(client: Client, person: Person) -> Client:
    """The client with this person signed in. Call it outside any scope, as the edge is."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def settled(messages: "QuerySet[OutboxMessage]", at: datetime) -> None:
    """Have these messages delivered, each by a try of its own: the database wants one."""
    left = list(messages.exclude(state="delivered").values_list("pk", flat=True))
    OutboxAttempt.objects.bulk_create(
        OutboxAttempt(message_id=pk, n=99, began_at=at) for pk in left
    )
    OutboxMessage.objects.filter(pk__in=left).update(state="delivered", settled_at=at)
    OutboxAttempt.objects.filter(message__in=left, n=99).update(ended_at=at, outcome="delivered")
