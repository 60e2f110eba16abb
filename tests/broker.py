"""A broker of one test process alone, and a real worker on it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FIRST = 4  # the databases below are the product's own


@dataclass(frozen=True)
class Broker:
    """One database of the Valkey, which no other test process uses."""

    url: str

    def waiting(self) -> int:
        """How many tasks no worker has taken."""
        return self._ask("llen", "celery")

    def flush(self) -> None:
        """Lose everything, as a cache flushed by mistake does."""
        self._ask("flushdb")

    def _ask(self, command: str, *given: str) -> int:
        with current_app.connection_for_write() as broker:
            return getattr(broker.default_channel.client, command)(*given)


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch, worker_id: str) -> Broker:
    """An empty broker of this process's own."""
    number = FIRST + int(re.sub(r"\D", "", worker_id) or 0)
    url = re.sub(r"(virtual_host=|/)\d+$", rf"\g<1>{number}", current_app.conf.broker_url)
    monkeypatch.setattr(current_app.conf, "broker_write_url", url)
    own = Broker(url)
    own.flush()
    return own


@dataclass
class Worker:
    """A running Celery worker with its children."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End parent and children at once, as an out-of-memory killer or a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


@contextmanager
def working(broker: Broker, log: Path, **told: str) -> Iterator[Worker]:
    """A worker on the test's own database and broker; it is gone at the end."""
    database = connection.settings_dict["NAME"]
    given = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    with log.open("ab") as out:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "config", "worker"),
                *("--concurrency", "2", "--without-mingle", "--without-gossip"),
                *("--without-heartbeat", "--loglevel", "INFO"),
            ],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": given, "REDIS_URL": broker.url, **told},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    worker = Worker(process, log)
    try:
        await_that(lambda: "ready." in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield worker
    finally:
        if process.poll() is None:
            worker.kill()


def await_that(true, seconds: float = 60) -> None:
    """Wait until something is so; fail if it is not in time."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.05)
