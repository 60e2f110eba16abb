"""Pages of a list by the key of a row: next and previous, without COUNT and without OFFSET."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

from awarding.kernel.numbers import number

Row = TypeVar("Row")

SIZE = 30


@dataclass(frozen=True, slots=True)
class Key:
    """What a list is ordered by: a column with an index, then the id, both in one direction."""

    column: str = "pk"
    read: Callable[[str], Any] = int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, and the tokens of its neighbours; an empty token is no neighbour."""

    rows: list[Row]
    after: str = ""
    before: str = ""

    def urls(self, asked: QueryDict) -> dict[str, str]:
        """Return the addresses of the neighbours, with everything else that was asked for."""
        return {
            "next_url": _address(asked, "after", self.after),
            "previous_url": _address(asked, "before", self.before),
        }


@dataclass(frozen=True, slots=True)
class Window:
    """The page that is asked for: the rows after one token, or before another, or the first."""

    key: Key
    after: str = ""
    before: str = ""
    size: int = SIZE

    @property
    def order(self) -> tuple[str, ...]:
        """Return the order in which rows are read; backwards towards a page before."""
        sign = "-" if self.key.descending != bool(self.before) else ""
        return tuple(f"{sign}{column}" for column in dict.fromkeys((self.key.column, "pk")))

    def limit(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of this page and one more, which tells whether others follow."""
        token = self.before or self.after
        beyond = self._beyond(rows, token) if token else rows
        return beyond.order_by(*self.order)[: self.size + 1]

    def _beyond(self, rows: QuerySet[Any], token: str) -> QuerySet[Any]:
        column, side = self.key.column, "gt" if self.key.descending == bool(self.before) else "lt"
        pk, _, value = token.partition("~")
        if column == "pk":
            return rows.filter(**{f"pk__{side}": int(pk)})
        at, other = self.key.read(value), "lte" if side == "gt" else "gte"
        return rows.filter(**{f"{column}__{side}e": at}).exclude(
            **{column: at, f"pk__{other}": int(pk)}
        )

    def cut(self, found: Sequence[Row], token: Callable[[Row], str]) -> Page[Row]:
        """Return what was found as a page, in the list's own order."""
        rows, more = list(found[: self.size]), len(found) > self.size
        if self.before:
            rows.reverse()
        is_last, is_first = not (more or self.before), not (self.after or (self.before and more))
        return Page(
            rows,
            after="" if is_last or not rows else token(rows[-1]),
            before="" if is_first or not rows else token(rows[0]),
        )


def asked_for(asked: Mapping[str, str], key: Key, size: int = SIZE) -> Window:
    """Return the page an address asks for; a token that was changed by hand asks for the first."""
    before, after = asked.get("before", ""), asked.get("after", "")
    if not _reads(before or after, key):
        return Window(key, size=size)
    return Window(key, after="" if before else after, before=before, size=size)


def moment(told: str) -> datetime:
    """Read a moment of a token; one without its offset is none of ours."""
    read = datetime.fromisoformat(told)
    if read.tzinfo is None:
        raise ValueError(told)
    try:
        return read.astimezone(UTC)
    except OverflowError:
        raise ValueError(told) from None


def words(told: str) -> str:
    """Read a text of a token; the database takes no NUL."""
    if "\x00" in told:
        raise ValueError(told)
    return told


def _reads(token: str, key: Key) -> bool:
    pk, _, value = token.partition("~")
    try:
        if number(pk) is None:
            return False
        if key.column != "pk":
            key.read(value)
    except ValueError:
        return False
    return True


def _address(asked: QueryDict, name: str, token: str) -> str:
    if not token:
        return ""
    told = asked.copy()
    for old in ("after", "before"):
        told.pop(old, None)
    told[name] = token
    return f"?{told.urlencode()}"
