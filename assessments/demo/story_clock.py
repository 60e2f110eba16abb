"""The story's clock: entries of the ledger bear the day that the demo tells of, not that of today.

In service an entry's moment is the database's, and no role that serves can choose it. The tables'
owner alone can lend the story another clock, before anybody can sign in, and takes it back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, connections

TABLES = ("awarding_entry", "awarding_decision")
OWN = "clock_timestamp()"
STORY = f"coalesce(nullif(current_setting('portal.story', true), '')::timestamptz, {OWN})"


@contextmanager
def lent() -> Iterator[None]:
    """Let the ledger take its moments from ``tell``, until the story is told."""
    _moments_are(STORY)
    try:
        yield
    finally:
        take_back()


def take_back() -> None:
    """Let the ledger take its moments from the database's clock and from nothing else."""
    _moments_are(OWN)
    _say("")


def tell(moment: datetime) -> None:
    """Say at which moment of the story what follows happens."""
    _say(moment.isoformat())


def _moments_are(expression: str) -> None:
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN at SET DEFAULT {expression}")


def _say(moment: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.story', %s, false)", [moment])
