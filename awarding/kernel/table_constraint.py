"""SQL that belongs to a table as its constraints do: migrations make it and take it away."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint


class TableConstraint(BaseConstraint):
    """SQL that belongs to a table, run when the whole migration's tables exist."""

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """Put the statement off to the end of the migration; CREATE TABLE says nothing of it."""
        return self.create_sql(model, schema_editor)

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """As ``constraint_sql``, for a table that exists already."""
        if schema_editor is not None:
            schema_editor.deferred_sql.append(self.sql(model))

    def validate(self, *_: Any, **__: Any) -> None:
        """Leave the judgement to PostgreSQL."""

    def sql(self, model: type[models.Model] | None) -> str:
        """Return the statement that makes the constraint."""
        raise NotImplementedError  # each kind of constraint says its own


def table_of(model: type[models.Model] | None) -> str:
    """Return the table a constraint stands on."""
    if model is None:
        raise TypeError("A table's constraint is made for a model.")
    return model._meta.db_table
