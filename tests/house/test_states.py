"""Every machine: its states can be reached, and only those end that are meant to."""

from enum import StrEnum
from importlib import import_module

import pytest

from awarding.register import loading

MACHINES = loading.machines()
FINAL = {
    "submission": ["released", "withdrawn"],
    "marking": ["finalised"],
    "result": ["registered", "referred"],
    "message": ["delivered"],
}


def test_every_machine_is_known_here():
    assert {machine.name for _where, machine in MACHINES} == set(FINAL)


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
