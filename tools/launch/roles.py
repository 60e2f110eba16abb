"""Make the roles and databases of ``roles.sql`` on the PostgreSQL we started."""

import os
import subprocess
from pathlib import Path

from tools.launch.keys import Keys
from tools.launch.place import Place
from tools.launch.say import give_up

STATEMENTS = Path(__file__).with_name("roles.sql")


def make(programs: Path, place: Place, keys: Keys) -> None:
    """Run the statements as superuser; what is there already stays."""
    _psql(programs, place, keys, "-f", str(STATEMENTS))


def drop_databases(programs: Path, place: Place, keys: Keys) -> None:
    """Take both databases away with all that is in them."""
    for name in ("portal", "registry"):
        _psql(programs, place, keys, "-c", f"DROP DATABASE IF EXISTS {name}")


def _psql(programs: Path, place: Place, keys: Keys, *asked: str) -> None:
    done = subprocess.run(
        [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *asked],
        env={
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "PGHOST": str(place.sockets),
            "PGUSER": "postgres",
            "PGPASSWORD": keys["postgres"],
            "PGDATABASE": "postgres",
            "PGCLIENTENCODING": "UTF8",
            "PORTAL_OWNER_PASSWORD": keys["portal_owner"],
            "PORTAL_APP_PASSWORD": keys["portal_app"],
            "REGISTRY_OWNER_PASSWORD": keys["registry_owner"],
            "REGISTRY_APP_PASSWORD": keys["registry_app"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        give_up(f"PostgreSQL refused to prepare its roles and databases: {done.stderr.strip()}")
