"""The account that PostgreSQL and Valkey run as when the start itself is root.

PostgreSQL refuses to run as root, so root hands both servers to another
account; an ordinary user runs them as itself.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.launch.say import give_up


@dataclass(frozen=True)
class Account:
    """One account of the machine."""

    name: str
    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may pass through the folder, asked of the system itself."""
        asked = subprocess.run(
            ["test", "-x", str(folder)],
            user=self.uid,
            group=self.gid,
            extra_groups=[],
            cwd="/",
            check=False,
        )
        return asked.returncode == 0

    def take(self, folder: Path) -> None:
        """Give the folder and all in it to this account."""
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def for_servers() -> Account | None:
    """The account for the servers, or nothing when they run as whoever starts them."""
    if os.geteuid() != 0:
        return None
    wanted = os.environ.get("PORTAL_RUN_AS")
    for name in [wanted] if wanted else ["postgres", "nobody"]:
        found = _look_up(name)
        if found is not None:
            return found
    return give_up(
        "PostgreSQL does not run as root: set PORTAL_RUN_AS to an account of this machine."
    )


def _look_up(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid) if entry.pw_uid != 0 else None
