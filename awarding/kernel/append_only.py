"""Tables that only grow: rows are added, and neither changed, deleted nor emptied out.

Forced row policies leave the owner no row to change, but TRUNCATE asks no policy. A fence that
grants nobody UPDATE or DELETE brings this guard by itself (``awarding.kernel.fence.enclose``).
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from awarding.kernel.table_constraint import TableConstraint, table_of

TRIGGER = "only_adds"

REFUSE = f"""
CREATE OR REPLACE FUNCTION portal_only_adds() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: rows are only added to it.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = '23514', CONSTRAINT = '{TRIGGER}';
END $$;
"""


class AppendOnly(TableConstraint):
    """Refuses UPDATE, DELETE and TRUNCATE by anybody, the owner included.

    The owner can still take the trigger away: what is done then, seals and anchors show.
    """

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Let a migration write the guard."""
        return "awarding.kernel.append_only.AppendOnly", (), {"name": self.name}

    def __eq__(self, other: object) -> bool:
        """One table has one such guard."""
        return isinstance(other, AppendOnly) and self.name == other.name

    def __hash__(self) -> int:
        """Hash by name: one table has one such guard."""
        return hash(self.name)

    def clone(self) -> "AppendOnly":
        """Return a copy, as the migration state wants."""
        return AppendOnly(name=self.name)

    def sql(self, model: type[models.Model] | None) -> str:
        """Return the function, which all tables share, and this table's trigger."""
        return (
            f"{REFUSE}CREATE TRIGGER {TRIGGER} BEFORE UPDATE OR DELETE OR TRUNCATE"
            f' ON "{table_of(model)}" FOR EACH STATEMENT EXECUTE FUNCTION portal_only_adds();'
        )

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """Take the trigger away."""
        return f'DROP TRIGGER {TRIGGER} ON "{table_of(model)}"'
