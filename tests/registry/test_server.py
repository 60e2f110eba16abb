"""What the addresses answer: to whom, in what shape, and to what nobody should send."""

import json
import urllib.error
import urllib.request

import pytest

from registry import client as http
from registry.client import HttpRegistry
from registry.protocol import Refused, Span, Unknown
from registry.words import payload
from tests.registry.samples import award, with_learners

TOLD = payload(award())


@pytest.fixture
def northgate(registry_server):
    registry_server.database.empty()
    return with_learners(registry_server.for_body("northgate"))


def ask(server, method, path, *, told=None, raw=None, **headers):
    """Status, kind and JSON of one answer."""
    asked = urllib.request.Request(
        f"{server.url}/api/v1/bodies/northgate{path}",
        method=method,
        data=raw if raw is not None else json.dumps(told).encode() if told else None,
        headers={
            "Authorization": f"Bearer {server.token}",
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        },
    )
    try:
        answer = urllib.request.urlopen(asked, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers.get_content_type(), json.loads(answer.read())


def enter(server, told=TOLD, key="result-1-v1", **options):
    return ask(server, "POST", "/results", told=told, Idempotency_Key=key, **options)


def test_the_first_answer_is_201_and_the_next_200_with_the_same_receipt(
    registry_server, northgate
):
    first, again = enter(registry_server), enter(registry_server)

    assert (first[0], again[0]) == (201, 200)
    assert first[2] == again[2]
    assert {name: first[2][name] for name in TOLD} == TOLD


@pytest.mark.parametrize("token", ["wrong", "", "Bearer"])
@pytest.mark.parametrize("body", ["northgate", "unheard-of"])
def test_a_wrong_token_opens_nothing_and_tells_nothing(registry_server, northgate, token, body):
    stranger = HttpRegistry(registry_server.url, body=body, token=token)

    for act in (
        lambda: stranger.register(award(), key="result-1-v1"),
        lambda: stranger.look_up("result-1-v1"),
        lambda: list(stranger.entries_in(Span())),
        lambda: list(stranger.registrations_in(Span())),
    ):
        with pytest.raises(Refused) as raised:
            act()
        assert raised.value.detail == "Send the bearer token of the body in the address."


def test_a_token_of_one_body_does_not_open_another(registry_server, northgate):
    registry_server.database.admit("third", "a-token-of-its-own")
    third = HttpRegistry(registry_server.url, body="northgate", token="a-token-of-its-own")

    with pytest.raises(Refused):
        list(third.entries_in(Span()))


def test_bodies_do_not_see_each_other(registry_server, northgate):
    northgate.register(award(), key="result-1-v1")
    mti = registry_server.for_body("mti")

    assert mti.look_up("result-1-v1") is None
    assert list(mti.entries_in(Span())) == []

    own = with_learners(mti).register(award(), key="result-1-v1")

    assert own != northgate.look_up("result-1-v1")


@pytest.mark.parametrize(
    ("status", "type_", "changes", "key"),
    [
        (400, "unreadable", {"learner_name": ""}, "result-1-v1"),
        (400, "unreadable", {"learner_name": None}, "result-1-v1"),
        (400, "unreadable", {"learner_name": "\x00"}, "result-1-v1"),
        (400, "unreadable", {"learner_name": "\ud800"}, "result-1-v1"),
        (400, "unreadable", {"learner_name": "x" * 301}, "result-1-v1"),
        (400, "unreadable", {"learner_name": ["x"]}, "result-1-v1"),
        (400, "unreadable", {"uln": "0123456789"}, "result-1-v1"),
        (400, "unreadable", {"outcome": "fail"}, "result-1-v1"),
        (400, "unreadable", {"awarded_on": "02/03/2026"}, "result-1-v1"),
        (400, "unreadable", {"version": 10**30}, "result-1-v1"),
        (400, "unreadable", {"mark": 71}, "result-1-v1"),
        (422, "unknown-key", {}, "result-1-v2"),
        (422, "unknown-key", {}, "x" * 5000),
        (422, "not-a-pass", {"outcome": "referral"}, "result-1-v1"),
        (409, "not-registered", {"learner_number": "R-UNHEARD"}, "result-1-v1"),
        (409, "out-of-order", {"version": 2, "reason": "Why."}, "result-1-v2"),
    ],
)
def test_a_refusal_is_json_with_a_title_and_a_detail(
    registry_server, northgate, status, type_, changes, key
):
    answer = enter(registry_server, TOLD | changes, key)

    assert answer[0] == status
    assert answer[1] == "application/problem+json"
    assert answer[2]["type"] == type_
    assert answer[2]["title"]
    assert answer[2]["detail"]
    assert list(northgate.entries_in(Span())) == []


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (400, b"{"),
        (400, b"[]"),
        (400, b'"pass"'),
        (400, b"\xff\xfe"),
        (400, b'{"version": NaN}'),
        (400, b"[" * 60_000),
        (413, b" " * 70_000),
    ],
)
def test_what_is_no_entry_at_all_is_refused(registry_server, northgate, status, raw):
    answer = ask(registry_server, "POST", "/results", raw=raw, Idempotency_Key="result-1-v1")

    assert answer[0] == status
    assert answer[2]["detail"]


@pytest.mark.parametrize(
    ("status", "method", "path"),
    [
        (404, "GET", "/results/result-9-v1"),
        (404, "GET", "/registrations/registration-9"),
        (404, "GET", "/nowhere"),
        (405, "DELETE", "/results/result-1-v1"),
        (405, "PUT", "/results"),
        (400, "GET", "/results?after=nonsense"),
        (400, "GET", "/results?upto=result-1"),
        (400, "GET", "/results?after=registration-1"),
        (400, "GET", "/registrations?upto=result-1-v1"),
        (400, "GET", "/results?limit=0"),
        (400, "GET", "/results?limit=100000"),
    ],
)
def test_an_address_that_is_not_one_answers_in_json(
    registry_server, northgate, status, method, path
):
    answer = ask(registry_server, method, path)

    assert answer[0] == status
    assert answer[2]["title"]
    assert answer[2]["detail"]


def test_refusals_and_repeats_are_kept(registry_server, northgate):
    enter(registry_server)
    enter(registry_server)
    enter(registry_server, TOLD | {"unit_code": "NG-302"})

    kept = registry_server.database.rows("SELECT key, title FROM orchard_turnedaway ORDER BY id")

    assert kept == [
        ("result-1-v1", "Told again"),
        ("result-1-v1", "The key was used for another entry."),
    ]


def test_the_list_comes_page_by_page_each_entry_once(registry_server, northgate, monkeypatch):
    monkeypatch.setattr(http, "PAGE", 7)
    keys = [f"result-{number}-v1" for number in range(30)]
    for number, key in enumerate(keys):
        northgate.register(award(unit_code=f"U-{number}"), key=key)

    assert [entry.key for entry in northgate.entries_in(Span())] == keys


def test_the_list_by_keys_comes_page_by_page_and_ends_where_one_asks(northgate, monkeypatch):
    monkeypatch.setattr(http, "PAGE", 7)
    keys = [f"result-{number}-v1" for number in range(1, 31)]
    for number, key in reversed(list(enumerate(keys))):
        northgate.register(award(unit_code=f"U-{number}"), key=key)

    found = northgate.entries_in(Span("result-3-v1", "result-28-v1"))

    assert [entry.key for entry in found] == keys[3:28]


def test_a_list_that_pays_no_heed_to_the_slice_is_not_believed(northgate):
    for number in (1, 2, 3):
        northgate.register(award(unit_code=f"U-{number}"), key=f"result-{number}-v1")
    entries = list(northgate.entries_in(Span()))

    for wrong in (Span("result-1-v1"), Span(upto="result-2-v1")):
        with pytest.raises(Unknown):
            list(http.in_order(entries, wrong))
    with pytest.raises(Unknown):
        list(http.in_order(reversed(entries), Span()))
    assert list(http.in_order(entries, Span())) == entries


def test_the_server_says_that_it_is_well(registry_server):
    with urllib.request.urlopen(f"{registry_server.url}/health/", timeout=5) as answer:
        assert json.load(answer) == {"status": "ok"}


@pytest.mark.parametrize(
    "change", [{"uln": "1234567890\n"}, {"learner_name": 1e308}, {"uln": 1234567890}]
)
def test_what_is_not_quite_text_is_refused_with_a_sentence(registry_server, northgate, change):
    status, kind, told = enter(registry_server, TOLD | change)

    assert 400 <= status < 500
    assert told["detail"].endswith(".")
