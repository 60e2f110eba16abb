"""Telling many tales at once in order of time, as they would have happened."""

from collections.abc import Generator, Iterable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar

from assessments.demo import story_clock

Told = TypeVar("Told")

#: One tale: it yields the moment at which it goes on, and does what happens then.
Tale = Generator[datetime, None, Told]


def tell(tales: Iterable[Tale[Any]]) -> None:
    """Go through every tale, one step at a time, the earliest next.

    Numbers and references then follow the days, as they do in service.
    """
    order = count()
    waiting: list[tuple[datetime, int, Tale[Any]]] = []
    for tale in tales:
        _wait(waiting, order, tale)
    while waiting:
        moment, _, tale = heappop(waiting)
        story_clock.tell(moment)
        _wait(waiting, order, tale)


def _wait(
    waiting: list[tuple[datetime, int, Tale[Any]]], order: Iterable[int], tale: Tale[Any]
) -> None:
    """Take the tale's next step, and put it back at the moment of the one after."""
    moment = next(tale, None)
    if moment is not None:
        heappush(waiting, (moment, next(iter(order)), tale))
