"""Between our words and the registry's JSON, both ways."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, TypeVar

from registry.protocol import Award, EnteredAward, EnteredRegistration, Receipt, Registered

Told = TypeVar("Told", Award, Registered)
Said = Mapping[str, Any]


def payload(told: Award | Registered) -> dict[str, str | int]:
    """What is sent."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(told).items()
    }


def receipt(said: Said) -> Receipt:
    """The receipt in an answer; raises ``ValueError`` when there is none."""
    at = datetime.fromisoformat(_of(said, "at", str))
    if at.tzinfo is None:
        raise ValueError("“at” has no time zone")
    return Receipt(_filled(said, "reference"), at)


def entered_award(said: Said) -> EnteredAward:
    """A result as the registry holds it; raises ``ValueError`` when it is none."""
    return EnteredAward(_filled(said, "key"), receipt(said), _told(Award, said))


def entered_registration(said: Said) -> EnteredRegistration:
    """A registration as the registry holds it; raises ``ValueError`` when it is none."""
    return EnteredRegistration(_filled(said, "key"), receipt(said), _told(Registered, said))


def page(said: Said) -> tuple[list[Said], str | None]:
    """The entries of one page of a list, and where the next page begins, if there is one."""
    entries = _of(said, "entries", list)
    if not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("“entries” are not objects")
    return entries, None if said.get("next") is None else _filled(said, "next")


def _told(shape: type[Told], said: Said) -> Told:
    return shape(**{field.name: _value(said, field.name, field.type) for field in fields(shape)})


def _value(said: Said, name: str, kind: object) -> Any:
    if kind is date:
        return date.fromisoformat(_of(said, name, str))
    return _of(said, name, int if kind is int else str)


def _filled(said: Said, name: str) -> str:
    value: str = _of(said, name, str)
    if not value:
        raise ValueError(f"“{name}” is empty")
    return value


def _of(said: Said, name: str, kind: type) -> Any:
    value = said.get(name)
    if type(value) is not kind:
        raise ValueError(f"“{name}” is not there")
    return value
