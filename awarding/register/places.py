"""Where a rule is kept: a dotted path, and the thing in the code that it names."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from django.db import models

from awarding.kernel.machines import Machine
from awarding.kernel.table_constraint import TableConstraint


class NoSuchPlace(LookupError):
    """The register names a place that is not in the code."""


@dataclass(frozen=True, slots=True)
class MoveOf:
    """One move of a machine."""

    machine: Machine
    move: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A constraint or a trigger of a table, by the name it has on the model."""

    model: type[models.Model]
    name: str


@dataclass(frozen=True, slots=True)
class FenceOf:
    """The fence of a table."""

    model: type[models.Model]


@dataclass(frozen=True, slots=True)
class Policy:
    """The rows of a table that one audience is let see."""

    model: type[models.Model]
    audience: str


def place(where: str) -> Any:
    """Return what a dotted path names, or raise ``NoSuchPlace``.

    Beyond modules, classes and functions a path may name a move of a machine, a constraint, a
    trigger or a field of a model, and an audience of its fence.
    """
    found, rest = _module(where)
    for name in rest:
        inside = _inside(found, name)
        if inside is None:
            raise NoSuchPlace(f"{where}: there is no {name} in {found}.")
        found = inside
    return found


def _module(where: str) -> tuple[ModuleType, list[str]]:
    """Return the longest part of the path that is a module, and the names after it."""
    parts = where.split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        try:
            return import_module(name), parts[end:]
        except ModuleNotFoundError as missing:
            if missing.name is None or not f"{name}.".startswith(f"{missing.name}."):
                raise
    raise NoSuchPlace(f"{where}: there is no such module.")


def _inside(thing: Any, name: str) -> Any:
    if isinstance(thing, Machine):
        return MoveOf(thing, name) if name in {line.name for line in thing.moves} else None
    if isinstance(thing, FenceOf):
        may = thing.model.fence.audiences.get(name)  # type: ignore[attr-defined]  # it has one
        return Policy(thing.model, name) if may else None
    if isinstance(thing, type) and issubclass(thing, models.Model):
        return _of_model(thing, name)
    return getattr(thing, name, None)


def _of_model(model: type[models.Model], name: str) -> Any:
    if name in guards_of(model):
        return Guard(model, name)
    if name == "fence":
        return FenceOf(model)
    fields = {field.name: field for field in model._meta.get_fields()}
    return fields.get(name) or getattr(model, name, None)


def guards_of(model: type[models.Model]) -> list[str]:
    """Return the names of a table's own constraints and triggers, without fence and keys."""
    constraints = [
        one.name
        for one in model._meta.constraints
        if not isinstance(one, TableConstraint) and not one.name.endswith("_tenant")
    ]
    return [*constraints, *(one.name for one in getattr(model._meta, "triggers", ()))]
