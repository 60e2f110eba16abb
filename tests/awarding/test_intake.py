"""What is let in before anybody is known, what is answered to nonsense, and what caches keep."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from awarding.kernel.actors import Role
from awarding.kernel.numbers import number
from tests.factories import centre, member, person, signed_in

FILES = "/northgate/centre/012345/submissions/NA-26-ABCDEFG/files/"
GIGABYTE = 1024 * 1024 * 1024


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture
def ben(client, body):
    somebody = person("ben@riverside.test", "Ben Adeyemi")
    member(somebody, body, Role.COORDINATOR, centre=centre(body, "012345", "Riverside College"))
    return signed_in(client, somebody)


def announced(client: Client, where: str, size: int):
    """What is answered to a form that says it is this long; nothing of it is sent."""
    return client.post(where, data=b"", content_type="text/plain", CONTENT_LENGTH=str(size))


@pytest.mark.parametrize("where", ["/accounts/login/", "/colours/", FILES])
def test_a_stranger_sends_no_large_body(db, client, where):
    assert announced(client, where, 300_000_000).status_code == 413
    assert announced(client, where, 1_000).status_code != 413


def test_who_has_signed_in_sends_a_gigabyte_to_an_address_of_files_and_nowhere_else(ben):
    assert announced(ben, FILES, GIGABYTE).status_code != 413
    assert announced(ben, FILES, GIGABYTE + 1).status_code == 413
    assert announced(ben, "/northgate/centre/012345/learners/", GIGABYTE).status_code == 413


def test_a_length_that_is_none_is_too_large(db, client):
    answer = client.post("/colours/", data=b"", content_type="x/y", CONTENT_LENGTH="9" * 30)

    assert answer.status_code == 413
    assert "must be smaller than 1 GB together" in answer.content.decode()


def test_a_page_of_a_person_is_kept_by_no_cache_between(ben, client):
    assert ben.get("/northgate/centre/012345/tracker/")["Cache-Control"] == "private, no-cache"


def test_at_sign_out_the_browser_forgets_the_pages(ben):
    assert ben.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'


def test_a_strange_host_is_answered_as_a_request_not_understood(db, settings):
    settings.ALLOWED_HOSTS = ["portal.test"]

    answer = Client(raise_request_exception=False).get("/accounts/login/", HTTP_HOST="evil.test")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "token", ["1~9999-12-31T23:59:59-23:59", "1" * 5000 + "~2026-01-01T00:00:00+00:00", "x"]
)
def test_a_page_asked_for_with_nonsense_is_the_first(ben, token):
    answer = ben.get("/northgate/centre/012345/tracker/", {"before": token})

    assert answer.status_code == 200


@pytest.mark.parametrize("sent", ["", "-1", "1.5", "٣", "9" * 19, "9" * 5000])
def test_what_no_row_can_have_is_no_number(sent):
    assert number(sent) is None


def test_a_number_is_a_number():
    assert number("9" * 18) == 10**18 - 1


def test_many_wrong_sign_ins_from_one_place_do_not_lock_out_who_knows_the_password(db, body):
    somebody = person("megan@riverside.test", "Megan Price")
    somebody.set_password("a long enough password 7")
    somebody.save()
    client = Client()
    for n in range(35):
        given = {"login": f"nobody{n}@riverside.test", "password": "guess"}
        assert client.post("/accounts/login/", given).status_code == 200

    known = {"login": "megan@riverside.test", "password": "a long enough password 7"}
    assert client.post("/accounts/login/", known).status_code == 302


def test_a_form_of_more_than_a_hundred_files_is_read(ben):
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(101)]

    answer = ben.post(FILES, {"document": "evidence", "uploads": many})

    assert answer.status_code == 404  # the form was read, and there is no such submission
