"""Every address of the portal as its URL patterns say, and what comes back when one is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver


@dataclass(frozen=True)
class Address:
    """One URL pattern: its route, and what it is filled with by name."""

    route: str
    name: str
    converters: tuple[tuple[str, str], ...]

    @property
    def audience(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else ""

    @property
    def asks_for_rows(self) -> bool:
        return any(name not in ("body", "number") for name, _ in self.converters)

    def at(self, body: str, number: str, label: str, pk: int) -> str:
        """The address at a body and centre, with the label or number of somebody's rows."""
        filled = self.route
        for name, kind in self.converters:
            own = {"body": body, "number": number}.get(name)
            filled = filled.replace(
                f"<{kind}:{name}>" if kind else f"<{name}>",
                str(own or (pk if kind == "int" else label)),
            )
        return "/" + filled


def addresses(
    patterns: list[Any], route: str = "", name: str = "", converters: tuple = ()
) -> Iterator[Address]:
    """Every address below these patterns."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        found = converters + tuple(_converters(pattern))
        if isinstance(pattern, URLResolver):
            inside = f"{pattern.namespace}:" if pattern.namespace else name
            yield from addresses(pattern.url_patterns, here, inside, found)
        else:
            yield Address(here, name + (pattern.name or ""), found)


def _converters(pattern: URLPattern | URLResolver) -> Iterator[tuple[str, str]]:
    kinds = {"IntConverter": "int", "SlugConverter": "slug", "UUIDConverter": "uuid"}
    for name, converter in getattr(pattern.pattern, "converters", {}).items():
        kind = kinds.get(type(converter).__name__, "str")
        yield name, kind if f"<{kind}:{name}>" in str(pattern.pattern) else ""


@dataclass(frozen=True)
class Answer:
    """What came back at last: its status, where it came from, and everything that was sent."""

    status: int
    path: str
    sent: bytes


def asked(client: Client, method: str, where: str, given: Any = None) -> Answer:
    """Ask one thing, follow where it leads, and read the answer to its end."""
    send = client.get if method == "GET" else client.post
    return read(send(where, given or {}, follow=True))


def read(answer: Any) -> Answer:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    sent = body + str(answer.headers).encode()
    return Answer(answer.status_code, answer.request["PATH_INFO"], sent)
