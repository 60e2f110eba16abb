"""A PostgreSQL of our own: made once, run in the foreground, reached by its socket only."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg2

from tools.launch import binaries
from tools.launch.children import Children
from tools.launch.keys import Keys, write_private
from tools.launch.place import Place
from tools.launch.say import give_up

NOTHING_LASTS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# The first version with a locale provider of its own, which needs no locale of the system.
BUILTIN_LOCALE = 17


def start(children: Children, keys: Keys, *, lasting: bool) -> Path:
    """Start the server, making its data first if there is none; gives its programs' folder."""
    place = children.place
    programs = binaries.postgres(place.account)
    version = binaries.major(programs)
    data = place.servers / f"pg{version}"
    _refuse_other_versions(place, version)
    if not data.exists():
        _make(data, programs, version, keys, place, lasting=lasting)
    settings = ["listen_addresses=", f"unix_socket_directories={place.sockets}"]
    settings += () if lasting else NOTHING_LASTS
    options = [part for setting in settings for part in ("-c", setting)]
    child = children.start(
        "postgres",
        [programs / "postgres", "-D", data, *options],
        environment=_environment(),
        account=place.account,
        stop_signal=signal.SIGINT,
    )
    children.wait_for(child, lambda: answers(place, keys))
    return programs


def answers(place: Place, keys: Keys) -> bool:
    """Whether the server takes connections."""
    try:
        psycopg2.connect(
            host=str(place.sockets), user="postgres", password=keys["postgres"], dbname="postgres"
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


def locale_options(version: int) -> list[str]:
    """How initdb of this version is told to compare text by code point in UTF-8."""
    if version >= BUILTIN_LOCALE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _refuse_other_versions(place: Place, version: int) -> None:
    for other in place.servers.glob("pg[0-9][0-9]"):
        if other.name != f"pg{version}":
            give_up(
                f"The data in {other} was written by PostgreSQL {other.name[2:]} and this is "
                f"{version}: set PORTAL_PG_BIN to the programs of {other.name[2:]}, dump the "
                "databases, and restore them here."
            )


def _make(
    data: Path, programs: Path, version: int, keys: Keys, place: Place, *, lasting: bool
) -> None:
    """Make the data in a folder beside and rename it, so a broken start leaves none."""
    new = data.with_name("pg.new")
    shutil.rmtree(new, ignore_errors=True)
    password = place.servers / "password"
    write_private(password, keys["postgres"])
    if place.account:
        os.chown(password, place.account.uid, place.account.gid)
    command = [str(programs / "initdb"), "-D", str(new), "-U", "postgres", "-A", "scram-sha-256"]
    command += [f"--pwfile={password}", "-E", "UTF8", "--no-instructions"]
    command += locale_options(version) + ([] if lasting else ["--no-sync"])
    made = subprocess.run(
        command,
        cwd="/",
        env=_environment(),
        user=place.account.uid if place.account else None,
        group=place.account.gid if place.account else None,
        extra_groups=[] if place.account else None,
        capture_output=True,
        text=True,
        check=False,
    )
    password.unlink()
    (place.logs / "initdb.log").write_text(made.stdout + made.stderr)
    if made.returncode != 0:
        give_up(f"PostgreSQL could not make its data: see {place.logs / 'initdb.log'}.")
    new.rename(data)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
