"""A registry reached over HTTP."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from registry import keys, words
from registry.protocol import (
    Award,
    Clash,
    EnteredAward,
    EnteredRegistration,
    NotRegistered,
    OutOfOrder,
    Receipt,
    Refused,
    Registered,
    Span,
    Unknown,
    WrongEcho,
)
from registry.wire import CONNECT_SECONDS, READ_SECONDS, Answer, Wire

Read = TypeVar("Read")
Entered = TypeVar("Entered", EnteredAward, EnteredRegistration)

PAGE = 500
REFUSALS = {"clash": Clash, "out-of-order": OutOfOrder, "not-registered": NotRegistered}


class HttpRegistry:
    """The registry at an address, for one awarding body."""

    def __init__(
        self,
        url: str,
        *,
        body: str,
        token: str,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        base = f"{url.rstrip('/')}/api/v1/bodies/{quote(body, safe='')}"
        self._wire = Wire(base, token, connect=connect_seconds, read=read_seconds)

    def enrol(self, registration: Registered, *, key: str) -> Receipt:
        """Tell it of a registration; raises ``Unknown`` or ``Refused``."""
        told = words.payload(registration)
        answer = self._wire.ask("PUT", f"/registrations/{quote(key, safe='')}", told=told)
        held = _read(words.entered_registration, _taken(answer))
        _must_be_same((key, registration), (held.key, held.registration))
        return held.receipt

    def register(self, award: Award, *, key: str) -> Receipt:
        """Tell it of a result; raises ``Unknown`` or ``Refused``."""
        told, header = words.payload(award), {"Idempotency-Key": key}
        answer = self._wire.ask("POST", "/results", told=told, headers=header)
        held = _read(words.entered_award, _taken(answer))
        _must_be_same((key, award), (held.key, held.award))
        return held.receipt

    def look_up(self, key: str) -> Receipt | None:
        """The receipt for a key, or nothing when it never took it; raises ``Unknown``."""
        kind = "registrations" if key.startswith("registration-") else "results"
        answer = self._wire.ask("GET", f"/{kind}/{quote(key, safe='')}")
        if answer.status == HTTPStatus.NOT_FOUND and answer.said.get("type") == "no-such-key":
            return None
        said = _taken(answer)
        _must_be_same(key, said.get("key"))
        return _read(words.receipt, said)

    def entries_in(self, span: Span) -> Iterable[EnteredAward]:
        """The results of a slice, in the order of their keys; raises ``Unknown`` midway."""
        return in_order(self._walk("/results", words.entered_award, span), span)

    def registrations_in(self, span: Span) -> Iterable[EnteredRegistration]:
        """The registrations of a slice, in the order of their keys; raises ``Unknown`` midway."""
        walk = self._walk("/registrations", words.entered_registration, span)
        return in_order(walk, span)

    def _walk(
        self,
        path: str,
        read: Callable[[Mapping[str, Any]], Read],
        span: Span,
    ) -> Iterator[Read]:
        asked = {"limit": str(PAGE)} | _of(span)
        while True:
            page = _taken(self._wire.ask("GET", f"{path}?{urlencode(asked)}"))
            entries, following = _read(words.page, page)
            for entry in entries:
                yield _read(read, entry)
            if following is None:
                return
            asked["after"] = following


def in_order(entries: Iterable[Entered], span: Span) -> Iterator[Entered]:
    """The entries as they come, while they keep to the slice and its order; else ``Unknown``.

    A registry that pays no heed to what is asked would have every entry taken for a stray.
    """
    before, last = keys.place(span.after) or "", keys.place(span.upto)
    for entry in entries:
        at = keys.place(entry.key) or ""
        if at <= before or (last is not None and at > last):
            raise Unknown("The registry's list is not in the order that was asked for.")
        before = at
        yield entry


def _of(span: Span) -> dict[str, str]:
    ends = {"after": span.after, "upto": span.upto}
    return {name: key for name, key in ends.items() if key}


def _taken(answer: Answer) -> Mapping[str, Any]:
    """What it said when it took the thing; raises ``Refused`` when it did not."""
    if answer.status in {HTTPStatus.OK, HTTPStatus.CREATED}:
        return answer.said
    if answer.status < HTTPStatus.BAD_REQUEST:
        raise Unknown(f"The registry answered {answer.status}.")
    refusal = REFUSALS.get(str(answer.said.get("type")), Refused)
    detail = str(answer.said.get("detail") or f"The registry answered {answer.status}.")
    raise refusal(detail, title=str(answer.said.get("title") or ""))


def _read(read: Callable[[Mapping[str, Any]], Read], said: Mapping[str, Any]) -> Read:
    try:
        return read(said)
    except ValueError as error:
        raise Unknown(f"The registry's answer cannot be read: {error}.") from error


def _must_be_same(sent: object, held: object) -> None:
    if sent != held:
        raise WrongEcho("The registry answered with something else than was sent.")
