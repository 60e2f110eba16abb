"""The edge: whose page it is follows from the address and the roles, and from nothing else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awarding import operation
from awarding.kernel import tenancy
from awarding.kernel.actors import Role
from awarding.models import AwardingBody, Membership
from tests.factories import centre, member, person, signed_in

pytestmark = pytest.mark.urls("tests.awarding.edge_urls")


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture
def riverside(body):
    return centre(body, "012345", "Riverside College")


@pytest.fixture
def ben(client, body, riverside):
    """Ben, coordinator at Riverside, is signed in."""
    ben = person("ben@riverside.test", "Ben Adeyemi")
    member(ben, body, Role.COORDINATOR, centre=riverside)
    signed_in(client, ben)
    return ben


def told(client: Client, address: str) -> dict:
    return client.get(address).json()


@pytest.mark.rule("X8")
def test_a_page_runs_in_the_scope_of_its_address(client, ben, body, riverside):
    answer = told(client, "/northgate/centre/012345/whoami/")

    assert answer == {
        "role": "portal_centre",
        "body": str(body.pk),
        "centre": str(riverside.pk),
        "person": str(ben.pk),
        "actor": ["Ben Adeyemi", ["coordinator"], "centre", body.pk, riverside.pk],
    }


@pytest.mark.parametrize("page", ["/northgate/centre/012345/whoami/", "/?change"])
def test_as_many_queries_for_somebody_of_ten_centres_as_of_one(client, ben, body, page):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    asked()
    with_one = asked()
    for n in range(9):
        member(ben, body, Role.COORDINATOR, centre=centre(body, f"00000{n}", f"College {n}"))

    assert asked() == with_one


def test_everything_is_put_back_after_a_page(client, ben):
    client.get("/northgate/centre/012345/whoami/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('portal.person', true)")
        assert cursor.fetchone() == ("portal_app", "")


def test_everything_is_put_back_after_a_page_that_failed(client, ben):
    client.raise_request_exception = False

    assert client.get("/northgate/centre/012345/fails/").status_code == 500
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


def test_pages_of_nobody_in_particular_run_as_nobody(client, ben):
    assert told(client, "/whoami/")["role"] == "none"


@pytest.mark.rule("X8")
@pytest.mark.parametrize(
    "address",
    [
        "/northgate/staff/whoami/",
        "/northgate/assessor/whoami/",
        "/northgate/eqa/whoami/",
        "/northgate/centre/054321/whoami/",
        "/northgate/centre/999999/whoami/",
        "/mti/centre/012345/whoami/",
        "/nosuchbody/staff/whoami/",
    ],
)
def test_a_place_one_has_no_role_in_is_not_found(client, ben, body, other_body, address):
    centre(body, "054321")
    centre(other_body, "012345")

    assert client.get(address).status_code == 404


def test_a_stranger_is_led_to_sign_in_whether_or_not_the_page_exists(client, db):
    for address in ("/northgate/staff/whoami/", "/nosuchbody/staff/nosuchpage/"):
        answer = client.get(address)

        assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


@pytest.mark.rule("X8")
def test_a_person_of_two_centres_works_for_one_at_a_time(client, ben, body):
    hillside = centre(body, "054321", "Hillside College")
    member(ben, body, Role.TUTOR, centre=hillside)

    here = told(client, "/northgate/centre/054321/whoami/")
    there = told(client, "/northgate/centre/012345/whoami/")

    assert (here["actor"][1], here["centre"]) == (["tutor"], str(hillside.pk))
    assert there["actor"][1] == ["coordinator"]


@pytest.mark.rule("X8", "Q23")
def test_all_duties_of_one_side_count_together_and_no_other_sides(client, body):
    ada = person("ada@northgate.test", "Ada Okafor")
    member(ada, body, Role.INTAKE, Role.RELEASE, Role.ASSESSOR)
    signed_in(client, ada)

    staff = told(client, "/northgate/staff/whoami/")
    assessor = told(client, "/northgate/assessor/whoami/")

    assert (staff["actor"][1], staff["role"]) == (["intake", "release"], "portal_staff")
    assert (assessor["actor"][1], assessor["role"]) == (["assessor"], "portal_assessor")


def test_an_ended_role_ends_at_the_next_request(client, ben, body, now):
    assert client.get("/northgate/centre/012345/whoami/").status_code == 200

    with tenancy.acting(tenancy.Scope("staff", body.pk)):
        Membership.objects.update(ended_at=now.replace(year=2021))

    assert client.get("/northgate/centre/012345/whoami/").status_code == 404


def test_a_role_that_has_not_begun_is_not_there_yet(client, ben, body, now):
    with tenancy.acting(tenancy.Scope("staff", body.pk)):
        held = Membership.objects.get()
        Membership.objects.update(ended_at=now.replace(year=2021))
        held.pk, held.began_at = None, now.replace(year=2999)
        held.save(force_insert=True)

    assert client.get("/northgate/centre/012345/whoami/").status_code == 404


def test_a_changed_role_changes_at_the_next_request(client, ben, body, riverside, now):
    with tenancy.acting(tenancy.Scope("staff", body.pk)):
        Membership.objects.update(ended_at=now.replace(year=2021))
    member(ben, body, Role.CENTRE_READER, centre=riverside)

    assert told(client, "/northgate/centre/012345/whoami/")["actor"][1] == ["centre_reader"]


def test_a_deactivated_person_is_signed_out_at_the_next_request(client, ben):
    ben.is_active = False
    ben.save()

    assert client.get("/northgate/centre/012345/whoami/").status_code == 302


def test_a_page_streamed_after_its_scope_closed_fails_and_shows_nothing(client, ben):
    answer = client.get("/northgate/centre/012345/stream/")

    with pytest.raises(tenancy.NoTenant):
        b"".join(answer.streaming_content)


def test_a_cursor_carried_out_of_its_scope_is_refused_by_the_database(client, ben):
    answer = client.get("/northgate/centre/012345/raw-stream/")

    with pytest.raises(Exception, match="permission denied"):
        b"".join(answer.streaming_content)


def test_an_address_that_names_a_body_elsewhere_fails_closed(client, ben):
    with pytest.raises(tenancy.NoTenant):
        client.get("/sideways/northgate/")


def test_people_of_the_body_set_up_a_second_factor_first(client, body, settings):
    settings.DEMO = False
    ada = person("ada@northgate.test")
    member(ada, body, Role.INTAKE)
    signed_in(client, ada)

    answer = client.get("/northgate/staff/whoami/")

    assert (answer.status_code, answer.url) == (302, "/accounts/2fa/totp/activate/")


def test_people_of_a_centre_are_not_asked_for_a_second_factor(client, ben, settings):
    settings.DEMO = False

    assert client.get("/northgate/centre/012345/whoami/").status_code == 200


def test_an_operation_is_sent_with_the_key_of_its_form(client, ben):
    key = "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"

    answer = client.post("/northgate/centre/012345/whoami/", {"form_key": key})

    assert answer.json()["form_key"] == key


def test_a_page_that_hands_on_a_second_operation_is_stopped(client, body):
    two = [person(f"{name}@northgate.test", name) for name in ("ada", "eve")]
    for one in two:
        member(one, body, Role.ADMINISTRATOR)
    signed_in(client, two[0])

    with pytest.raises(operation.SecondOperation):
        client.get("/northgate/staff/twice/")

    assert operation._begun.get() is None


def test_a_form_key_changed_on_its_way_is_not_understood(client, ben):
    answer = client.post("/northgate/centre/012345/whoami/", {"form_key": "mine"})

    assert answer.status_code == 400


def test_a_body_knows_its_own_words_and_no_others(client, ben, body: AwardingBody):
    assert b"Northgate Awards" in client.get("/northgate/centre/012345/rules/").content


def test_the_edge_asks_as_much_for_many_places_as_for_one(
    client, ben, body, other_body, django_assert_max_num_queries
):
    def asked() -> int:
        with django_assert_max_num_queries(20) as queries:
            client.get("/northgate/centre/012345/whoami/")
        return len(queries)

    one = asked()
    for n in range(5):
        member(ben, other_body, Role.TUTOR, centre=centre(other_body, f"00000{n}"))

    assert asked() == one


def test_people_served_at_once_never_stand_in_anothers_scope(committed):
    """Pages that fail are mixed in: what they leave behind would be the next one's scope."""
    bodies = {body.slug: body for body in AwardingBody.objects.all()}
    people = {}
    for n, slug in enumerate(["northgate", "northgate", "mti"]):
        who = person(f"p{n}@portal.test")
        member(who, bodies[slug], Role.TUTOR, centre=centre(bodies[slug], f"00000{n}"))
        people[f"/{slug}/centre/00000{n}/"] = who

    def ask(turn: int) -> bool:
        where, who = list(people.items())[turn % 3]
        client = signed_in(Client(raise_request_exception=False), who)
        try:
            if turn % 4 == 0:
                return client.get(where + "fails/").status_code == 500
            return client.get(where + "whoami/").json()["person"] == str(who.pk)
        finally:
            if turn % 7 == 0:
                connection.close()

    def close(_: int) -> None:
        everybody.wait()  # so that each thread closes its own
        connection.close()

    everybody = Barrier(6)
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(ask, range(120))) == {True}
        list(pool.map(close, range(6)))
