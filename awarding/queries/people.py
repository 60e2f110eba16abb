"""Where a person may act, and what people are called: asked of memberships, never of log-ins."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Min, Q
from django.db.models.functions import Now

from awarding.kernel import tenancy
from awarding.kernel.actors import Actor, Audience, Role
from awarding.models import AwardingBody, Centre, Entry, Membership
from awarding.models.membership import OF_A_CENTRE

IN_FORCE = Q(began_at__lte=Now()) & (Q(ended_at__isnull=True) | Q(ended_at__gt=Now()))


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a body, or one of its centres, and all the roles a person has there."""

    body: AwardingBody
    audience: Audience
    centre_id: int | None
    memberships: tuple[Membership, ...]
    centre: Centre | None = None

    @property
    def scope(self) -> tenancy.Scope:
        """Return whose rows are seen from here."""
        person = self.memberships[0].person_id
        return tenancy.Scope(self.audience, self.body.pk, self.centre_id, person)

    @property
    def roles(self) -> frozenset[Role]:
        """Return every role the person has here."""
        return frozenset(Role(membership.role) for membership in self.memberships)

    @property
    def role_words(self) -> str:
        """Return the roles as the people of the field call them, in the table's order."""
        return ", ".join(str(role.label) for role in Role if role in self.roles)

    @property
    def actor(self) -> Actor:
        """Return the person as who acts here."""
        first = self.memberships[0]
        return Actor(
            first.person_id, first.name, self.roles, self.audience, self.body.pk, self.centre_id
        )

    @property
    def within(self) -> dict[str, str]:
        """Return what every address here begins with, as the URL patterns name it."""
        number = {"number": self.centre.number} if self.centre else {}
        return {"body": self.body.slug, **number}

    @property
    def name(self) -> str:
        """Return the centre or the body by name."""
        return str(self.centre or self.body)


def places(person: int) -> list[Place]:
    """Return every place where this person may act now, in all bodies. No centre is named yet."""
    with tenancy.acting(tenancy.Scope(person=person)):
        own = list(
            Membership.own.filter(IN_FORCE, person_id=person)
            .select_related("awarding_body")
            .order_by("awarding_body__name", "centre_id", "id")
        )
    found: dict[tuple[AwardingBody, Audience, int | None], list[Membership]] = {}
    for membership in own:
        audience = Role(membership.role).audience
        key = (membership.awarding_body, audience, membership.centre_id)
        found.setdefault(key, []).append(membership)
    return [
        Place(body, audience, centre, tuple(rows))
        for (body, audience, centre), rows in found.items()
    ]


def named(places: Iterable[Place]) -> list[Place]:
    """Return a person's places with their centres read, in one statement for each body.

    Read on the body's own side, since a centre's role sees one centre alone; nothing is asked
    for but the centres of these places.
    """
    found, centres = list(places), dict[int, Centre]()
    for body in {place.body.pk for place in found if place.centre_id}:
        ids = [place.centre_id for place in found if place.centre_id and place.body.pk == body]
        with tenancy.acting(tenancy.Scope(Audience.STAFF, body)):
            centres |= Centre.objects.in_bulk(ids)
    return [replace(one, centre=centres[one.centre_id]) if one.centre_id else one for one in found]


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """Return what these people are called in the open scope's body; ended memberships count."""
    rows = Membership.objects.filter(person_id__in={one for one in ids if one is not None})
    return dict(rows.order_by("began_at").values_list("person_id", "name"))


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as a list shows them: every role they have at one place."""

    membership: int
    person: int
    name: str
    email: str
    roles: tuple[str, ...]


def listed(centre: int | None, *, after: str = "", most: int = 50) -> tuple[list[Listed], str]:
    """Return the people of the body, or of one centre, by name, and where the next page begins."""
    people = Membership.objects.filter(IN_FORCE, centre_id=centre)
    if after:
        name, _, person = after.rpartition("|")
        people = people.filter(Q(name__gt=name) | Q(name=name, person_id__gt=int(person)))
    rows = (
        people.values("name", "person_id")
        .annotate(first=Min("id"), email=Max("email"), roles=ArrayAgg("role", order_by="id"))
        .order_by("name", "person_id")[: most + 1]
    )
    shown = [
        Listed(
            row["first"],
            row["person_id"],
            row["name"],
            row["email"],
            tuple(str(Role(role).label) for role in row["roles"]),
        )
        for row in rows
    ]
    more = len(shown) > most
    return shown[:most], f"{shown[most - 1].name}|{shown[most - 1].person}" if more else ""


def held(membership: int) -> list[Membership]:
    """Return every role in force that this membership's person has at the same place."""
    one = Membership.objects.get(pk=membership)
    here = Membership.objects.filter(IN_FORCE, person_id=one.person_id, centre_id=one.centre_id)
    return list(here.order_by("id")) or [one]


def has_acted(membership: Membership) -> bool:
    """Tell whether somebody ever did anything in a role of the centre of a membership."""
    done = Entry.objects.filter(person=membership.person_id, centre_id=membership.centre_id)
    return done.filter(role__regex=OF_A_CENTRE).exists()
