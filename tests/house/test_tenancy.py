"""Nobody sees another tenant's rows: over every model there is, by what PostgreSQL itself says.

Raw SQL is asked throughout, so that what the manager filters cannot hide what a policy lets
pass. Each check has its negative control: the guard is taken away and the check must notice.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.kernel.tenancy import BodyOwned, NoTenant
from awarding.models import Membership
from awarding.shared import SHARED_TABLES
from tests.house import catalogue
from tests.house.rows import Tenant, committed_rows, tenant_models

MODELS = tenant_models()
EVERY_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
#: No centre column, and yet a centre's role sees its own alone.
OWN_ALONE = {"awarding_centre", "centres_learner"}
PERMISSION_DENIED = "42501"


@pytest.fixture(scope="module")
def tenants(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Tenant]]:
    with django_db_blocker.unblock(), committed_rows() as tenants:
        yield tenants


@pytest.fixture
def owner(tenants: list[Tenant]) -> Iterator[Any]:
    """The owner's cursor, in a transaction that is taken back."""
    connections["default"].close()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        yield cursor
        transaction.set_rollback(True, using="owner")


@contextmanager
def raw(scope: tenancy.Scope) -> Iterator[Any]:
    """A cursor in a scope, with no manager in between."""
    with tenancy.acting(scope), transaction.atomic(), connection.cursor() as cursor:
        yield cursor
        transaction.set_rollback(True)


def refusal(cursor: Any, sql: str, *values: Any, using: str = "default") -> Any:
    """What PostgreSQL says when it refuses a statement."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(using=using):
        cursor.execute(sql, values)
    return refused.value.__cause__


def may(model: type[BodyOwned], verb: str) -> list[Audience]:
    """The audiences whose fence grants this verb."""
    audiences = model.fence.audiences.items()
    return [Audience(name) for name, pass_ in audiences if name != "app" and verb in pass_.verbs]


def own_ids(model: type[BodyOwned], audience: Audience, tenant: Tenant, tenants: list[Tenant]):
    """The rows this audience may see at this tenant, at most."""
    table = model._meta.db_table
    columns = {one.column for one in model._meta.local_fields}
    by_centre = "centre_id" in columns or table in OWN_ALONE
    if audience == Audience.SWEEP:
        return {one.ids[table] for one in tenants}
    if audience != Audience.STAFF and by_centre:
        return {tenant.ids[table]}
    return {one.ids[table] for one in tenants if one.body == tenant.body}


def seen(model: type[BodyOwned], audience: Audience, tenant: Tenant) -> set[int]:
    with raw(tenant.scope(audience)) as cursor:
        cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')
        return {pk for (pk,) in cursor.fetchall()}


def foreign_rows(model: type[BodyOwned], tenants: list[Tenant]) -> list[str]:
    """What any audience at any tenant sees that it may not."""
    return [
        f"{audience} at {tenant.body}/{tenant.centre} sees {model._meta.label} {stranger}"
        for audience in may(model, "select")
        for tenant in tenants
        for stranger in seen(model, audience, tenant) - own_ids(model, audience, tenant, tenants)
    ]


def of_every_model(check: Callable[[Any, type[BodyOwned]], list[str]], cursor: Any) -> list[str]:
    """What a check complains of, over all tenants' models."""
    return [complaint for model in MODELS for complaint in check(cursor, model)]


def test_every_connection_of_a_test_works_as_the_application_does(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")

        assert cursor.fetchone() == ("portal_app", "portal_app")


def test_every_model_is_a_tenants_or_shared_by_name():
    loose = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, BodyOwned) and model._meta.db_table not in SHARED_TABLES
    ]

    assert loose == [], "Derive these from BodyOwned, or name their tables in awarding/shared.py."


def test_every_table_is_a_tenants_or_shared_by_name(owner):
    assert catalogue.strangers(owner) == []


READS: dict[str, Callable[[Any], Any]] = {
    "all": lambda rows: list(rows.all()),
    "exists": lambda rows: rows.exists(),
    "count": lambda rows: rows.count(),
    "first": lambda rows: rows.first(),
    "exclude": lambda rows: list(rows.exclude(pk=0)),
    "get": lambda rows: rows.get(pk=1),
    "create": lambda rows: rows.create(),
    "update": lambda rows: rows.filter(pk=1).update(pk=2),
    "delete": lambda rows: rows.filter(pk=1).delete(),
    "aggregate": lambda rows: rows.aggregate(),
}


@EVERY_MODEL
def test_reading_with_no_tenant_raises(model):
    for read in READS.values():
        with pytest.raises(NoTenant):
            read(model.objects)


@EVERY_MODEL
def test_the_login_role_is_denied_before_anybody_is_acted_for(model, tenants):
    with raw(tenancy.NOBODY) as cursor:
        if model is Membership:
            cursor.execute("SELECT count(*) FROM awarding_membership")
            assert cursor.fetchone() == (0,)
            return
        told = refusal(cursor, f'SELECT 1 FROM "{model._meta.db_table}"')
        assert told.pgcode == PERMISSION_DENIED


def test_before_a_scope_a_person_sees_their_own_memberships_alone(tenants):
    for tenant in tenants:
        with raw(tenancy.Scope(person=tenant.person)) as cursor:
            cursor.execute("SELECT person_id FROM awarding_membership")
            assert cursor.fetchall() == [(tenant.person,)]


def test_row_security_is_on_and_binds_the_owner(owner):
    assert of_every_model(catalogue.unfenced, owner) == []


@pytest.mark.rule("X8")
def test_policies_are_those_of_the_fence_and_none_lets_all_rows_pass(owner):
    assert of_every_model(catalogue.wrong_policies, owner) == []


def test_grants_are_those_of_the_fence_and_nobody_elses(owner):
    assert of_every_model(catalogue.wrong_grants, owner) == []


def test_grants_on_shared_tables_are_those_that_are_said(owner):
    assert catalogue.wrong_shared_grants(owner) == []


def test_references_between_tenants_tables_carry_the_tenant(owner):
    assert of_every_model(catalogue.missing_keys, owner) == []


def test_no_key_between_tenants_tables_is_plain(owner):
    assert catalogue.plain_keys(owner) == []


def test_who_serves_can_do_no_more_than_serve(owner):
    assert catalogue.wrong_roles(owner) == []


def test_no_view_and_no_function_runs_with_its_makers_rights(owner):
    assert catalogue.side_doors(owner) == []


@EVERY_MODEL
def test_there_is_a_row_of_every_tenant_to_be_seen(model, tenants):
    assert {model._meta.db_table in tenant.ids for tenant in tenants} == {True}


@pytest.mark.rule("X8")
@EVERY_MODEL
def test_raw_sql_shows_nobody_anothers_rows(model, tenants):
    assert foreign_rows(model, tenants) == []


@EVERY_MODEL
def test_whom_the_fence_lets_in_sees_their_own_row(model, tenants):
    """Without this, a policy that shows nothing to anybody would pass the test above."""
    missing = [
        f"{audience} at {tenant.body}/{tenant.centre}"
        for audience in may(model, "select")
        for tenant in tenants
        if tenant.ids[model._meta.db_table] not in seen(model, audience, tenant)
    ]

    assert missing == []


@EVERY_MODEL
def test_a_row_for_another_tenant_is_refused_by_the_database(model, tenants):
    for audience in may(model, "insert"):
        if audience == Audience.SWEEP:
            continue  # works for every body
        for stranger in tenants[1:] if audience == Audience.CENTRE else tenants[2:]:
            assert _insert(model, audience, tenants[0], stranger) == PERMISSION_DENIED


def _insert(model: type[BodyOwned], audience: Audience, at: Tenant, stranger: Tenant) -> str:
    """Write a stranger's row from here; return PostgreSQL's answer."""
    columns = model.fence.audiences[audience].columns
    row = stranger.rows[model._meta.db_table]
    row = {name: value for name, value in row.items() if not columns or name in columns}
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'
    with raw(at.scope(audience)) as cursor:
        return refusal(cursor, sql, *row.values()).pgcode


@EVERY_MODEL
def test_a_row_cannot_be_changed_into_another_tenants(model, tenants):
    sql = f'UPDATE "{model._meta.db_table}" SET awarding_body_id = %s'
    for audience in may(model, "update"):
        if audience == Audience.SWEEP:
            continue  # works for every body
        with raw(tenants[0].scope(audience)) as cursor:
            assert refusal(cursor, sql, tenants[2].body).pgcode == PERMISSION_DENIED


@EVERY_MODEL
def test_changing_or_deleting_everything_reaches_ones_own_rows_alone(model, tenants):
    table = model._meta.db_table
    for verb, sql in (
        ("update", f'UPDATE "{table}" SET {{column}} = {{column}}'),
        ("delete", f'DELETE FROM "{table}"'),
    ):
        for audience in may(model, verb):
            column = (model.fence.audiences[audience].updates or ("id",))[0]
            with raw(tenants[0].scope(audience)) as cursor:
                cursor.execute(sql.format(column=column))
                assert cursor.rowcount <= len(own_ids(model, audience, tenants[0], tenants))


@EVERY_MODEL
def test_a_reference_to_another_tenants_row_is_refused_by_the_database(model, owner, tenants):
    """As the owner with the fence down, so that the composite key alone decides."""
    table, here = model._meta.db_table, tenants[0]
    owner.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
    catalogue.forget_other_constraints(owner, table)
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for key in catalogue.said_keys(model):
        sql = f'UPDATE "{table}" SET "{key.column}" = %s WHERE id = %s'
        told = refusal(owner, sql, tenants[2].ids[key.parent], here.ids[table], using="owner")
        name = told.diag.constraint_name
        assert name == key.name or (key.column == "centre_id" and name.endswith("same_tenant"))


LEARNER = apps.get_model("centres.Learner")
MARKING = apps.get_model("assessments.Marking")
SUBMISSION = apps.get_model("assessments.Submission")


@pytest.mark.parametrize(
    ("damage", "check", "model"),
    [
        ("DROP POLICY centre ON {}", catalogue.wrong_policies, SUBMISSION),
        (
            "CREATE POLICY centre ON {} TO portal_centre USING (true)",
            catalogue.wrong_policies,
            MARKING,
        ),
        ("ALTER POLICY staff ON {} USING (true)", catalogue.wrong_policies, SUBMISSION),
        (
            "ALTER POLICY staff ON {} USING (awarding_body_id ="
            " current_setting('portal.body', true)::bigint OR centre_id = 1)",
            catalogue.wrong_policies,
            SUBMISSION,
        ),
        ("ALTER POLICY centre ON {} TO PUBLIC", catalogue.wrong_policies, SUBMISSION),
        ("ALTER TABLE {} DISABLE ROW LEVEL SECURITY", catalogue.unfenced, SUBMISSION),
        ("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY", catalogue.unfenced, SUBMISSION),
        ("GRANT SELECT ON {} TO portal_centre", catalogue.wrong_grants, MARKING),
        ("GRANT SELECT ON {} TO PUBLIC", catalogue.wrong_grants, MARKING),
        ("GRANT SELECT ON {} TO portal_app", catalogue.wrong_grants, MARKING),
        ("GRANT UPDATE (round) ON {} TO portal_assessor", catalogue.wrong_grants, MARKING),
        ("REVOKE INSERT ON {} FROM portal_centre", catalogue.wrong_grants, SUBMISSION),
        (
            "ALTER TABLE {} DROP CONSTRAINT assessments_submission_unit_id_same_tenant",
            catalogue.missing_keys,
            SUBMISSION,
        ),
    ],
)
def test_a_guard_taken_away_is_noticed(owner, damage, check, model):
    owner.execute(damage.format(model._meta.db_table))

    assert check(owner, model) != []


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("CREATE TABLE loose (id int)", catalogue.strangers),
        ("GRANT SELECT ON awarding_person TO portal_staff", catalogue.wrong_shared_grants),
        (
            "ALTER TABLE assessments_submission ADD CONSTRAINT plain FOREIGN KEY (unit_id)"
            " REFERENCES awarding_unit (id)",
            catalogue.plain_keys,
        ),
        ("CREATE VIEW all_learners AS SELECT * FROM centres_learner", catalogue.side_doors),
        (
            "CREATE FUNCTION everything() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS"
            " 'SELECT count(*) FROM centres_learner'",
            catalogue.side_doors,
        ),
    ],
)
def test_a_door_left_open_is_noticed(owner, damage, check):
    owner.execute(damage)

    assert check(owner) != []


def test_a_policy_opened_wide_shows_anothers_rows(tenants):
    """The reading itself is proved: with the policy gone, the very same question finds a leak."""
    alter = "ALTER POLICY centre ON centres_learner USING ({})"
    back = alter.format(LEARNER.fence.audiences["centre"].rows)

    with committed(alter.format("true"), repair=back):
        assert foreign_rows(LEARNER, tenants) != []
    assert foreign_rows(LEARNER, tenants) == []


@contextmanager
def committed(*damage: str, repair: str) -> Iterator[None]:
    """What the owner does to the database, for a while."""
    connections["default"].close()
    with connections["owner"].cursor() as cursor:
        try:
            for statement in damage:
                cursor.execute(statement)
            yield
        finally:
            connections["default"].close()
            cursor.execute(repair)


def test_the_grant_and_the_policy_each_keep_a_centre_from_marking(tenants):
    """Grant, then policy: each alone still stops it; with both gone the embargo is broken."""
    at = tenants[0].scope(Audience.CENTRE)
    grant, revoke = (
        f"{verb} portal_centre"
        for verb in (
            "GRANT SELECT ON assessments_marking TO",
            "REVOKE ALL ON assessments_marking FROM",
        )
    )
    fence_down = "ALTER TABLE assessments_marking DISABLE ROW LEVEL SECURITY"
    fence_up = "ALTER TABLE assessments_marking ENABLE ROW LEVEL SECURITY"

    with committed(fence_down, repair=fence_up), raw(at) as cursor:
        told = refusal(cursor, "SELECT 1 FROM assessments_marking")
    with committed(grant, repair=revoke):
        with_grant = seen(MARKING, Audience.CENTRE, tenants[0])
    with committed(grant, fence_down, repair=f"{revoke}; {fence_up}"):
        with_both_gone = seen(MARKING, Audience.CENTRE, tenants[0])

    assert told.pgcode == PERMISSION_DENIED
    assert (with_grant, len(with_both_gone)) == (set(), len(tenants))


def test_without_its_key_a_reference_to_another_tenants_row_is_taken(owner, tenants):
    owner.execute("ALTER TABLE assessments_submission NO FORCE ROW LEVEL SECURITY")
    owner.execute(
        "ALTER TABLE assessments_submission"
        " DROP CONSTRAINT assessments_submission_unit_id_same_tenant"
    )
    owner.execute(
        "UPDATE assessments_submission SET unit_id = %s WHERE id = %s",
        [tenants[2].ids["awarding_unit"], tenants[0].ids["assessments_submission"]],
    )
    changed = owner.rowcount

    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert changed == 1
