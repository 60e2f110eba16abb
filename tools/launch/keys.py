"""The passwords and keys of one installation, made once and kept to its owner."""

import json
import os
import secrets
from pathlib import Path

from registry.server.demo import BODIES

NAMES = (
    "postgres",
    "portal_owner",
    "portal_app",
    "registry_owner",
    "registry_app",
    "valkey",
    "secret_key",
    "registry_secret_key",
    "registry_token",
)

Keys = dict[str, str]


def kept_in(state: Path) -> Keys:
    """The keys of the installation, each made the first time it is asked for."""
    file = state / "secrets.json"
    keys: Keys = json.loads(file.read_text()) if file.exists() else {}
    missing = [name for name in NAMES if name not in keys]
    if missing:
        keys |= {name: _made(name) for name in missing}
        write_private(file, json.dumps(keys, indent=1))
    return keys


def _made(name: str) -> str:
    """A new key; the registry's names one token for each body, which opens no other's books."""
    if name != "registry_token":
        return secrets.token_hex(32)
    return ",".join(f"{slug}={secrets.token_hex(32)}" for slug in BODIES)


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    new.replace(file)
