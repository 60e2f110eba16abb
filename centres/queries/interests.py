"""Interests of a person, kept as they are while an act asks for them."""

from django.db import connection


def hold(person: int, *, to_change: bool = False) -> None:
    """Keep a person's interests from changing until this transaction ends.

    Acts that ask go on side by side; recording an interest waits for them, and they for it, so
    that nothing is done after it that was asked before. An advisory lock, since an assessor's
    role sees no interests.
    """
    lock = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {lock}(hashtextextended(%s, 0))",  # noqa: S608  two names
            [f"interests of {person}"],
        )
