"""The guards of the database hold for every session and for the owner: over all there are."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.kernel.tenancy import BodyOwned
from awarding.models import AwardingBody

ASK_FIRST = "_pgtrigger_should_ignore"
TRIGGERS = """
    SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal ORDER BY 1
"""
PGTRIGGERS_OWN = """
CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(trigger_name NAME)
RETURNS BOOLEAN LANGUAGE sql AS
'SELECT trigger_name = ANY(current_setting(''pgtrigger.ignore'', true)::text[])'
"""
TABLES_ONLY_ADDED_TO = {
    "awarding_decision",
    "awarding_declaration",
    "awarding_entry",
    "awarding_seal",
    "assessments_involvement",
    "assessments_resultcriterion",
}
VERBS = {
    "update": "UPDATE {} SET id = id",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {} CASCADE",
}


@pytest.fixture(autouse=True)
def _real_connections(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both connections as they are; whatever is changed is taken back by the test itself."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()


@pytest.fixture
def northgate() -> AwardingBody:
    return AwardingBody.objects.get(slug="northgate")


def triggers() -> dict[str, str]:
    """Every trigger that models asked for, and what it does."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(TRIGGERS)
        return {name: source for name, source in cursor.fetchall() if ASK_FIRST in source}


def look_away() -> list[str]:
    """Ask every trigger to stand aside in this session, and return those that would."""
    names = sorted(triggers())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s::text[]::text, true)", [[*names, "{all}"]]
        )
        cursor.execute(
            f"SELECT n FROM unnest(%s::text[]) n WHERE public.{ASK_FIRST}(n::name) IS NOT false",
            [names],
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("audience", Audience)
def test_no_trigger_looks_away_for_what_a_session_says(northgate, audience):
    with tenancy.acting(tenancy.Scope(audience, northgate.pk, 1, 1)), transaction.atomic():
        assert look_away() == []


def test_every_trigger_the_models_ask_for_is_among_them():
    asked_for = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}

    assert triggers().keys() == asked_for


def test_every_trigger_asks_the_one_function_that_says_no():
    asked = {source.split(ASK_FIRST)[0].rsplit("(", 1)[-1] for source in triggers().values()}

    assert asked == {'"public".'}


def test_pgtriggers_own_answer_would_let_every_guard_be_switched_off(northgate):
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT pg_get_functiondef('{ASK_FIRST}'::regproc)")
        [(as_it_was,)] = cursor.fetchall()
        cursor.execute(PGTRIGGERS_OWN)
    try:
        with tenancy.acting(tenancy.Scope(Audience.STAFF, northgate.pk)), transaction.atomic():
            assert look_away() == sorted(triggers())
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(as_it_was)


def only_added_to() -> list[type[BodyOwned]]:
    """Every table of a tenant whose rows no audience may change or delete."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, BodyOwned)
        and not any(verb in one.verbs for one in model.fence.audiences.values() for verb in VERBS)
    ]


def owner_does(sql: str) -> Any:
    """What the owner is answered, in a transaction that is taken back."""
    with suppress(DatabaseError), transaction.atomic(using="owner"):
        try:
            with connections["owner"].cursor() as cursor:
                cursor.execute(sql)
        except DatabaseError as refused:
            return refused.__cause__.diag.constraint_name
        finally:
            transaction.set_rollback(True, using="owner")
    return None


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("model", only_added_to(), ids=lambda model: model._meta.label)
def test_not_even_the_owner_changes_deletes_or_empties_what_is_only_added_to(model, verb):
    assert owner_does(VERBS[verb].format(model._meta.db_table)) == "only_adds"


def test_the_ledger_and_what_was_decided_are_only_added_to():
    assert {model._meta.db_table for model in only_added_to()} >= TABLES_ONLY_ADDED_TO


@pytest.mark.parametrize("verb", VERBS)
def test_without_the_guard_the_owner_is_stopped_by_nothing_or_by_policies_alone(verb):
    gone = "ALTER TABLE awarding_entry DISABLE TRIGGER only_adds; "

    assert owner_does(gone + VERBS[verb].format("awarding_entry").replace(" CASCADE", "")) is None
