"""Every machine: its states can be reached, and only those end that are meant to."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Model, Q

from awarding.kernel.tenancy import BodyOwned
from awarding.register import loading

MACHINES = loading.machines()
FINAL = {
    "submission": ["released", "withdrawn"],
    "marking": ["finalised"],
    "result": ["registered", "referred"],
    "question": ["answered", "closed"],
    "message": ["delivered"],
}


def test_every_machine_is_known_here():
    assert {machine.name for _where, machine in MACHINES} == set(FINAL)


def test_the_database_knows_the_words_of_every_list():
    """What is chosen from a list is held to the list by a constraint, whoever writes it."""
    loose = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, BodyOwned)
        for field in model._meta.local_concrete_fields
        if field.choices and field.name not in _checked(model)
    ]

    assert loose == []


def _checked(model: type[Model]) -> set[str]:
    """The fields that a constraint of the model compares with words."""
    kept = [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]
    asked = {name for one in kept for name in _asked(one.condition)}
    return {name.removesuffix("__in") for name in asked if name.endswith("__in")}


def _asked(condition: Q) -> Iterator[str]:
    """What a condition asks of fields, however deep."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _asked(child)
        else:
            yield child[0]


@pytest.mark.parametrize(("where", "machine"), MACHINES, ids=lambda one: getattr(one, "name", ""))
def test_every_state_is_reached_and_only_these_are_final(where, machine):
    assert machine.reachable() == set(machine.states())
    assert sorted(machine.final()) == sorted(FINAL[machine.name])


@pytest.mark.parametrize(("where", "machine"), MACHINES, ids=lambda one: getattr(one, "name", ""))
def test_the_states_of_a_machine_are_those_of_one_enumeration(where, machine):
    members = vars(import_module(where.rpartition(".")[0])).values()
    kinds = [one for one in members if isinstance(one, type) and issubclass(one, StrEnum)]
    assert [kind for kind in kinds if set(kind) == set(machine.states())]


@pytest.mark.parametrize(("where", "machine"), MACHINES, ids=lambda one: getattr(one, "name", ""))
def test_a_move_starts_from_the_states_of_its_line_and_no_other(where, machine):
    lines = {(line.name, source): line.to for line in machine.moves for source in line.sources}
    for name in {line.name for line in machine.moves}:
        for state in machine.states():
            assert machine.may(name, state) == ((name, state) in lines)


def test_a_machine_that_forgets_a_state_would_be_noticed():
    _where, machine = MACHINES[0]
    cut = type(machine)("cut", *machine.moves[1:], start=machine.start)
    assert cut.reachable() != set(machine.states())


def test_every_move_is_taken_by_an_operation():
    """A line of a table that no operation names is a state nobody comes to."""
    said = {
        node.value
        for path in Path().glob("*/operations/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    moves = {line.name for _where, machine in MACHINES for line in machine.moves}

    assert sorted(moves - said) == []
