"""The registry's own pages, for the people who keep it."""

import re

import pytest

from registry.server import demo
from tests.registry.browser import Browser
from tests.registry.process import manage
from tests.registry.samples import ROSA, award, registered, with_learners

PAGES = ["/", "/registrations/", "/turned-away/"]


@pytest.fixture
def keeper(registry_server):
    registry_server.database.empty()
    with_learners(registry_server.for_body("northgate"), ROSA, "R-ONE", "R-TWO")
    browser = Browser(registry_server.url)
    browser.sign_in()
    return browser


@pytest.mark.parametrize("path", PAGES)
def test_nobody_reads_without_signing_in(registry_server, path):
    page = Browser(registry_server.url).get(path)

    assert page.status == 302
    assert page.headers["location"].startswith("/sign-in/")


def test_a_wrong_password_is_told_what_to_do(registry_server):
    page = Browser(registry_server.url).sign_in("nobody", "guess")

    assert page.status == 200
    assert "Check both and try again." in page.text


def test_five_wrong_passwords_lock_the_name_out(registry_server):
    browser = Browser(registry_server.url)
    for _ in range(5):
        browser.sign_in("guessed", "guess")

    page = browser.sign_in("guessed", "guess")

    assert page.status == 429
    assert "Wait 15 minutes" in page.text


def test_signing_out_ends_it(registry_server, keeper):
    keeper.post("/sign-out/", from_page="/")

    assert keeper.get("/").status == 302


def test_an_entry_stands_on_the_page_once_however_often_it_is_told(registry_server, keeper):
    northgate = registry_server.for_body("northgate")
    for _ in range(3):
        receipt = northgate.register(award(), key="result-1-v1")

    page = keeper.get("/")

    assert page.text.count(receipt.reference) == 1
    for shown in ("Róża Łęcka", "R7Q2M4XKA", "NG-301", "2 Mar 2026", "Northgate Awards", "Pass"):
        assert shown in page.text


def test_a_withdrawal_is_a_line_of_its_own_with_its_reason(registry_server, keeper):
    northgate = registry_server.for_body("northgate")
    northgate.register(award(), key="result-1-v1")
    withdrawn = award(version=2, outcome="referral", reason="Malpractice upheld.")
    northgate.register(withdrawn, key="result-1-v2")

    page = keeper.get("/")

    assert page.text.count('scope="row"') == 2
    assert "Withdrawn" in page.text
    assert "Version 2: Malpractice upheld." in page.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"learner_number": "R-ONE"}, ["U-1", "U-2"]),
        ({"unit_code": "U-1"}, ["U-1", "U-1"]),
        ({"learner_number": "R-TWO", "unit_code": "U-1"}, ["U-1"]),
        ({"learner_number": " r-one "}, ["U-1", "U-2"]),
        ({"unit_code": "u - 1"}, ["U-1", "U-1"]),
        ({"learner_number": "R-NONE"}, []),
        ({"learner_number": "\x00"}, []),
        ({"learner_number": "-1"}, []),
        ({"learner_number": "9" * 40}, []),
        ({"learner_number": "9" * 3000}, []),
        ({"before": "nonsense"}, []),
        ({"before": "-1"}, []),
        ({"before": "9" * 3000}, []),
    ],
)
def test_entries_are_found_by_learner_and_unit(registry_server, keeper, query, shown):
    northgate = registry_server.for_body("northgate")
    for number, (learner, unit) in enumerate(
        [("R-ONE", "U-1"), ("R-ONE", "U-2"), ("R-TWO", "U-1")]
    ):
        northgate.register(
            award(learner_number=learner, unit_code=unit, uln=""), key=f"result-{number}-v1"
        )

    page = keeper.get("/", **query)

    assert page.status == 200
    assert sorted(re.findall(r"<span>(U-\d)<small>", page.text)) == shown


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("R-ODD", ["R-ODD"]),
        (" r - odd ", ["R-ODD"]),
        ("12", ["12"]),
        ("-12", []),
        ("012", []),
        ("١٢", []),
        ("letters", []),
        ("%", []),
        ("9" * 40, []),
        ("9" * 3000, []),
        ("\x00", []),
    ],
)
def test_a_registration_is_found_by_its_number_and_odd_ones_find_none(
    registry_server, keeper, asked, shown
):
    northgate = registry_server.for_body("northgate")
    for number in ("R-ODD", "12"):
        northgate.enrol(registered(learner_number=number), key=f"registration-of-{number}")

    page = keeper.get("/registrations/", learner_number=asked)

    assert page.status == 200
    assert re.findall(r"<small>(R-ODD|12)\b", page.text) == shown


@pytest.mark.parametrize("path", ["/", "/registrations/"])
def test_a_search_that_finds_nothing_says_so(registry_server, keeper, path):
    page = keeper.get(path, learner_number="R-NONE")

    assert "Nothing fits what you looked for." in page.text
    assert "yet." not in page.text


def test_older_entries_follow_page_by_page_each_once(registry_server, keeper):
    northgate = registry_server.for_body("northgate")
    for number in range(103):
        northgate.register(award(unit_code=f"U-{number:03d}"), key=f"result-{number}-v1")

    seen, older = [], "/"
    while older:
        page = keeper.get(older)
        seen.append(re.findall(r"<span>(U-\d{3})<small>", page.text))
        link = re.search(r'href="(\?[^"]*before=[^"]*)" rel="next"', page.text)
        older = "/" + link[1].replace("&amp;", "&") if link else ""

    assert [len(page) for page in seen] == [50, 50, 3]
    assert sum(seen, []) == [f"U-{number:03d}" for number in reversed(range(103))]


def test_registrations_and_what_was_turned_away_have_pages(registry_server, keeper):
    mti = registry_server.for_body("mti")
    mti.enrol(registered(), key="registration-1")
    mti.enrol(registered(), key="registration-1")

    assert "4001" in keeper.get("/registrations/").text
    assert "Told again" in keeper.get("/turned-away/").text


def test_markup_in_a_name_is_shown_as_text(registry_server, keeper):
    hostile = award(learner_name="<script>alert(1)</script>")
    registry_server.for_body("northgate").register(hostile, key="result-1-v1")

    page = keeper.get("/")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize("path", [*PAGES, "/sign-in/", "/nowhere"])
def test_every_page_is_strict_about_what_it_runs(keeper, path):
    page = keeper.get(path)

    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "same-origin"
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=", page.text) == []


def test_cookies_do_not_meet_those_of_the_portal_on_the_same_host(keeper):
    assert {cookie.name for cookie in keeper.jar} == {"orchard_session", "orchard_csrf"}


def test_the_style_sheet_is_served(registry_server):
    sheet = Browser(registry_server.url).get("/static/orchard/orchard.css")

    assert sheet.status == 200
    assert sheet.headers["content-type"].startswith("text/css")


def test_the_demo_is_made_in_the_demo_only(registry_database):
    said = manage(registry_database.environment, "seed_registry_demo")
    assert said.split() == [demo.USERNAME, demo.PASSWORD]

    with pytest.raises(AssertionError, match="Set PORTAL_DEMO=1"):
        manage({**registry_database.environment, "PORTAL_DEMO": "0"}, "seed_registry_demo")


def test_the_demos_password_outside_the_demo_fails_the_check(registry_database):
    outside = {**registry_database.environment, "PORTAL_DEMO": "0"}

    with pytest.raises(AssertionError, match="orchard.E001"):
        manage(outside, "check", "--database", "default")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_the_database_as_often_for_thirty_rows_as_for_one(
    registry_server, registry_database, keeper, path
):
    asked = []
    northgate = registry_server.for_body("northgate")
    for count in (1, 30):
        for number in range(count):
            northgate.enrol(registered(), key=f"registration-{number}")
            northgate.register(award(unit_code=f"U-{number}"), key=f"result-{number}-v1")
            northgate.register(award(unit_code=f"U-{number}"), key=f"result-{number}-v1")
        asked.append(_queries(registry_database.environment, path))

    assert asked[0] == asked[1]
    assert asked[0] > 0


def _queries(environment, path):
    return int(
        manage(environment, "shell", "--verbosity", "0", "--command", COUNT.format(path=path))
    )


COUNT = """
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(User.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
with CaptureQueriesContext(connection) as asked:
    assert client.get("{path}").status_code == 200
print(len(asked))
"""
