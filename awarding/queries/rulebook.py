"""The numbers and the clause of a rule, as they are in force on a day."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Protocol, TypeVar

from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string

from awarding.kernel.rules import Clause
from awarding.models import Term


class Citing(Protocol):
    """A dataclass of values that a rule uses, with the clause they quote."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def cites(self) -> Clause:
        """Return the clause."""


Terms = TypeVar("Terms", bound=Citing)


def terms(name: str, reference: Callable[[], Terms], *, on: date) -> Terms:
    """Return the body's values in force that day, or the reference scheme's with its clause."""
    standing = reference()
    row = Term.objects.filter(name=name, from_on__lte=on).order_by("-from_on").first()
    if row is None:
        return standing
    given = {one: _read(value, getattr(standing, one)) for one, value in row.values.items()}
    return replace(standing, **given, cites=row.clause)


def written(terms: Citing) -> dict[str, Any]:
    """Return values as a row keeps them: all but the clause, which has columns of its own."""
    names = [field.name for field in fields(terms) if field.name != "cites"]
    return {name: _write(getattr(terms, name)) for name in names}


def _write(value: Any) -> Any:
    return duration_iso_string(value) if isinstance(value, timedelta) else value


def _read(value: Any, standing: Any) -> Any:
    return parse_duration(value) if isinstance(standing, timedelta) else value
