"""Which clauses a rule quotes, read from the names its code uses."""

from types import FunctionType, ModuleType
from typing import Any

from awarding.kernel.rules import Clause


def quoted_by(ask: Any) -> list[Clause]:
    """Return the clauses a function names, or has from a helper of its own module."""
    return list(dict.fromkeys(_named(ask, {ask}))) if isinstance(ask, FunctionType) else []


def _named(ask: FunctionType, seen: set[FunctionType]) -> list[Clause]:
    found: list[Clause] = []
    for value in _values(ask):
        if isinstance(value, Clause):
            found.append(value)
        elif _is_helper(value, ask) and value not in seen:
            found += _named(value, {*seen, value})
    return found


def _is_helper(value: Any, ask: FunctionType) -> bool:
    return isinstance(value, FunctionType) and value.__module__ == ask.__module__


def _values(ask: FunctionType) -> list[Any]:
    """Return what the function's global names stand for, and their names in modules it uses."""
    names = ask.__code__.co_names
    values = [ask.__globals__[name] for name in names if name in ask.__globals__]
    inside = [vars(one) for one in values if isinstance(one, ModuleType)]
    return values + [members[name] for members in inside for name in names if name in members]
