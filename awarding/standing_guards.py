"""Guards stand for everybody: no session may ask a trigger to look away."""

from typing import Any

from django.db import connections

#: pgtrigger writes into every trigger that it asks this first, and answers from a session variable
#: that any connection may set. Here the answer is no, whatever the session says.
NEVER = """
CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(trigger_name NAME)
RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


def let_no_guard_look_away(using: str, **_: Any) -> None:
    """Have every trigger asked for by a model do its work always. Runs after every migrate.

    Each migration that adds a trigger brings pgtrigger's own answer back, so this comes last.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(NEVER)
