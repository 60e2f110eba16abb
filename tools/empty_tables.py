"""Emptying tables of a database that is made for tests, as its owner."""

from django.db import connections, transaction

from awarding.kernel.append_only import TRIGGER

ONLY_ADDED_TO = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s"


def empty_tables(*tables: str) -> None:
    """Empty these tables, all that refer to them, and what rows are only added to.

    An owner can always take its own guard away, here as anywhere; it does so in the open, by
    three statements, and where a ledger matters its seals and anchors tell. Nothing that serves
    is the owner.
    """
    names = ", ".join(f'"{table}"' for table in tables)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(ONLY_ADDED_TO, [TRIGGER])
        guarded = [name for (name,) in cursor.fetchall()]
        switch = [f"ALTER TABLE {name} {{}} TRIGGER {TRIGGER}" for name in guarded]
        cursor.execute("; ".join(switch).format(*["DISABLE"] * len(switch)))
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        cursor.execute("; ".join(switch).format(*["ENABLE"] * len(switch)))
