"""What an operation raises becomes a page that says what stopped it and how to go on."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest

from awarding import handed_back, problems, stopped
from awarding.kernel.actors import Role
from awarding.models import Membership
from awarding.operations import people
from tests.factories import actor, centre, member, person, signed_in, standing_as

pytestmark = pytest.mark.urls("tests.awarding.edge_urls")

PAGE = "/northgate/centre/012345/refuses/?what="


@pytest.fixture(autouse=True)
def _ben(client, body):
    ben = person("ben@riverside.test")
    member(ben, body, Role.COORDINATOR, centre=centre(body, "012345"))
    signed_in(client, ben)


def test_a_refusal_shows_the_rule_its_words_and_when_it_clears(client):
    answer = client.get(PAGE + "refusal")

    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "Ask the coordinator.",
        "Work is submitted by the coordinator.",
        "Portal Guide, issue 2, 4.1",
        "rule A19",
        "This changes on 21 November 2026, 9:00am.",
        'href="/northgate/centre/012345/rules/"',
    ):
        assert words in page


def test_a_refusal_leads_back_to_the_page_one_came_from(client):
    came_from = "http://testserver/northgate/centre/012345/rules/?page=2"

    page = client.get(PAGE + "refusal", headers={"Referer": came_from}).content.decode()

    assert f'href="{came_from}"' in page


def test_a_refusal_never_leads_to_another_site(client):
    page = client.get(PAGE + "refusal", headers={"Referer": "https://elsewhere.test/"})

    assert b"elsewhere.test" not in page.content


def test_a_refusal_is_data_where_data_is_asked_for(client):
    answer = client.get(PAGE + "refusal", headers={"Accept": "application/json"})

    assert answer.status_code == 409
    assert answer.json()["refusals"] == [
        {
            "rule": "A19",
            "clause": "Portal Guide, issue 2, 4.1",
            "words": "Work is submitted by the coordinator.",
            "own": False,
            "reason": "Ask the coordinator.",
            "until": "2026-11-21T09:00:00+00:00",
        }
    ]


@pytest.mark.rule("A16")
def test_a_role_that_does_not_do_this_is_told_the_rule_and_who_does(client):
    page = client.get(PAGE + "role").content.decode()
    told = client.get(PAGE + "role", headers={"Accept": "application/json"}).json()

    assert "The portal’s own rule: Each act is granted to roles" in page
    assert "How the portal works, roles · rule A16" in page
    assert [(one["rule"], one["own"]) for one in told["refusals"]] == [("A16", True)]


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("caution", 409, "Somebody else has less work."),
        ("move", 409, "This has changed since you opened the page."),
        ("role", 403, "This is done by: Administrator."),
        ("key", 422, "This form was sent before with other answers."),
        ("missing", 404, "Page not found"),
        ("forbidden", 403, "You cannot do this here"),
    ],
)
def test_each_problem_has_its_status_and_its_words(client, what, status, words):
    answer = client.get(PAGE + what)

    assert (answer.status_code, words in answer.content.decode()) == (status, True)


@pytest.mark.parametrize("what", ["caution", "move", "role", "key", "missing"])
def test_each_problem_is_data_for_a_script(client, what):
    answer = client.get(PAGE + what, headers={"Accept": "application/json"})

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.status_code == client.get(PAGE + what).status_code


def test_a_stranger_s_script_is_told_to_sign_in(client):
    client.logout()

    answer = client.get(PAGE + "move", headers={"Accept": "application/json"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("what", "name"), [("unique", "one_open_code"), ("overlap", "one_allocation_at_a_time")]
)
def test_who_was_slower_is_told_that_things_have_changed(client, caplog, what, name):
    answer = client.get(f"/breaks/?what={what}")

    assert (answer.status_code, b"has changed since" in answer.content) == (409, True)
    assert f"The constraint {name} stopped an act." in caplog.messages
    assert "Megan" not in caplog.text


@pytest.mark.parametrize("what", ["key", "check", "foreign", "unnamed", "slow"])
def test_what_nobody_can_race_for_is_our_own_fault_and_django_logs_it(client, caplog, what):
    client.raise_request_exception = False

    answer = client.get(f"/breaks/?what={what}")

    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content
    assert [one.exc_info is not None for one in caplog.records] == [True]


@pytest.mark.parametrize(("what", "name"), [("deadlock", "Deadlock"), ("lock", "LockNot")])
def test_who_waited_for_somebody_else_is_told_to_try_again(client, caplog, what, name):
    answer = client.get(f"/breaks/?what={what}")

    assert answer.status_code == 409
    assert b"Somebody else is working on the same record. Nothing was changed." in answer.content
    assert caplog.messages[0].startswith(name)
    assert "Megan" not in caplog.text


def test_a_row_that_an_operation_misses_is_our_own_fault(rf, body, now):
    with (
        standing_as(actor(Role.ADMINISTRATOR, body=body)) as by,
        pytest.raises(Membership.DoesNotExist) as missed,
    ):
        people.end_membership(membership=0, by=by, now=now)

    assert problems.answer(rf.get("/"), missed.value) is None


def test_a_trigger_of_ours_speaks_for_itself(client):
    answer = client.get("/breaks/?what=trigger")

    assert answer.status_code == 409
    assert b"The files that were sent do not change (A19)." in answer.content


def test_a_constraint_that_was_explained_says_so(client, monkeypatch):
    monkeypatch.setitem(stopped.CONSTRAINTS, "told_elsewhere", "Ask for another day.")

    assert b"Ask for another day." in client.get("/breaks/?what=explained").content


def test_a_form_without_its_token_says_to_open_the_page_again(client):
    client.handler.enforce_csrf_checks = True

    answer = client.post("/northgate/centre/012345/whoami/")

    assert (answer.status_code, b"Open the page again" in answer.content) == (403, True)


def test_what_was_typed_is_given_back_beside_every_no(client):
    opened_by = handed_back.mark_of(int(client.session["_auth_user_id"]))
    boxes = {"form_key": str(uuid4()), "opened_by": opened_by, "why": "Both of them are ill."}

    answer = client.post(
        PAGE + "move",
        urlencode(boxes),
        content_type=handed_back.PLAIN_FORM,
        headers={"Origin": "http://testserver"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Both of them are ill." in page.partition("What you typed")[2]
    assert boxes["form_key"] not in page
