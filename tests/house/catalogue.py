"""What PostgreSQL itself says about fences, grants, keys and roles, as a list of complaints.

Each check asks the catalogue, so that what a migration forgot, or somebody did by hand, shows.
"""

import re
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import models

from awarding.kernel.fence import SameTenant, tenant_columns
from awarding.kernel.tenancy import BodyOwned
from awarding.shared import EVERYBODY, LOGIN_TABLES, PUBLIC_TABLES, SHARED_TABLES, UNUSED_TABLES

OWNER = "portal_owner"
SERVING = tuple(EVERYBODY.split(", "))
AUDIENCES = tuple(role for role in SERVING if role != "portal_app")

Grants = set[tuple[str, str, str]]  # role, verb, column ("" for the whole table)


def rows(cursor: Any, sql: str, *values: Any) -> list[Any]:
    cursor.execute(sql, values)
    return list(cursor.fetchall())


def strangers(cursor: Any) -> list[str]:
    """Tables that are neither a tenant's nor shared by name."""
    owned = {model._meta.db_table for model in apps.get_models() if issubclass(model, BodyOwned)}
    there = rows(cursor, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [
        f"{table} is neither a tenant's (BodyOwned, with a fence) nor in SHARED_TABLES."
        for (table,) in there
        if table not in owned and table not in SHARED_TABLES
    ]


def unfenced(cursor: Any, model: type[BodyOwned]) -> list[str]:
    """Whether row security is enabled, and binds the owner too."""
    table = model._meta.db_table
    sql = "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = to_regclass(%s)"
    ((enabled, forced),) = rows(cursor, sql, table)
    return [
        *([] if enabled else [f"{table} has no row security."]),
        *([] if forced else [f"{table} does not bind its owner."]),
    ]


def wrong_policies(cursor: Any, model: type[BodyOwned]) -> list[str]:
    """Policies beside the fence, missing from it, for other verbs, or that let all rows pass."""
    table = model._meta.db_table
    sql = (
        "SELECT policyname, permissive, roles::text[], cmd, coalesce(qual, ''),"
        " coalesce(with_check, '') FROM pg_policies WHERE tablename = %s"
    )
    there = {name: rest for name, *rest in rows(cursor, sql, table)}
    fence = model.fence.audiences
    found = [f"{table}: {name} is not in the fence." for name in sorted(there.keys() - fence)]
    found += [f"{table}: {name} has no policy." for name in sorted(fence.keys() - there)]
    for name in sorted(fence.keys() & there):
        permissive, roles, command, qual, check = there[name]
        only = "SELECT" if fence[name].verbs.upper() == "SELECT" else "ALL"
        if (permissive, roles, command) != ("PERMISSIVE", [f"portal_{name}"], only):
            found.append(f"{table}: {name} is for {roles}, {command}, {permissive}.")
        found += [f"{table}: {name} {why}" for why in _loose(name, qual) + _loose(name, check)]
    return found


def _loose(audience: str, expression: str) -> list[str]:
    """Why an expression might let rows of others pass; the sweep alone sees every body."""
    if not expression or audience == "sweep":
        return []
    return [
        *(["says OR."] if re.search(r"\bOR\b", expression) else []),
        *(["asks for nobody in particular."] if "portal." not in expression else []),
    ]


def granted(cursor: Any, table: str) -> Grants:
    """Every grant on a table and its columns, but the owner's own."""
    on_table = rows(
        cursor,
        "SELECT coalesce(r.rolname, 'public'), a.privilege_type, '' FROM pg_class c,"
        " aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE c.oid = to_regclass(%s)",
        table,
    )
    on_columns = rows(
        cursor,
        "SELECT coalesce(r.rolname, 'public'), a.privilege_type, t.attname FROM pg_attribute t,"
        " aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
        " WHERE t.attrelid = to_regclass(%s)",
        table,
    )
    return {grant for grant in (*on_table, *on_columns) if grant[0] != OWNER}


def wanted(model: type[BodyOwned]) -> Grants:
    """The grants that the model's fence says."""
    found: Grants = set()
    for audience, may in model.fence.audiences.items():
        narrowed = {"INSERT": may.columns, "UPDATE": may.updates}
        for verb in may.verbs.upper().split():
            for column in narrowed.get(verb) or ("",):
                found.add((f"portal_{audience}", verb, column))
    return found


def wrong_grants(cursor: Any, model: type[BodyOwned]) -> list[str]:
    """Grants beside the fence, or missing from it."""
    return _differences(model._meta.db_table, granted(cursor, model._meta.db_table), wanted(model))


def wrong_shared_grants(cursor: Any) -> list[str]:
    """Grants on shared tables other than those of ``awarding.shared``."""
    all_verbs = ("SELECT", "INSERT", "UPDATE", "DELETE")
    wanted_of = {
        **{table: {("portal_app", verb, "") for verb in all_verbs} for table in LOGIN_TABLES},
        **{table: {(role, "SELECT", "") for role in SERVING} for table in PUBLIC_TABLES},
        **{table: set() for table in UNUSED_TABLES},
    }
    there = {name for (name,) in rows(cursor, "SELECT tablename FROM pg_tables")}
    return [
        line
        for table, grants in wanted_of.items()
        if table in there
        for line in _differences(table, granted(cursor, table), grants)
    ]


def _differences(table: str, there: Grants, said: Grants) -> list[str]:
    return [
        *(f"{table}: {' '.join(one)} is granted and not said." for one in sorted(there - said)),
        *(f"{table}: {' '.join(one)} is said and not granted." for one in sorted(said - there)),
    ]


FOREIGN = """
    SELECT con.conname, child.relname, parent.relname,
        ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY k(n, i)
            JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.n ORDER BY k.i),
        ARRAY(SELECT a.attname::text FROM unnest(con.confkey) WITH ORDINALITY k(n, i)
            JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.n ORDER BY k.i)
    FROM pg_constraint con
    JOIN pg_class child ON child.oid = con.conrelid
    JOIN pg_class parent ON parent.oid = con.confrelid
    WHERE con.contype = 'f'
"""
OWNED = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND a.attname = 'awarding_body_id' AND NOT a.attisdropped
"""


def plain_keys(cursor: Any) -> list[str]:
    """Keys between two tenants' tables that do not carry the tenant on both sides."""
    owned = {table for (table,) in rows(cursor, OWNED)}
    return [
        f"{child}.{name} points at {parent} without the tenant."
        for name, child, parent, ours, theirs in rows(cursor, FOREIGN)
        if child in owned
        and parent in owned
        and not ("awarding_body_id" in ours and "awarding_body_id" in theirs)
    ]


def missing_keys(cursor: Any, model: type[BodyOwned]) -> list[str]:
    """References of a model to another tenant's table that have no composite key."""
    there = defaultdict(list)
    for _, child, parent, ours, theirs in rows(cursor, FOREIGN):
        there[child, parent].append((ours, theirs))
    found = []
    for one in model._meta.local_fields:
        parent = one.remote_field.model if isinstance(one, models.ForeignKey) else None
        if not (isinstance(parent, type) and issubclass(parent, BodyOwned)):
            continue
        shared = _shared(model, parent)
        key = ([*shared, one.column], [*shared, "id"])
        if key not in there[model._meta.db_table, parent._meta.db_table]:
            found.append(f"{model._meta.label}.{one.name} has no key that carries the tenant.")
    return found


def _shared(model: type[BodyOwned], parent: type[BodyOwned]) -> list[str]:
    """The tenant columns of the parent, which the child's key must carry."""
    return (
        list(tenant_columns(parent))
        if parent._meta.label != "awarding.Centre"
        else ["awarding_body_id"]
    )


def said_keys(model: type[BodyOwned]) -> list[SameTenant]:
    """The composite keys that a model's own constraints say."""
    return [one for one in model._meta.constraints if isinstance(one, SameTenant)]


def wrong_roles(cursor: Any) -> list[str]:
    """Roles that serve and could do more than serve."""
    sql = (
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,"
        " rolinherit, rolcanlogin FROM pg_roles WHERE rolname = ANY(%s)"
    )
    found = []
    for name, *more, inherits, logs_in in rows(cursor, sql, list(SERVING)):
        if any(more):
            found.append(f"{name} may do more than serve.")
        if logs_in != (name == "portal_app"):
            found.append(f"{name} may log in, or may not, against what was decided.")
        if name == "portal_app" and inherits:
            found.append("portal_app inherits what its audiences may do.")
    return found + _owners(cursor) + _members(cursor)


def _owners(cursor: Any) -> list[str]:
    sql = "SELECT tableowner, tablename FROM pg_tables WHERE tableowner = ANY(%s)"
    return [f"{role} owns {table}." for role, table in rows(cursor, sql, list(SERVING))]


def _members(cursor: Any) -> list[str]:
    """Memberships other than the login's in each audience."""
    sql = (
        "SELECT m.rolname, r.rolname FROM pg_auth_members am JOIN pg_roles m ON m.oid = am.member"
        " JOIN pg_roles r ON r.oid = am.roleid WHERE m.rolname = ANY(%s)"
    )
    there = {tuple(pair) for pair in rows(cursor, sql, list(SERVING))}
    said = {("portal_app", audience) for audience in AUDIENCES}
    return [f"{member} is a member of {role}." for member, role in sorted(there - said)]


def side_doors(cursor: Any) -> list[str]:
    """Views and functions that would run with their maker's rights."""
    views = rows(cursor, "SELECT viewname FROM pg_views WHERE schemaname = 'public'")
    definers = rows(
        cursor,
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND p.prosecdef",
    )
    return [f"{name} runs with its maker's rights." for (name,) in (*views, *definers)]


def forget_other_constraints(cursor: Any, table: str) -> None:
    """Drop what is unique or checked in a table, so that its composite keys alone decide."""
    constraints = rows(
        cursor,
        "SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(%s)"
        " AND contype IN ('u', 'c') AND conname NOT LIKE '%%\\_tenant'",
        table,
    )
    for (name,) in constraints:
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    indexes = rows(
        cursor,
        "SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = to_regclass(%s)"
        " AND i.indisunique AND NOT EXISTS"
        " (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        table,
    )
    for (name,) in indexes:
        cursor.execute(f"DROP INDEX {name}")
