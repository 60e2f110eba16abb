"""The commands of the portal's own processes."""

import os
import sys
from pathlib import Path

from tools.launch.ports import Door

THREADS = 4
PROCESSES = 2


def server(application: str, door: Door, *, processes: int = PROCESSES) -> list[str]:
    """A web server for the application that answers on a door already open."""
    return [
        *(sys.executable, "-m", "gunicorn", application),
        *("--bind", f"fd://{door.socket.fileno()}"),
        *("--worker-class", "gthread"),
        *("--workers", str(processes), "--threads", str(THREADS)),
        *("--timeout", "120", "--graceful-timeout", "10"),
        *("--worker-tmp-dir", _memory()),
        "--no-control-socket",
        *("--access-logfile", "-"),
    ]


def worker() -> list[str]:
    """The Celery worker; it talks to no other worker, so it asks none when it boots."""
    return [
        *(sys.executable, "-m", "celery", "-A", "config", "worker"),
        *("--concurrency", str(PROCESSES), "--loglevel", "INFO"),
        *("--without-mingle", "--without-gossip"),
    ]


def beat(state: Path) -> list[str]:
    """Celery's clock, with its own notes kept in the state folder."""
    return [
        *(sys.executable, "-m", "celery", "-A", "config", "beat"),
        *("--schedule", str(state / "beat"), "--loglevel", "INFO"),
    ]


def portal_command(*arguments: str) -> list[str]:
    """One management command of the portal."""
    return [sys.executable, "manage.py", *arguments]


def registry_command(*arguments: str) -> list[str]:
    """One management command of the registry server."""
    return [sys.executable, "-m", "registry.server.manage", *arguments]


def _memory() -> str:
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp"  # noqa: S108 - gunicorn makes a private file in it
