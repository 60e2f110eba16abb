"""Ctrl-C and TERM both mean: stop everything in order."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def listen() -> None:
    """From now on a request to stop ends whatever the start is doing."""
    for number in STOPS:
        signal.signal(number, _stop)


@contextmanager
def ignored() -> Iterator[None]:
    """While this lasts a second Ctrl-C does not break off the first one's work."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
