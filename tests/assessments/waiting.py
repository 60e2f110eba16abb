"""Somebody holds a row, and another's act wants it: does the act wait before it decides?"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Model

from awarding.kernel.actors import Actor
from tests import guards
from tests.factories import standing_as

#: Of a session that waits for another: it wants to lock rows of the table, and wrote nothing yet.
WAITS = """
SELECT bool_or(l.relation = %s::regclass AND l.mode = 'RowShareLock')
       AND NOT bool_or(l.mode = 'RowExclusiveLock')
  FROM pg_locks w JOIN pg_locks l USING (pid) WHERE w.pid = %s AND NOT w.granted AND l.granted
 GROUP BY w.pid
"""


def waits_to_read(row: Model, holder: Actor, waiter: Actor, act: Callable[[Actor], Any]) -> bool:
    """Hold a row while another acts: does the act wait for it, and not only to write it?

    The holder lets go once the act waits, and the act then has to finish. It is taken back.
    """
    pid: Future[int] = Future()
    with ThreadPoolExecutor(1) as others:
        with standing_as(holder), transaction.atomic():
            type(row).objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
            acting = others.submit(_acted, waiter, act, pid)
            waited = _seen_waiting(pid.result(20), type(row)._meta.db_table, acting)
        acting.result(20)
    return waited


def _acted(waiter: Actor, act: Callable[[Actor], Any], pid: "Future[int]") -> None:
    try:
        with standing_as(waiter) as by, transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pid.set_result(cursor.fetchone()[0])
            act(by)
            transaction.set_rollback(True)
    finally:
        connections.close_all()


def _seen_waiting(pid: int, table: str, acting: "Future[None]", seconds: float = 15) -> bool:
    """Tell whether the session waits to read the table, as soon as it waits or is through."""
    last = monotonic() + seconds
    while not (found := guards.as_owner(WAITS, [table, pid])) and not acting.done():
        if monotonic() > last:
            raise TimeoutError(f"Nothing happened within {seconds} s.")
        sleep(0.005)
    return bool(found and found[0][0])
