"""What tests of pages begin with: a world that stands today, and somebody of it signed in."""

import re
from datetime import date, timedelta

from django.http import HttpResponse
from django.test import Client

from awarding.kernel import clock, tenancy
from awarding.kernel.actors import Actor, Role
from awarding.models import AwardingBody, Centre, Person
from tests.factories import signed_in, standing_as
from tests.world import World


def world_today(body: AwardingBody) -> World:
    """A world set up a year ago by the database's clock, in which it is now a minute ago."""
    world = World(body, clock.now() - timedelta(days=366))
    world.now = clock.now() - timedelta(minutes=1)
    return world


def as_(client: Client, actor: Actor) -> Client:
    """The client with this person signed in."""
    with tenancy.acting(tenancy.NOBODY):
        return signed_in(client, Person.objects.get(pk=actor.person))


def at_centre(client: Client, world: World, *roles: Role) -> Client:
    """The client with somebody of the centre signed in, in these roles."""
    return as_(client, world.somebody(*roles, centre=world.centre) if roles else world.coordinator)


def centre_url(world: World, path: str = "") -> str:
    """An address of the world's centre."""
    return f"/{world.body.slug}/centre/{world.centre.number}/{path}"


def hillside(world: World) -> Centre:
    """Another centre of the same body, 054321."""
    with standing_as(world.staff):
        made: Centre = Centre.objects.create(
            number="054321", name="Hillside College", approved_on=date(2024, 9, 1)
        )
        return made


def client_of(actor: Actor) -> Client:
    """A new client with this person signed in."""
    return as_(Client(), actor)


def words(answer: HttpResponse) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def described_by_nothing(answer: HttpResponse) -> set[str]:
    """The ids that boxes of a page say they are described by, and that nothing there has."""
    page = answer.content.decode()
    named = {one for ids in re.findall(r'aria-describedby="([^"]*)"', page) for one in ids.split()}
    return named - set(re.findall(r'\bid="([^"]*)"', page))
