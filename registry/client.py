"""A registry reached over HTTP."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from registry import words
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
    Unknown,
    WrongEcho,
)
from registry.wire import CONNECT_SECONDS, READ_SECONDS, Answer, Wire

Read = TypeVar("Read")

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

    def entries(self, since: datetime | None = None) -> Iterable[EnteredAward]:
        """Every version of every result it holds, oldest first; raises ``Unknown`` midway."""
        return self._walk("/results", words.entered_award, since)

    def registrations(self, since: datetime | None = None) -> Iterable[EnteredRegistration]:
        """Every registration it holds, oldest first; raises ``Unknown`` midway."""
        return self._walk("/registrations", words.entered_registration, since)

    def _walk(
        self, path: str, read: Callable[[Mapping[str, Any]], Read], since: datetime | None
    ) -> Iterator[Read]:
        asked = {"limit": str(PAGE)} | ({"since": since.isoformat()} if since else {})
        while True:
            page = _taken(self._wire.ask("GET", f"{path}?{urlencode(asked)}"))
            entries, following = _read(words.page, page)
            for entry in entries:
                yield _read(read, entry)
            if following is None:
                return
            asked["cursor"] = following


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
