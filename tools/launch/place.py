"""Where an installation keeps its state, and how it is moved when it must be.

Everything lies in one state folder.  Only the servers' data and sockets may
lie elsewhere: their data where their account cannot enter the state folder,
their sockets where the path would be longer than a socket address can be.
"""

import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.launch.accounts import Account, for_servers
from tools.launch.say import give_up

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path("/var/lib/portal")
WHERE = "where"
# The system's limit is 107 bytes for the whole path; the longest name inside takes 15.
LONGEST_SOCKET_FOLDER = 85


@dataclass(frozen=True)
class Place:
    """The folders of one installation."""

    state: Path
    servers: Path
    sockets: Path
    account: Account | None

    @property
    def logs(self) -> Path:
        """The folder with one log for each process."""
        return self.state / "log"

    @property
    def pids(self) -> Path:
        """The folder with one pid file for each process."""
        return self.state / "run"

    def remove(self) -> None:
        """Take everything away; only for an installation that was meant to pass."""
        for folder in (self.sockets, self.servers, self.state):
            shutil.rmtree(folder, ignore_errors=True)


def lasting() -> Place:
    """The installation that ``./portal run`` keeps from one start to the next."""
    return make(Path(os.environ.get("PORTAL_DATA") or ROOT / ".portal").absolute())


def passing() -> Place:
    """A new installation for one test run, removed when it ends."""
    return make(Path(tempfile.mkdtemp(prefix="portal-")))


def make(state: Path) -> Place:
    """The place for a state folder, with every folder in it made."""
    account = for_servers()
    try:
        state.mkdir(parents=True, exist_ok=True)
        state.chmod(0o711 if account else 0o700)
    except PermissionError:
        give_up(f"{state} belongs to another account: set PORTAL_DATA to a folder of your own.")
    servers = servers_folder(state, account)
    place = Place(state, servers, socket_folder(servers), account)
    for folder in (place.logs, place.pids):
        folder.mkdir(mode=0o700, exist_ok=True)
    for folder in (place.servers, place.sockets):
        make_private(folder, account)
    return place


def servers_folder(state: Path, account: Account | None) -> Path:
    """Where the servers keep their data: in the state folder, or where it says they do.

    Data found in the other place without being named here is of an installation that was
    removed; it is left alone, and this one takes another name.
    """
    if account is None or account.can_enter(state):
        return state / "servers"
    where = state / WHERE
    if not where.exists():
        SHARED.mkdir(mode=0o711, parents=True, exist_ok=True)
        folder = SHARED / fingerprint(state)
        if folder.exists():
            folder = SHARED / f"{folder.name}-{secrets.token_hex(2)}"
        where.write_text(f"{folder}\n")
    return Path(where.read_text().strip())


def socket_folder(servers: Path) -> Path:
    """Where the servers put their sockets: beside their data, or under a short name."""
    beside = servers / "socket"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        return beside
    return Path(tempfile.gettempdir()) / f"portal-{fingerprint(servers)}"


def fingerprint(path: Path) -> str:
    """Eight letters that stand for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def make_private(folder: Path, account: Account | None) -> None:
    """Make a folder for the servers alone; one that a stranger made in our place is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = account.uid if account else os.geteuid()
    there = folder.lstat()
    if not stat.S_ISDIR(there.st_mode) or there.st_uid not in (owner, os.geteuid()):
        give_up(f"{folder} belongs to another account: remove it, or set PORTAL_DATA.")
    if account and there.st_uid != owner:
        account.take(folder)
    folder.chmod(0o700)
