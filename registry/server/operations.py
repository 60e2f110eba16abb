"""Entering things: the only code of the registry that writes.

Nothing is decided twice: the same key is answered from the row that stands, and what
the database refuses (order, a second achievement) is told in words.
"""

from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registry import keys
from registry.server import queries, refusals
from registry.server.models import Client, Registration, ResultEntry, TurnedAway
from registry.server.problems import Problem

Row = TypeVar("Row", Registration, ResultEntry)


def enter_registration(
    *, client: Client, key: str, told: dict[str, Any]
) -> tuple[Registration, bool]:
    """The registration under this key, and whether it is new."""
    with_key = {"client": client, "key": key, **told}
    try:
        if not keys.is_registration(key):
            raise refusals.unknown_key(key)
        return _enter(Registration, with_key)
    except Problem as problem:
        _turn_away(client, key, problem.title, problem.detail)
        raise


def enter_result(*, client: Client, key: str, told: dict[str, Any]) -> tuple[ResultEntry, bool]:
    """The version of a result under this key, and whether it is new."""
    try:
        named = keys.result_and_version(key)
        if named is None or named[1] != told["version"]:
            raise refusals.unknown_key(key)
        return _enter(ResultEntry, {"client": client, "key": key, "result": named[0], **told})
    except Problem as problem:
        _turn_away(client, key, problem.title, problem.detail)
        raise


def _enter(model: type[Row], row: dict[str, Any]) -> tuple[Row, bool]:
    held = queries.held(model, row["client"], row["key"])
    if held is not None:
        return _again(held, row)
    try:
        with transaction.atomic():
            return model.objects.create(**row), True
    except IntegrityError as error:
        held = queries.held(model, row["client"], row["key"])
        if held is None:
            raise refusals.in_words(error, row) from error
        return _again(held, row)


def _again(held: Row, row: dict[str, Any]) -> tuple[Row, bool]:
    """The row that stands, when it says the same as is told now."""
    if any(getattr(held, name) != value for name, value in row.items()):
        raise refusals.another_body(row["key"])
    _turn_away(
        held.client, held.key, _("Told again"), _("It was entered before, and is the same.")
    )
    return held, False


def _turn_away(client: Client, key: str, title: str, detail: str) -> None:
    TurnedAway.objects.create(client=client, key=key[:120], title=title, detail=detail)
