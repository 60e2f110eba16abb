"""How a rule is switched off, for as long as a block lasts, wherever it is referenced."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, is_dataclass
from types import FunctionType, ModuleType
from typing import Any
from unittest.mock import patch

from awarding.kernel.machines import Machine
from awarding.kernel.rules import Kept
from awarding.operation import OPERATIONS
from awarding.register.places import Guard, MoveOf, Policy, place
from tools.prove import database


@dataclass(frozen=True, slots=True)
class Switch:
    """One way to break what keeps a rule."""

    told: str
    off: Callable[[], AbstractContextManager[None]]


def switches(kept: Kept) -> list[Switch]:
    """Return every way to break this place; none where there is nothing to break."""
    thing = place(kept.where)
    if isinstance(thing, MoveOf):
        return _of_move(thing.machine, thing.move)
    if isinstance(thing, Guard):
        return [Switch("dropped in the database", lambda: database.without(thing))]
    if isinstance(thing, Policy):
        return [Switch("opened wide", lambda: database.open_wide(thing))]
    if isinstance(thing, ModuleType):
        return [
            Switch("every function of it fails", lambda: _coded(*_own_functions(thing), by=_fails))
        ]
    if isinstance(thing, FunctionType):
        return [_of_function(thing)]
    return _of_data(kept.where, thing)


def _of_function(ask: FunctionType) -> Switch:
    if ask in OPERATIONS.values():
        return Switch("the act fails", lambda: _coded(inspect.unwrap(ask), by=_fails))
    own = inspect.unwrap(ask)  # a page's function may be wrapped
    return Switch("answers nothing", lambda: _coded(own, by=_says_nothing))


def _of_data(where: str, thing: Any) -> list[Switch]:
    module, _, name = where.rpartition(".")
    if is_dataclass(thing) and isinstance(thing, type):
        return [Switch("each number is one more", lambda: _one_more(thing))]
    if isinstance(thing, dict):
        return [Switch("emptied", lambda: patch.dict(thing, clear=True))]
    if isinstance(thing, str):
        return [Switch("says something else", lambda: _called(place(module), name))]
    return []


def _of_move(machine: Machine, move: str) -> list[Switch]:
    line = next(line for line in machine.moves if line.name == move)
    anywhere = {(move, state): line.to for state in machine.states()}
    without = {key: to for key, to in machine._next.items() if key[0] != move}
    return [
        Switch("may start anywhere", lambda: patch.dict(machine._next, anywhere)),
        Switch("taken out", lambda: patch.dict(machine._next, without, clear=True)),
    ]


@contextmanager
def _coded(*functions: Any, by: Any) -> Iterator[None]:
    """Give functions the code of another: whoever holds one of them, calls the other."""
    kept = [one.__code__ for one in functions]
    for one in functions:
        one.__code__ = by.__code__
    try:
        yield
    finally:
        for one, code in zip(functions, kept, strict=True):
            one.__code__ = code


def _own_functions(module: ModuleType) -> list[Any]:
    found = [inspect.unwrap(one) for one in vars(module).values() if callable(one)]
    return [
        one
        for one in found
        if isinstance(one, FunctionType)
        and one.__module__ == module.__name__
        and not one.__code__.co_freevars
    ]


@contextmanager
def _one_more(terms: Any) -> Iterator[None]:
    kept = terms.__init__.__defaults__
    terms.__init__.__defaults__ = tuple(one + 1 if isinstance(one, int) else one for one in kept)
    try:
        yield
    finally:
        terms.__init__.__defaults__ = kept


@contextmanager
def _called(module: Any, name: str) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, "something else")
    try:
        yield
    finally:
        setattr(module, name, kept)


def _says_nothing(*_: Any, **__: Any) -> None:
    return None


def _fails(*_: Any, **__: Any) -> None:
    raise RuntimeError("This was switched off.")
