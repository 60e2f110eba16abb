"""The registry server as a process of its own, on a database of its own, for tests."""

import hashlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

from registry.client import HttpRegistry

ROOT = Path(__file__).resolve().parents[2]
TABLES = ["orchard_registration", "orchard_resultentry", "orchard_turnedaway"]


@dataclass(frozen=True)
class RegistryDatabase:
    """A migrated database: its address for each role, and what the server is told."""

    environment: dict[str, str]

    @property
    def token(self) -> str:
        return self.environment["REGISTRY_TOKEN"]

    @contextmanager
    def as_owner(self):
        """A cursor of the role that migrates; what it did is kept."""
        with _connected(self.environment["REGISTRY_DATABASE_OWNER_URL"]) as cursor:
            yield cursor

    @contextmanager
    def as_app(self):
        """A cursor of the role that serves; what it did is kept."""
        with _connected(self.environment["REGISTRY_DATABASE_URL"]) as cursor:
            yield cursor

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What the serving role reads."""
        with self.as_app() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def admit(self, slug: str, token: str) -> None:
        """Let one more body in."""
        hashed = hashlib.sha256(token.encode()).hexdigest()
        with self.as_owner() as cursor:
            cursor.execute(
                "INSERT INTO orchard_client (slug, name, token_hash) VALUES (%s, %s, %s)",
                [slug, slug, hashed],
            )

    def empty(self) -> None:
        """Take everything entered out again, which only the owner of the tables can."""
        with self.as_owner() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
            cursor.execute(f"TRUNCATE {', '.join(TABLES)}")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only")


@dataclass(frozen=True)
class RegistryServer:
    """A running server; ``token`` opens it for the demo's two bodies."""

    url: str
    database: RegistryDatabase
    log: Path
    pid: int

    @property
    def token(self) -> str:
        return self.database.token

    def for_body(self, slug: str, **seconds: float) -> HttpRegistry:
        return HttpRegistry(self.url, body=slug, token=self.token, **seconds)

    def for_new_body(self, **seconds: float) -> HttpRegistry:
        """A client for a body that no other test knows."""
        slug, token = f"body-{secrets.token_hex(6)}", secrets.token_hex(16)
        self.database.admit(slug, token)
        return HttpRegistry(self.url, body=slug, token=token, **seconds)

    def fail(self, *faults: str) -> None:
        """Meet the next questions with these faults (only where ``faults.py`` serves)."""
        asked = urllib.request.Request(
            f"{self.url}/faults", data=json.dumps(faults).encode(), method="PUT"
        )
        urllib.request.urlopen(asked, timeout=5).close()


@contextmanager
def made_database(name: str) -> Iterator[RegistryDatabase]:
    """A database of this name, made and migrated by the owner, and dropped at the end."""
    given = {key: os.environ[key] for key in os.environ if key.startswith("REGISTRY_DATABASE")}
    with _autocommitting(given["REGISTRY_DATABASE_OWNER_URL"]) as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    told = {key: urlsplit(url)._replace(path=f"/{name}").geturl() for key, url in given.items()}
    told |= {
        "REGISTRY_SECRET_KEY": secrets.token_hex(32),
        "REGISTRY_TOKEN": secrets.token_hex(16),
        "PORTAL_DEMO": "1",
    }
    try:
        manage(told, "migrate", "--database", "owner", "--verbosity", "0")
        manage(told, "seed_registry_demo")
        yield RegistryDatabase(told)
    finally:
        with _autocommitting(given["REGISTRY_DATABASE_OWNER_URL"]) as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {} (FORCE)").format(sql.Identifier(name)))


@contextmanager
def serving(
    database: RegistryDatabase, log: Path, application: str = "registry.server.wsgi"
) -> Iterator[RegistryServer]:
    """The server as a process on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as door, log.open("wb") as out:
        os.set_inheritable(door.fileno(), True)
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", application),
                *("--bind", f"fd://{door.fileno()}", "--no-control-socket"),
                *("--workers", "1", "--worker-class", "gthread", "--threads", "8"),
            ],
            cwd=ROOT,
            env={**os.environ, **database.environment},
            pass_fds=[door.fileno()],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        try:
            _wait_for(url, process, log)
            yield RegistryServer(url, database, log, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def manage(environment: dict[str, str], *command: str) -> str:
    """What one command of the registry says; one that fails shows its reason."""
    done = subprocess.run(
        [sys.executable, "-m", "registry.server.manage", *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/health/", timeout=5).close()
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The registry did not start:\n{log.read_text()}")


@contextmanager
def _autocommitting(url: str):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


@contextmanager
def _connected(url: str):
    connection = psycopg2.connect(url)
    try:
        with connection:
            yield connection.cursor()
    finally:
        connection.close()
