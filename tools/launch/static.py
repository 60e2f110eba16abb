"""Styles and scripts gathered for serving, again only when one of them has changed."""

import hashlib
import os
from pathlib import Path

from tools.launch import processes, tasks
from tools.launch.place import ROOT, Place

STAMP = "static-stamp"
INSTALLED = ROOT / ".venv" / "stamp"


def gather(place: Place, environment: dict[str, str]) -> None:
    """Collect every style, script, font and image under the name that its content gives it."""
    stamp = place.state / STAMP
    now = fingerprint([INSTALLED, *sources(ROOT)])
    if stamp.exists() and stamp.read_text() == now:
        return
    command = processes.portal_command("collectstatic", "--noinput", "--clear")
    tasks.run("static", command, place, environment)
    stamp.write_text(now)


def sources(root: Path) -> list[Path]:
    """Every file the portal serves as it is."""
    folders = [root / "static", *root.glob("*/static")]
    return sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())


def fingerprint(files: list[Path]) -> str:
    """Changes when one of the files is added, removed, renamed or written."""
    told = hashlib.sha256()
    for file in files:
        if file.exists():
            state = file.stat()
            told.update(os.fsencode(file))
            told.update(f" {state.st_size} {state.st_mtime_ns}\n".encode())
    return told.hexdigest()
