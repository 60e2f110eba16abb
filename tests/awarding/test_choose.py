"""After sign-in: straight to the work, or a choice of whom to act for; menus by what one may."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awarding import navigation
from awarding.kernel import tenancy
from awarding.kernel.actors import Audience, Role
from awarding.queries import people
from tests.factories import centre, member, person, signed_in


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture
def ada(client, db):
    ada = person("ada@work.test", "Ada Okafor")
    signed_in(client, ada)
    return ada


def test_a_stranger_signs_in_first(client, db):
    assert client.get("/").url == "/accounts/login/?next=/"


def test_with_one_place_there_is_no_question(client, ada, body):
    member(ada, body, Role.INTAKE, Role.RELEASE)

    assert client.get("/").url.startswith("/northgate/staff/")
    assert client.get("/northgate/staff/").url.startswith("/northgate/staff/")


def test_with_several_places_each_is_one_link_by_body(client, ada, body, other_body):
    member(ada, body, Role.ASSESSOR)
    member(ada, body, Role.LEAD_ASSESSOR)
    member(ada, other_body, Role.TUTOR, centre=centre(other_body, "004001", "Hill College"))

    page = client.get("/").content.decode()

    assert page.index("Motor Trades Institute") < page.index("Northgate Awards")
    for words in ("Hill College · Centre 004001", "Tutor", "Lead assessor", "Assessor"):
        assert words in page
    for address in ("/northgate/staff/", "/northgate/assessor/", "/mti/centre/004001/"):
        assert f'href="{address}' in page


def test_one_place_may_still_be_looked_at_as_a_choice(client, ada, body):
    member(ada, body, Role.INTAKE)

    assert b"Choose whom to act for" in client.get("/?change").content


def test_nobody_without_a_role_is_left_wondering(client, ada):
    assert b"Nobody has given you a role yet." in client.get("/").content


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "MENU", [])
    monkeypatch.setattr(navigation, "HOMES", list(navigation.HOMES))
    navigation.enter(Audience.STAFF, "Everybody’s", "rules", order=20)
    navigation.enter(Audience.STAFF, "People", "people", act="person.invite", order=10)
    navigation.enter(Audience.CENTRE, "Elsewhere", "rules")
    navigation.home(Audience.STAFF, "people", act="person.invite", order=1)


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize(
    ("role", "first", "shown"),
    [
        (Role.ADMINISTRATOR, "/northgate/staff/people/", ["People", "Everybody’s"]),
        (Role.BODY_READER, None, ["Everybody’s"]),
    ],
)
def test_menu_and_first_page_are_what_one_may_do(client, ada, body, role, first, shown):
    member(ada, body, role)

    page = client.get("/northgate/staff/rules/")

    assert [label for label, _, _ in page.context["navigation"]] == shown
    assert (client.get("/").url == "/northgate/staff/people/") == (first is not None)


@pytest.mark.usefixtures("entries")
def test_the_menu_says_where_one_is(client, ada, body):
    member(ada, body, Role.ADMINISTRATOR)

    page = client.get("/northgate/staff/people/invite/")

    assert [now for _, _, now in page.context["navigation"]] == [True, False]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("submissions/NA-26-000001/", "Tracker"),
        ("submissions/NA-26-000001/files/", "Tracker"),
        ("submit/", "Tracker"),
        ("registrations/R2345678/", "Learners"),
        ("learners/4/", "Learners"),
        ("submissions-of-others/", None),
    ],
)
def test_a_page_that_belongs_to_an_entry_of_the_menu_marks_it(ada, body, path, shown):
    member(ada, body, Role.COORDINATOR, centre=centre(body, "012345"))
    with tenancy.acting(tenancy.NOBODY):
        (place,) = people.named(people.places(ada.pk))

    menu = navigation.menu(place, f"/northgate/centre/012345/{path}")

    assert [label for label, _, now in menu if now] == ([shown] if shown else [])


def test_every_page_says_who_acts_and_for_whom(client, ada, body):
    member(ada, body, Role.COORDINATOR, centre=centre(body, "012345", "Riverside College"))

    page = client.get("/northgate/centre/012345/rules/").content.decode()

    for words in ("Ada Okafor", "Centre coordinator", "Riverside College · Centre 012345"):
        assert words in page
    assert "css/tenants/northgate.css" in page
    assert "help@northgate.example" in page


def test_a_persons_places_are_named_and_no_centre_of_anybody_else_is_read(ada, body, other_body):
    own = {centre(body, "012345"), centre(other_body, "012345")}
    for one in own:
        member(ada, one.awarding_body, Role.COORDINATOR, centre=one)
    member(person("bob@work.test", "Bob"), body, Role.COORDINATOR, centre=centre(body, "543210"))

    with tenancy.acting(tenancy.NOBODY), CaptureQueriesContext(connection) as asked:
        found = people.named(people.places(ada.pk))
        with pytest.raises(tenancy.NoTenant):
            tenancy.current()

    assert {one.centre.pk for one in found} == {one.pk for one in own}
    read = [one["sql"] for one in asked if 'FROM "awarding_centre"' in one["sql"]]
    assert sorted(re.search(r"IN \(([^)]*)\)", sql)[1] for sql in read) == sorted(
        str(one.pk) for one in own
    )
