"""A32: an external quality assurer sees the allocated centres, and why none is sampled here."""

import re

import pytest

from awarding.kernel.actors import Role
from centres.operations import approving
from tests.factories import standing_as
from tests.pages import as_, hillside, world_today
from tests.world import World

HOME = "/northgate/eqa/centres/"


@pytest.fixture
def world(body, settings) -> World:
    settings.DEMO = True
    return world_today(body)


@pytest.fixture
def eqa(client, world):
    """An assurer, signed in and allocated to nothing yet."""
    somebody = world.somebody(Role.EQA)
    as_(client, somebody)
    return somebody


def allocate(world, eqa):
    with standing_as(world.staff) as by:
        return approving.allocate_eqa(person=eqa.person, centre=world.centre, by=by, now=world.now)


@pytest.mark.rule("A32")
def test_the_first_page_says_that_this_work_is_not_in_the_sampling_pool(client, world, eqa):
    answer = client.get("/northgate/eqa/", follow=True)
    told = answer.content.decode()

    assert answer.redirect_chain[-1][0] == HOME
    assert "These submissions are not in the sampling pool." in told
    assert "marked by the assessors of Northgate Awards" in told


@pytest.mark.rule("X8")
def test_only_allocated_centres_are_listed_with_what_is_under_way(client, world, eqa):
    hillside(world)
    world.submitted()
    world.accepted(world.submitted(world.prepared(world.registered("Ann"))))
    world.prepared(world.registered("Bea"))
    allocate(world, eqa)

    rows = client.get(HOME).context["rows"]

    assert [(row.name, row.number) for row in rows] == [("Riverside College", "012345")]
    assert (rows[0].drafts, rows[0].checking, rows[0].assessing) == (1, 1, 1)


@pytest.mark.rule("X8")
def test_an_allocation_that_ended_closes_at_once(client, world, eqa):
    allocation = allocate(world, eqa)
    with standing_as(world.staff) as by:
        approving.end_allocation(allocation=allocation, by=by, now=world.now)

    told = client.get(HOME).content.decode()

    assert "You are not allocated to a centre now." in told
    assert "Riverside College" not in told


def test_no_learner_is_named(client, world, eqa):
    world.submitted()
    allocate(world, eqa)

    assert "Siân" not in client.get(HOME).content.decode()


def test_a_centres_submissions_are_listed_without_learner_or_result(client, world, eqa):
    elsewhere = hillside(world)
    released = world.released()
    with standing_as(world.staff):
        reference = released.submission.reference
    allocate(world, eqa)
    link = re.search(rf'href="({HOME}\d+/)"', client.get(HOME).content.decode())[1]

    told = client.get(link).content.decode()

    assert reference in told
    assert "Released" in told
    assert "Siân" not in told
    assert "Pass" not in told
    assert client.get(f"{HOME}{elsewhere.pk}/").status_code == 404
