"""Reads used by the addresses and the pages."""

from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from registry.protocol import PASS
from registry.server.models import Client, Registration, ResultEntry, TurnedAway

Row = TypeVar("Row", Registration, ResultEntry)
Shown = TypeVar("Shown", Registration, ResultEntry, TurnedAway)


def held(model: type[Row], client: Client, key: str) -> Row | None:
    """What stands under a body's key."""
    return model.objects.filter(client=client, key=key).first()


def by_key(
    rows: QuerySet[Row], client: Client, *, after: str, upto: str | None, limit: int
) -> list[Row]:
    """A body's rows by the places of their keys, one more than asked for when there are more."""
    rows = rows.filter(client=client, place__gt=after)
    if upto is not None:
        rows = rows.filter(place__lte=upto)
    return list(rows.order_by("place")[: limit + 1])


def newest(
    rows: QuerySet[Shown], where: dict[str, str], *, before: int | None, limit: int
) -> list[Shown]:
    """Rows of every body, newest first, one more than asked for when there are more.

    What is asked for is forgiven its spaces and its small letters.
    """
    rows = rows.filter(**{f"{column}__in": _spelt(value) for column, value in where.items()})
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.select_related("client").order_by("-id")[: limit + 1])


def _spelt(value: str) -> set[str]:
    """The ways in which a number may have been entered: each is looked up by its index."""
    together = "".join(value.split())
    return {value, together, value.upper(), together.upper()}


def achieved_under_another(row: dict[str, Any]) -> str | None:
    """The reference under which the learner holds the unit by another result."""
    later = ResultEntry.objects.filter(
        client=OuterRef("client"), result=OuterRef("result"), version__gt=OuterRef("version")
    )
    learner = Q(learner_number=row["learner_number"])
    if row["uln"]:
        learner |= Q(uln=row["uln"])
    found = (
        ResultEntry.objects.filter(learner, client=row["client"], unit_code=row["unit_code"])
        .filter(~Exists(later), outcome=PASS)
        .exclude(result=row["result"])
        .first()
    )
    return found.reference if found else None
