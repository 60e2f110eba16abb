"""What each audience may do with a table, written once on the model and kept by PostgreSQL.

A model's ``fence`` becomes row policies and grants, and each reference between tenant tables a
composite key, as constraints: ``makemigrations`` writes them, ``--check`` notices a change.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint
from django.db.models.signals import class_prepared

from awarding.kernel.append_only import AppendOnly
from awarding.kernel.may import May
from awarding.kernel.table_constraint import TableConstraint, table_of
from awarding.kernel.tenancy import BodyOwned, CentreOwned


class Fence(TableConstraint):
    """Row policies and grants of one table, one audience each; who is not named has neither."""

    def __init__(self, *, name: str = "", **audiences: May) -> None:
        """Take what each audience may do; the name comes from the table."""
        super().__init__(name=name)
        self.audiences = audiences

    @property
    def only_adds(self) -> bool:
        """Whether nobody may change or delete a row of this table."""
        verbs = {verb for one in self.audiences.values() for verb in one.verbs.upper().split()}
        return verbs <= {"SELECT", "INSERT"}

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Let a migration write the fence as it was that day."""
        return "awarding.kernel.fence.Fence", (), {"name": self.name, **self.audiences}

    def __eq__(self, other: object) -> bool:
        """Two fences are the same when the same audiences may do the same."""
        return isinstance(other, Fence) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name: one table has one fence."""
        return hash(self.name)

    def clone(self) -> "Fence":
        """Return a copy, as the migration state wants."""
        return Fence(name=self.name, **self.audiences)

    def sql(self, model: type[models.Model] | None) -> str:
        """Enable and force row security, then one policy and one grant for each audience."""
        table = table_of(model)
        lines = [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;',
        ]
        for audience, pass_ in self.audiences.items():
            lines.append(pass_.policy(table, audience))
            lines.append(f'GRANT {pass_.grants()} ON "{table}" TO portal_{audience};')
            if "INSERT" in pass_.verbs.upper().split():
                lines.append(f'GRANT USAGE ON SEQUENCE "{table}_id_seq" TO portal_{audience};')
        return "\n".join(lines)

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """Take every policy and grant of this fence back."""
        table = table_of(model)
        lines = []
        for audience in self.audiences:
            lines.append(f'DROP POLICY {audience} ON "{table}";')
            lines.append(f'REVOKE ALL ON "{table}" FROM portal_{audience};')
        return "\n".join(lines)


class SameTenant(TableConstraint):
    """A reference that carries its tenant: plain foreign keys ignore row policies."""

    def __init__(self, *, name: str, column: str, parent: str, shared: tuple[str, ...]) -> None:
        """Take the child's column, the parent's table and the tenant columns they share."""
        super().__init__(name=name)
        self.column, self.parent, self.shared = column, parent, tuple(shared)

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        """Let a migration write the key as it was that day."""
        kept = {"column": self.column, "parent": self.parent, "shared": self.shared}
        return "awarding.kernel.fence.SameTenant", (), {"name": self.name, **kept}

    def __eq__(self, other: object) -> bool:
        """Two keys are the same when they compare the same columns of the same tables."""
        return isinstance(other, SameTenant) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, which holds table and column."""
        return hash(self.name)

    def clone(self) -> "SameTenant":
        """Return a copy, as the migration state wants."""
        return SameTenant(**self.deconstruct()[2])

    def sql(self, model: type[models.Model] | None) -> str:
        """Return the composite key, checked when the transaction commits."""
        ours = ", ".join((*self.shared, self.column))
        theirs = ", ".join((*self.shared, "id"))
        return (
            f'ALTER TABLE "{table_of(model)}" ADD CONSTRAINT "{self.name}"'
            f' FOREIGN KEY ({ours}) REFERENCES "{self.parent}" ({theirs})'
            " DEFERRABLE INITIALLY DEFERRED;"
        )

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """Drop the composite key."""
        return f'ALTER TABLE "{table_of(model)}" DROP CONSTRAINT "{self.name}"'


def tenant_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns that say whose a row of this model is."""
    if issubclass(model, CentreOwned):
        return ("awarding_body_id", "centre_id")
    return ("awarding_body_id",)


def enclose(sender: type[models.Model], **_: Any) -> None:
    """Give a tenant model its fence, its tenant key and a composite key for each reference.

    A table whose rows nobody may change or delete is closed to its owner's hand, too.
    """
    if not issubclass(sender, BodyOwned) or sender._meta.abstract:
        return
    fence: Fence | None = getattr(sender, "fence", None)
    if fence is None:
        raise TypeError(f"{sender.__name__} is a tenant's and says not who may see it: fence=")
    meta = sender._meta
    table = meta.db_table
    columns = tenant_columns(sender)
    added: list[BaseConstraint] = [
        Fence(name=f"{table}_fence", **fence.audiences),
        models.UniqueConstraint(
            name=f"{table}_tenant",
            fields=[column.removesuffix("_id") for column in columns] + ["id"],
        ),
    ]
    added += [key for field in meta.local_fields if (key := _key_for(sender, field))]
    if fence.only_adds:
        added.append(AppendOnly(name=f"{table}_only_adds"))
    meta.constraints = [*meta.constraints, *added]
    meta.original_attrs["constraints"] = meta.constraints


def _key_for(sender: type[models.Model], field: Any) -> SameTenant | None:
    """Return the composite key of a reference from one tenant table to another, if it is one."""
    if not isinstance(field, models.ForeignKey):
        return None
    parent: Any = field.remote_field.model
    if parent == "awarding.Centre":  # named, since a centre's row is itself a body's
        return _same_tenant(sender, field, "awarding_centre", ("awarding_body_id",))
    if parent == "self":
        parent = sender
    if isinstance(parent, type) and issubclass(parent, BodyOwned):
        return _same_tenant(sender, field, parent._meta.db_table, tenant_columns(parent))
    return None


def _same_tenant(
    child: type[models.Model], field: Any, parent: str, shared: tuple[str, ...]
) -> SameTenant:
    """Return the composite key that replaces a reference's plain one."""
    if not set(shared) <= set(tenant_columns(child)) | {
        f.attname for f in child._meta.local_fields
    }:
        raise TypeError(f"{child.__name__}.{field.name}: a body's row cannot point at a centre's.")
    field.db_constraint = False
    return SameTenant(
        name=f"{child._meta.db_table}_{field.column}_same_tenant"[:63],
        column=field.column,
        parent=parent,
        shared=shared,
    )


class_prepared.connect(enclose)
