"""One installation is run by one start at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

URL = "url"


class AlreadyRunning(Exception):
    """Raised when another start holds the installation."""


@contextmanager
def held(state: Path) -> Iterator[None]:
    """The installation is ours for as long as this lasts; the system frees it if we die."""
    descriptor = os.open(state / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise AlreadyRunning(where(state)) from busy
        yield
    finally:
        os.close(descriptor)


def where(state: Path) -> str:
    """The address the running portal answers on, or words that say it is still starting."""
    file = state / URL
    return file.read_text().strip() if file.exists() else "it is still starting, or just ending"
