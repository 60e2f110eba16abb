"""The registry only adds: no role changes or removes what was entered."""

import psycopg2
import pytest
from psycopg2 import errors

from tests.registry.process import TABLES
from tests.registry.samples import award, registered

CHANGES = {
    "update": "UPDATE {table} SET key = 'result-9-v1'",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
    "update of nothing": "UPDATE {table} SET key = key WHERE false",
}


@pytest.fixture
def database(registry_server):
    registry_server.database.empty()
    northgate = registry_server.for_body("northgate")
    northgate.enrol(registered(), key="registration-1")
    northgate.register(award(), key="result-1-v1")
    northgate.register(award(), key="result-1-v1")
    return registry_server.database


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_serving_role_holds_no_right_to_change(database, table, change):
    with pytest.raises(errors.InsufficientPrivilege), database.as_app() as cursor:
        cursor.execute(CHANGES[change].format(table=table))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_even_the_owner_is_refused(database, table, change):
    with pytest.raises(errors.CheckViolation, match="only adds"), database.as_owner() as cursor:
        cursor.execute(CHANGES[change].format(table=table))

    assert database.rows(f"SELECT count(*) FROM {table}") == [(1,)]


@pytest.mark.parametrize("table", TABLES)
def test_without_the_trigger_the_owner_would_succeed(database, table):
    with database.as_owner() as cursor:
        cursor.execute(f"DROP TRIGGER append_only ON {table}")
        cursor.execute(f"DELETE FROM {table}")
        removed = cursor.rowcount
        cursor.connection.rollback()

    assert removed == 1


def test_the_serving_role_reads_and_adds_and_no_more(database):
    held = database.rows(
        "SELECT table_name, array_agg(privilege_type::text ORDER BY privilege_type)"
        " FROM information_schema.table_privileges"
        " WHERE grantee = 'registry_app' AND table_name LIKE 'orchard%%' GROUP BY table_name"
    )

    assert dict(held) == {
        "orchard_client": ["SELECT"],
        **dict.fromkeys(TABLES, ["INSERT", "SELECT"]),
    }


@pytest.mark.parametrize("table", ["orchard_client", "auth_user"])
def test_the_serving_role_lets_nobody_in(database, table):
    with pytest.raises(errors.InsufficientPrivilege), database.as_app() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_the_serving_role_is_neither_owner_nor_superuser(database):
    assert database.rows(
        "SELECT current_user, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole,"
        " pg_has_role('registry_owner', 'member') FROM pg_roles WHERE rolname = current_user"
    ) == [("registry_app", False, False)]


COLUMNS = (
    "(client_id, key, result, version, learner_number, learner_name, uln,"
    " qualification_number, unit_code, outcome, awarded_on, reason)"
)
ROW = {
    "key": "result-2-v1",
    "result": "2",
    "version": 1,
    "learner": "R-NEW",
    "qualification": "601/8765/4",
    "outcome": "pass",
    "reason": "",
}


@pytest.mark.rule("A37")
@pytest.mark.parametrize(
    ("changes", "refused_by"),
    [
        ({"outcome": "referral"}, "first_version_is_a_pass"),
        ({"outcome": "fail"}, "first_version_is_a_pass"),
        ({"key": "result-3-v1"}, "key_names_result_and_version"),
        ({"learner": "R-UNHEARD"}, "registered_first"),
        ({"qualification": "602"}, "registered_first"),
        ({"version": 2, "key": "result-2-v2", "reason": "Why."}, "versions_in_order"),
        ({"learner": "R7Q2M4XKA"}, "one_achievement"),
        (
            {"result": "1", "version": 2, "key": "result-1-v2", "learner": "R7Q2M4XKA"},
            "correction_has_a_reason",
        ),
        (
            {"result": "1", "version": 2, "key": "result-1-v2", "reason": "Why."},
            "same_learner_and_unit",
        ),
    ],
)
def test_what_may_not_be_is_refused_by_the_database_itself(database, changes, refused_by):
    with database.as_app() as cursor:
        cursor.execute(
            "INSERT INTO orchard_registration (client_id, key, learner_number, learner_name, uln,"
            " qualification_number, centre_number, registered_on)"
            " SELECT id, 'registration-2', 'R-NEW', 'Name', '', '601/8765/4', '4001',"
            " '2026-01-12' FROM orchard_client WHERE slug = 'northgate'"
        )
    with pytest.raises(psycopg2.IntegrityError) as raised, database.as_app() as cursor:
        cursor.execute(
            f"INSERT INTO orchard_resultentry {COLUMNS} SELECT id, %(key)s, %(result)s,"
            " %(version)s, %(learner)s, 'Name', '', %(qualification)s, 'NG-301', %(outcome)s,"
            " '2026-03-02', %(reason)s FROM orchard_client WHERE slug = 'northgate'",
            ROW | changes,
        )

    assert raised.value.diag.constraint_name == refused_by
