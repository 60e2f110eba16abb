"""A whole installation for a test: ``./portal run`` on a free port, with its demo, and its end."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.launch import environment

ROOT = Path(__file__).resolve().parents[2]
#: What the tests themselves are told, and an installation of its own must not be.
OF_THE_TESTS = {
    "ANCHOR_DIR",
    "DJANGO_SETTINGS_MODULE",
    "FILES_DIR",
    "MAIL_DIR",
    "PORTAL_ORIGIN",
    "SECRET_KEY",
    "STATIC_ROOT",
}
LONGEST_START = 420  # seconds a first start may take on a busy machine


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the portal and the registry answer, and who can sign in."""

    url: str
    registry: str
    state: Path
    people: dict[str, str]
    keeper: tuple[str, str]


@contextmanager
def running() -> Iterator[Installation]:
    """Start the portal as the README says, wait until it is ready, and stop it as Ctrl-C does."""
    with tempfile.TemporaryDirectory(prefix="portal-journey-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL runs as another account where we are root
        state, said = Path(folder) / "state", Path(folder) / "said"
        told = environment.without_services(dict(os.environ))
        told = {name: value for name, value in told.items() if name not in OF_THE_TESTS}
        with said.open("w") as out:
            child = subprocess.Popen(
                [str(ROOT / "portal"), "run"],
                env=told | {"PORT": "0", "PORTAL_DATA": str(state)},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield _ready(child, state, said)
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(timeout=90)


def _ready(child: subprocess.Popen[bytes], state: Path, said: Path) -> Installation:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and child.poll() is None:
        words = said.read_text()
        if "Ctrl-C stops everything" in words:
            told = json.loads((state / "people.json").read_text())
            return Installation(
                url=re.search(r"Ready: (\S+)", words)[1],
                registry=re.search(r"Registry: (\S+)", words)[1],
                state=state,
                people={one["email"]: one["password"] for one in told["people"]},
                keeper=(told["registry"]["user"], told["registry"]["password"]),
            )
        time.sleep(0.5)
    raise AssertionError(f"The portal did not become ready:\n{said.read_text()}")
