"""The list of learners: newest first, by the start of a name or by a number, page by page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awarding.kernel.actors import Role
from tests.pages import as_, at_centre, centre_url, hillside
from tests.world import World


def listed(client, world, **asked) -> str:
    return client.get(centre_url(world, "learners/"), asked).content.decode()


def test_the_newest_registration_stands_first(client, world):
    world.registered("Aisha Rahman")
    world.registered("Tomos Gwynne")
    at_centre(client, world)

    page = listed(client, world)

    assert page.index("Tomos Gwynne") < page.index("Aisha Rahman")


@pytest.mark.parametrize("find", ["siân gw", "SIAN  GWYN", "Sian"])
def test_a_learner_is_found_by_the_start_of_the_name_whatever_the_accents(client, world, find):
    world.registered("Siân Gŵyn Llŷr")
    world.registered("Aisha Rahman")
    at_centre(client, world)

    page = listed(client, world, find=find)

    assert "Siân Gŵyn Llŷr" in page
    assert "Aisha Rahman" not in page


def test_a_learner_is_found_by_registration_number_and_by_uln(client, world):
    made = world.registered("Siân Gŵyn Llŷr", uln="1000000027")
    world.registered("Aisha Rahman")
    at_centre(client, world)

    for number in (made.number.lower(), "1000 000 027"):
        page = listed(client, world, find=number)
        assert "Siân Gŵyn Llŷr" in page
        assert "Aisha Rahman" not in page


def test_a_name_that_looks_like_a_number_is_still_a_name(client, world):
    world.registered("Ravenette Hill")
    at_centre(client, world)

    assert "Ravenette Hill" in listed(client, world, find="RAVENETTE")


def test_pages_follow_one_another_and_lead_back(client, world):
    for n in range(32):
        world.registered(f"Learner {n:02}")
    at_centre(client, world)

    first = client.get(centre_url(world, "learners/"))
    second = client.get(centre_url(world, "learners/") + first.context["next_url"])
    again = client.get(centre_url(world, "learners/") + second.context["previous_url"])

    assert [row.name for row in second.context["rows"]] == ["Learner 01", "Learner 00"]
    assert not second.context["next_url"]
    assert [row.name for row in again.context["rows"]] == [
        row.name for row in first.context["rows"]
    ]
    assert not again.context["previous_url"]


def test_names_that_were_found_are_paged_in_their_order(client, world):
    for n in reversed(range(32)):
        world.registered(f"Learner {n:02}")
    at_centre(client, world)

    first = client.get(centre_url(world, "learners/"), {"find": "learner"})
    second = client.get(centre_url(world, "learners/") + first.context["next_url"])

    assert [row.name for row in second.context["rows"]] == ["Learner 30", "Learner 31"]


@pytest.mark.parametrize("token", ["x", "1~", "~", "9" * 40, "1~\x00"])
def test_an_address_changed_by_hand_still_shows_a_list(client, world, token):
    world.registered("Aisha Rahman")
    at_centre(client, world)

    for asked in ("after", "before", "find", "cohort"):
        assert client.get(centre_url(world, "learners/"), {asked: token}).status_code == 200


def test_one_row_and_thirty_cost_the_same_queries(client, world):
    world.registered("Learner 0")
    at_centre(client, world)
    listed(client, world)

    with CaptureQueriesContext(connection) as one:
        listed(client, world)
    for n in range(1, 30):
        world.registered(f"Learner {n}")
    with CaptureQueriesContext(connection) as thirty:
        listed(client, world)

    assert len(thirty) == len(one)


def test_an_empty_list_says_what_to_do(client, world):
    at_centre(client, world)
    assert "Register the first one to submit work." in listed(client, world)

    at_centre(client, world, Role.TUTOR)
    assert "The coordinator of your centre registers them." in listed(client, world)


def test_another_centre_sees_none_of_them(client, world: World):
    made = world.registered("Aisha Rahman")
    as_(client, world.somebody(Role.COORDINATOR, centre=hillside(world)))

    page = client.get("/northgate/centre/054321/learners/", {"find": made.number})

    assert "Aisha Rahman" not in page.content.decode()
