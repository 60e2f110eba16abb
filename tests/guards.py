"""Guards taken away, to show what they keep out: as the owner, committed, and always put back."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from time import monotonic, sleep
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from awarding.kernel.actors import Actor
from tests.factories import standing_as
from tools.empty_tables import empty_tables


def as_owner(sql: str, values: list[object] | None = None) -> list[tuple[Any, ...]]:
    """Run a statement as the database's owner, and return its rows if it has any."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def without_trigger(table: str, name: str) -> Iterator[None]:
    """Switch one trigger of a table off."""
    [(trigger,)] = as_owner(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
        [table, f"pgtrigger\\_{name.replace('_', chr(92) + '_')}%"],
    )
    as_owner(f'ALTER TABLE "{table}" DISABLE TRIGGER "{trigger}"')
    try:
        yield
    finally:
        as_owner(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trigger}"')


@contextmanager
def without_constraint(table: str, name: str) -> Iterator[None]:
    """Drop one constraint or unique index of a table; what broke it meanwhile is emptied after."""
    found = as_owner(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND conname = %s",
        [table, name],
    )
    if found:
        as_owner(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        back = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {found[0][0]}'
    else:
        [(back,)] = as_owner("SELECT pg_get_indexdef(%s::regclass)", [name])
        as_owner(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        empty_tables(table)
        as_owner(back)


@contextmanager
def open_to(table: str, audience: str, rows: str) -> Iterator[None]:
    """Let an audience see these rows of a table beside those its policy gives it."""
    as_owner(f'CREATE POLICY leak ON "{table}" FOR SELECT TO portal_{audience} USING ({rows})')
    try:
        yield
    finally:
        as_owner(f'DROP POLICY leak ON "{table}"')


@contextmanager
def granted(table: str, audience: str, verbs: str) -> Iterator[None]:
    """Grant an audience verbs on a table that it does not have."""
    as_owner(f'GRANT {verbs} ON "{table}" TO portal_{audience}')
    try:
        yield
    finally:
        as_owner(f'REVOKE {verbs} ON "{table}" FROM portal_{audience}')


@contextmanager
def without_row_locks() -> Iterator[None]:
    """Let ``select_for_update`` lock nothing, as if an operation had forgotten it."""
    kept = QuerySet.select_for_update
    QuerySet.select_for_update = lambda rows, *_, **__: rows._chain()  # type: ignore[method-assign]  # put back
    try:
        yield
    finally:
        QuerySet.select_for_update = kept  # type: ignore[method-assign]  # as it was


def race(runners: list[tuple[Actor, Callable[[Actor], Any]]]) -> list[Any]:
    """Run these at the same moment, each as its actor on a connection of its own.

    Returns what each returned, or the exception it raised.
    """
    start = Barrier(len(runners))

    def run(actor: Actor, act: Callable[[Actor], Any]) -> Any:
        try:
            with standing_as(actor) as by:
                start.wait(timeout=20)
                return act(by)
        except Exception as raised:
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(lambda pair: run(*pair), runners))


WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
 WHERE datname = current_database() AND NOT granted
"""


def until_somebody_waits(seconds: float = 8) -> None:
    """Return once a connection to this database is seen waiting for a lock of another."""
    last = monotonic() + seconds
    while as_owner(WAITING) == [(0,)]:
        if monotonic() > last:
            raise TimeoutError(f"Nobody waited for a lock within {seconds} s.")
        sleep(0.01)
