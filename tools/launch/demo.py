"""The demo data of the first start, and the table of who can sign in to it."""

import json
from typing import Any
from urllib.parse import urlsplit

from tools.launch import processes, tasks
from tools.launch.keys import write_private
from tools.launch.place import Place

TOLD = "people.json"
COLUMNS = ("email", "password", "role", "tries")


def is_first(place: Place) -> bool:
    """Whether no start has yet filled this installation."""
    return not (place.state / TOLD).exists()


def seed(place: Place, environment: dict[str, str]) -> None:
    """Fill the installation through the product's own operations, and keep what it told."""
    tasks.run(
        "seed_registry", processes.registry_command("seed_registry_demo"), place, environment
    )
    command = processes.portal_command("seed_demo", "--json")
    write_private(place.state / TOLD, tasks.run("seed_demo", command, place, environment))


def people(place: Place, environment: dict[str, str]) -> list[str]:
    """The table to print when the portal is ready."""
    told = json.loads((place.state / TOLD).read_text())
    return [*table(told["people"]), "", registry(told["registry"], environment["REGISTRY_URL"])]


def table(rows: list[dict[str, Any]]) -> list[str]:
    """One line a person, in columns under their names."""
    lines = [COLUMNS, *(tuple(str(row[name]) for name in COLUMNS) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def registry(told: dict[str, str], url: str) -> str:
    """How to look at the registry's own page, at the address it has today."""
    return f"Registry: {url}{urlsplit(told['address']).path}  {told['user']}  {told['password']}"
