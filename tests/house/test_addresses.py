"""Every address there is, as every role, here and elsewhere: what is not one's own is not there.

A new address is covered the day it is written. Its values are filled with the number or the
label of another tenant's rows, which no page may show.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connections, models
from django.test import Client
from django.urls import get_resolver

from awarding.kernel import tenancy
from awarding.kernel.actors import BODY_ROLES, Audience, Role
from awarding.kernel.tenancy import TenantManager
from awarding.models import AwardingBody, CalendarDay, Centre
from tests.factories import member, person, signed_in, staff_scope
from tests.house.every_address import Address, Answer, addresses, asked, read
from tests.house.rows import Tenant, committed_rows, tenant_models

#: Any letters stand in a token, those of a canary too.
RANDOM = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
NOBODY_S_NUMBER, NOBODY_S_LABEL = 799_999, "qzqz"
NOT_THERE = 404
#: Said before any row is looked for: the role, the method, a form that is empty or was used.
BEFORE_LOOKING = (400, 403, 405, 409, 422)
STAFF = sorted(role for role in BODY_ROLES if role.audience == Audience.STAFF)


EVERY = list(addresses(get_resolver().url_patterns))
TENANTS = [address for address in EVERY if address.audience]
#: Who acts, from where: the audience's address, and the roles that open it.
ACTORS: dict[str, tuple[str, tuple[Role, ...]]] = {
    "coordinator": ("centre", (Role.COORDINATOR,)),
    "centre reader": ("centre", (Role.CENTRE_READER,)),
    "assessor": ("assessor", (Role.ASSESSOR,)),
    "external quality assurer": ("eqa", (Role.EQA,)),
    "staff with every duty": ("staff", tuple(STAFF)),
    "body reader": ("staff", (Role.BODY_READER,)),
}
EVERY_ACTOR = pytest.mark.parametrize("who", ACTORS)


@pytest.fixture(scope="module")
def tenants(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Tenant]]:
    with django_db_blocker.unblock(), committed_rows(numbered=True) as tenants:
        for tenant in tenants:
            _days(tenant)
            default_storage.save(tenant.label, ContentFile(tenant.label.encode()))
        yield tenants
        for tenant in tenants:
            default_storage.delete(tenant.label)


def _days(tenant: Tenant) -> None:
    """Fill the tenant's calendar, so that clocks can be read."""
    first = date(2020, 1, 1)
    with tenancy.acting(tenancy.Scope(Audience.STAFF, tenant.body)):
        CalendarDay.objects.bulk_create(
            CalendarDay(
                calendar_id=tenant.number,
                day=first + timedelta(days=n),
                is_working=True,
                ordinal=n + 1,
            )
            for n in range(1, 4000)
        )


@pytest.fixture(scope="module")
def people(tenants: list[Tenant]) -> dict[str, Any]:
    """One person for each way to act, at Northgate and at its first centre."""
    body = AwardingBody.objects.get(slug="northgate")
    with tenancy.acting(staff_scope(body)):
        centre = Centre.objects.get(pk=tenants[0].centre)
    made = {}
    for who, (audience, roles) in ACTORS.items():
        made[who] = person(f"{who.replace(' ', '-')}@portal.test", who.title())
        member(made[who], body, *roles, centre=centre if audience == "centre" else None)
    return made


@pytest.fixture
def client_of(people: dict[str, Any], monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)
    return lambda who: signed_in(Client(raise_request_exception=False), people[who])


def fingerprint(tenant: Tenant) -> dict[str, str]:
    """What a tenant's rows say, table by table, asked by the body's own staff and the sweep."""
    found = {}
    with (
        tenancy.acting(tenancy.Scope(Audience.SWEEP)),
        connections["default"].cursor() as cursor,
    ):
        for model in tenant_models():
            table = model._meta.db_table
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE id = %s', [tenant.number])
            found[table] = str(cursor.fetchone())
    return found


def test_every_address_of_a_tenant_is_under_an_audience():
    """An address that names a body and stands elsewhere would fail closed, and never work."""
    strays = [
        address.route
        for address in EVERY
        if ("body" in dict(address.converters)) != bool(address.audience)
    ]

    assert strays == []


def test_there_are_addresses_of_every_audience():
    assert {address.audience for address in TENANTS} == {"staff", "assessor", "eqa", "centre"}


def test_a_stranger_is_led_to_sign_in_everywhere(tenants):
    client = Client()
    places = {
        address.route: address.at("northgate", "qzqa", "qzqa", 700_001) for address in TENANTS
    }

    read = {route: client.get(where) for route, where in places.items()}
    sent = {route: client.post(where) for route, where in places.items()}

    to_sign_in = "/accounts/login/?next="
    assert {route for route, answer in read.items() if answer.status_code != 302} == set()
    assert {route for route, answer in read.items() if to_sign_in not in answer.url} == set()
    assert {route for route, answer in sent.items() if answer.status_code != 401} == set()
    assert {
        route for route, answer in sent.items() if to_sign_in not in answer.content.decode()
    } == set()


@EVERY_ACTOR
def test_where_one_has_no_role_nothing_is_there(who, client_of, tenants):
    """Other audiences of one's own body, another centre of it, and another body."""
    client = client_of(who)
    here = ACTORS[who][0]
    strange = [
        (address, body, number)
        for address in TENANTS
        for body, number in (("northgate", "qzqa"), ("northgate", "qzqb"), ("mti", "qzqc"))
        if (address.audience, body) != (here, "northgate")
        or (address.audience == "centre" and number != "qzqa")
    ]
    complaints = []
    for address, body, number in strange:
        where = address.at(body, number, number, 700_001)
        said = asked(client, "GET", where).status
        if said != NOT_THERE:
            complaints.append(f"{where}: {said}")

    assert complaints == []


@EVERY_ACTOR
def test_what_another_tenant_has_is_as_if_it_did_not_exist(who, client_of, tenants):
    """The same answer as for a number that nobody has, and not a word of the other's rows."""
    before = [fingerprint(one) for one in tenants]

    assert leaks(who, client_of(who), tenants) == []
    assert [fingerprint(one) for one in tenants] == before


def leaks(who: str, client: Client, tenants: list[Tenant]) -> list[str]:
    """What this person learns of others' rows from the addresses that ask for one row."""
    strangers = tenants[1:] if ACTORS[who][0] == "centre" else tenants[2:]
    found = []
    for address in _own(who):
        if not address.asks_for_rows:
            continue
        nowhere = address.at("northgate", "qzqa", NOBODY_S_LABEL, NOBODY_S_NUMBER)
        for method in ("GET", "POST"):
            none = asked(client, method, nowhere)
            for stranger in strangers:
                where = address.at("northgate", "qzqa", stranger.label, stranger.number)
                answer = asked(client, method, where)
                found += [f"{method} {where} {why}" for why in _why(answer, none, where)]
    return found


def _why(answer: Answer, none: Answer, where: str) -> list[str]:
    """Why an answer tells more than that there is nothing."""
    said, words = answer.status, _words(answer, where)
    return [
        *([] if said == NOT_THERE or said in BEFORE_LOOKING else [f"says {said}"]),
        *([] if said == none.status else [f"says {said}, and {none.status} for nobody's"]),
        *([f"shows another's words: {words}"] if words else []),
    ]


def _words(answer: Answer, where: str) -> str:
    """What is shown of others, beside the addresses asked for and one's own centre's words."""
    sent = RANDOM.sub(b"", answer.sent)
    for address in (where, answer.path):
        sent = sent.replace(address.encode(), b"")
    sent = sent.replace(b"qzqa", b"")
    at = sent.find(b"qzq")
    return sent[max(0, at - 80) : at + 80].decode(errors="replace") if at >= 0 else ""


@EVERY_ACTOR
def test_an_address_that_takes_a_form_alone_leads_back_to_its_page(who, client_of, tenants):
    """Who types it, or opens it again, is never told of a method."""
    client = client_of(who)
    places = [address.at("northgate", "qzqa", "qzqa", 700_001) for address in _own(who)]

    opened = {where: asked(client, "GET", where).status for where in [*places, "/colours/"]}

    assert {where: said for where, said in opened.items() if said == 405} == {}


def every_row(manager: TenantManager) -> Any:
    """What the manager would give if it forgot to filter."""
    tenancy.current()
    return models.Manager.get_queryset(manager)


@pytest.fixture
def forgetful_manager(monkeypatch):
    monkeypatch.setattr(TenantManager, "get_queryset", every_row)


@contextmanager
def open_policies() -> Iterator[None]:
    """Every policy of the centre's role lets all rows pass, for a while."""
    fences = {
        model._meta.db_table: model.fence.audiences["centre"]
        for model in tenant_models()
        if "centre" in model.fence.audiences
    }
    _alter(dict.fromkeys(fences, "true"))
    try:
        yield
    finally:
        _alter({table: pass_.rows for table, pass_ in fences.items()})


def _alter(policies: dict[str, str]) -> None:
    connections["default"].close()
    with connections["owner"].cursor() as cursor:
        for table, rows in policies.items():
            cursor.execute(f'ALTER POLICY centre ON "{table}" USING ({rows})')


@pytest.mark.usefixtures("forgetful_manager")
@pytest.mark.parametrize("who", ["coordinator", "staff with every duty"])
def test_a_manager_that_forgets_to_filter_shows_nothing(who, client_of, tenants):
    """The policies alone keep what is others'."""
    assert leaks(who, client_of(who), tenants) == []


@pytest.mark.usefixtures("forgetful_manager")
def test_without_policies_as_well_the_walk_finds_the_leak(client_of, tenants):
    client = client_of("coordinator")

    with open_policies():
        found = leaks("coordinator", client, tenants)

    assert any("shows another's words" in leak for leak in found)


@EVERY_ACTOR
def test_ones_own_pages_answer_and_show_nothing_of_others(who, client_of, tenants):
    client = client_of(who)
    strangers = tenants[1:] if ACTORS[who][0] == "centre" else tenants[2:]
    complaints = []
    for address in _own(who):
        where = address.at("northgate", "qzqa", "qzqa", 700_001)
        answer = asked(client, "GET", where)
        if answer.status >= 500:
            complaints.append(f"{where}: {answer.status}")
        shown = [one.label for one in strangers if one.label.encode() in answer.sent]
        complaints += [f"{where} shows {label}" for label in shown]

    assert complaints == []


@EVERY_ACTOR
@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_change_nothing_and_break_nothing(who, method, client_of, tenants):
    client, before = client_of(who), [fingerprint(one) for one in tenants]
    answers = {
        address.route: read(
            client.generic(method, address.at("northgate", "qzqa", "qzqa", 700_001))
        ).status
        for address in _own(who)
    }

    assert {route: said for route, said in answers.items() if said >= 500} == {}
    assert [fingerprint(one) for one in tenants] == before


HOSTILE = ["\x00", "\ud800".encode("utf-8", "surrogatepass"), "9" * 40, "-1", "%", "'", "qzqb|x"]


@pytest.mark.parametrize("who", [who for who in ACTORS if "reader" not in who])
def test_what_is_asked_after_the_question_mark_breaks_no_page(who, client_of, tenants):
    """Whatever a page calls its questions: each name it reads, with what nobody would write."""
    client = client_of(who)
    complaints = []
    for address in _own(who):
        where = address.at("northgate", "qzqa", "qzqa", 700_001)
        for words in HOSTILE:
            said = asked(client, "GET", where, dict.fromkeys(QUESTIONS, words)).status
            if said >= 500:
                complaints.append(f"{where} {words!r}: {said}")

    assert complaints == []


def _questions() -> list[str]:
    """Every name that a page of ours reads from its address, and those of its filters."""
    ours = [Path(settings.BASE_DIR) / app for app in ("awarding", "centres", "assessments")]
    sources = [path.read_text() for folder in ours for path in folder.rglob("*.py")]
    read = {name for text in sources for name in re.findall(r'GET(?:\.get\(|\[)"(\w+)"', text)}
    filters = {name for form in _forms(forms.Form) for name in form.base_fields}
    return sorted(read | filters)


def _forms(kind: Any) -> Iterator[Any]:
    for form in kind.__subclasses__():
        if form.__module__.partition(".")[0] in ("awarding", "centres", "assessments"):
            yield form
        yield from _forms(form)


QUESTIONS = _questions()


def test_pages_outside_of_any_tenant_answer_everybody(tenants, client_of):
    complaints = [
        f"{who} {address.route}: {answer.status}"
        for who, client in (("nobody", Client()), ("coordinator", client_of("coordinator")))
        for address in EVERY
        if not address.audience and "(" not in address.route
        for answer in [asked(client, "GET", address.at("", "", "qzqa", 700_001))]
        if answer.status >= 500 or b"qzqb" in answer.sent
    ]

    assert complaints == []


def _own(who: str) -> list[Address]:
    return [address for address in TENANTS if address.audience == ACTORS[who][0]]
