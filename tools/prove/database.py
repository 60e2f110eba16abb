"""Guards of the database taken away as its owner, and put back as they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from awarding.register.places import Guard, Policy
from tools.empty_tables import empty_tables

#: A constraint by its definition, a unique index by its own, a trigger by its full name.
CONSTRAINT = (
    "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE conrelid = %s::regclass AND conname = %s"
)
INDEX = "SELECT pg_get_indexdef(oid) FROM pg_class WHERE relname = %s AND relkind = 'i'"
TRIGGER = (
    "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
    " AND starts_with(tgname, 'pgtrigger_' || %s || '_')"
)


@contextmanager
def without(guard: Guard) -> Iterator[None]:
    """Drop a constraint or switch a trigger off; rows it would have refused are emptied after."""
    table = guard.model._meta.db_table
    drop, restore = _statements(table, guard.name)
    _run(drop)
    try:
        yield
    finally:
        empty_tables(table)
        _run(restore)


@contextmanager
def open_wide(policy: Policy) -> Iterator[None]:
    """Let an audience see every row of a table."""
    table = policy.model._meta.db_table
    to = f"portal_{policy.audience}"
    _run(f'CREATE POLICY wide ON "{table}" FOR SELECT TO {to} USING (true)')
    try:
        yield
    finally:
        _run(f'DROP POLICY wide ON "{table}"')


def _statements(table: str, name: str) -> tuple[str, str]:
    """Return what takes a guard away, and what puts it back."""
    if found := _run(CONSTRAINT, [table, name]):
        alter = f'ALTER TABLE "{table}"'
        return (
            f'{alter} DROP CONSTRAINT "{name}"',
            f'{alter} ADD CONSTRAINT "{name}" {found[0][0]}',
        )
    if found := _run(INDEX, [name]):
        return f'DROP INDEX "{name}"', str(found[0][0])
    [(trigger,)] = _run(TRIGGER, [table, name])
    switch = f'ALTER TABLE "{table}" {{}} TRIGGER "{trigger}"'
    return switch.format("DISABLE"), switch.format("ENABLE")


def _run(statement: str, values: list[str] | None = None) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
