"""One question over HTTP, and its answer; whatever leaves the outcome open is ``Unknown``.

urllib3 and not httpx or requests: it is here already, beneath the storage library,
is typed, and lets us say each time-out and forbid its own retries and redirects.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from registry.protocol import Unknown

CONNECT_SECONDS = 2.0
READ_SECONDS = 5.0
LARGEST_ANSWER = 4 * 1024 * 1024
TRY_LATER = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose outcome is known: its status and its JSON object."""

    status: int
    said: Mapping[str, Any]


class Wire:
    """The line to one address, with one token."""

    def __init__(self, base: str, token: str, *, connect: float, read: float) -> None:
        self._base = base
        self._seconds = connect + read
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=connect, read=read), retries=False
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        told: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Put one question; raises ``Unknown`` when nobody can say what became of it."""
        try:
            status, given, body = self._exchange(method, path, told, headers or {})
        except HTTPError as error:
            raise Unknown(f"The registry gave no answer ({type(error).__name__}).") from error
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in TRY_LATER:
            wait = _seconds(given.get("Retry-After", ""))
            raise Unknown(f"The registry answered {status}.", wait=wait)
        return Answer(status, _object(body))

    def _exchange(
        self, method: str, path: str, told: object, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        by = time.monotonic() + self._seconds
        response = self._pool.request(
            method,
            self._base + path,
            json=told,
            headers={**self._headers, **headers},
            redirect=False,
            preload_content=False,
        )
        return response.status, response.headers, _body(response, by)


def _body(response: urllib3.BaseHTTPResponse, by: float) -> bytes:
    """The whole body, unless it has no end or drips in too slowly."""
    body = b""
    try:
        for chunk in response.stream(65536):
            body += chunk
            if len(body) > LARGEST_ANSWER or time.monotonic() > by:
                raise Unknown("The registry's answer was too long, or took too long.")
    finally:
        response.close()
    return body


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except ValueError as error:
        raise Unknown("The registry's answer is not JSON.") from error
    if not isinstance(said, dict):
        raise Unknown("The registry's answer is not an object.")
    return said


def _seconds(given: str) -> timedelta | None:
    """How long it asks us to wait, a day at most."""
    return timedelta(seconds=min(int(given), 86400)) if given.isdecimal() else None
