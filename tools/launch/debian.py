"""System packages that are missing: installed as root, or unpacked where nobody else is touched.

The unpacked form needs no right at all: an ``apt`` state of our own says what
is missing, fetches it, and the files are reached through the environment.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

Environment = dict[str, str]


def can_install() -> bool:
    """Whether this is a Debian or an Ubuntu and we are its root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str], log: Path) -> bool:
    """Install the packages for the whole machine; whether that worked."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    ask = ["apt-get", "-q", "-y", "install", "--no-install-recommends", *packages]
    return any(
        all(_ran(command, log, quiet) for command in commands)
        for commands in ([ask], [["apt-get", "-q", "update"], ask])
    )


def unpack(packages: Sequence[str], name: str, log: Path) -> Path | None:
    """The folder with the packages and all they miss here, unpacked once; or nothing."""
    target = Path(sys.prefix) / "debian" / name
    if target.exists():
        return target
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    store = target.with_name(f"{name}.{os.getpid()}")
    files = store / "files"
    for folder in ("state/lists/partial", "cache/archives/partial", "fetched", "files"):
        (store / folder).mkdir(parents=True, exist_ok=True)
    try:
        if not _fetch(packages, store, log):
            return None
        for package in sorted((store / "fetched").glob("*.deb")):
            if not _ran(["dpkg-deb", "-x", str(package), str(files)], log):
                return None
        files.rename(target)
    finally:
        shutil.rmtree(store, ignore_errors=True)
    return target


def library_folders(unpacked: Path) -> list[Path]:
    """The folders with shared libraries in it."""
    found = {library.parent for library in unpacked.glob("**/lib*.so*") if library.is_file()}
    return sorted(folder for folder in found if "lib" in folder.parts)


def with_libraries(environment: Environment, unpacked: Path) -> Environment:
    """The environment in which programs find the unpacked libraries after the system's own."""
    folders = [str(folder) for folder in library_folders(unpacked)]
    before = environment.get("LD_LIBRARY_PATH")
    return {**environment, "LD_LIBRARY_PATH": ":".join([*folders, *([before] if before else [])])}


def _fetch(packages: Sequence[str], store: Path, log: Path) -> bool:
    apt = ["apt-get", "-q", "-o", f"Dir::State={store}/state", "-o", f"Dir::Cache={store}/cache"]
    apt += ["-o", "Dir::State::status=/var/lib/dpkg/status", "-o", "Debug::NoLocking=1"]
    apt += ["-o", "APT::Sandbox::User="]
    if not _ran([*apt, "update"], log):
        return False
    asked = [*apt, "-s", "install", "--no-install-recommends", *packages]
    simulated = subprocess.run(asked, capture_output=True, text=True, check=False)
    names = missing(simulated.stdout)
    return bool(names) and _ran([*apt, "download", *names], log, cwd=store / "fetched")


def missing(simulation: str) -> list[str]:
    """The packages that ``apt-get -s install`` says it would put in."""
    return [line.split()[1] for line in simulation.splitlines() if line.startswith("Inst ")]


def _ran(
    command: Sequence[str],
    log: Path,
    environment: Environment | None = None,
    cwd: Path | None = None,
) -> bool:
    with log.open("ab") as out:
        done = subprocess.run(
            command, env=environment, cwd=cwd, stdout=out, stderr=out, check=False
        )
    return done.returncode == 0
