"""The demo data of the first start, and the table of who can sign in to it."""

import json
from typing import Any
from urllib.parse import urlsplit

from tools.launch import processes, tasks
from tools.launch.keys import write_private
from tools.launch.place import Place

TOLD = "people.json"
BEGUN = "demo-begun"
COLUMNS = ("email", "password", "role", "tries")
ROLES_SHOWN = 2


def is_first(place: Place) -> bool:
    """Whether no start has yet filled this installation."""
    return not (place.state / TOLD).exists()


def was_broken_off(place: Place) -> bool:
    """Whether a first start ended while it filled the installation, before anyone used it."""
    return (place.state / BEGUN).exists() and is_first(place)


def seed(place: Place, environment: dict[str, str]) -> None:
    """Fill the installation through the product's own operations, and keep what it told."""
    (place.state / BEGUN).touch()
    tasks.run(
        "seed_registry", processes.registry_command("seed_registry_demo"), place, environment
    )
    command = processes.portal_command("seed_demo", "--json")
    write_private(place.state / TOLD, tasks.run("seed_demo", command, place, environment))
    (place.state / BEGUN).unlink()


def people(place: Place, environment: dict[str, str]) -> list[str]:
    """The table to print when the portal is ready."""
    told = json.loads((place.state / TOLD).read_text())
    return [*table(told["people"]), "", registry(told["registry"], environment["REGISTRY_URL"])]


def table(rows: list[dict[str, Any]]) -> list[str]:
    """One line a person, in columns under their names."""
    shown = [{**row, "role": shortened(row["role"])} for row in rows]
    lines = [COLUMNS, *(tuple(str(row[name]) for name in COLUMNS) for row in shown)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def shortened(roles: str) -> str:
    """The roles of one person, or the first and how many more, so that a line stays a line."""
    first, *more = roles.split(", ")
    return roles if len(more) < ROLES_SHOWN else f"{first} and {len(more)} more"


def registry(told: dict[str, str], url: str) -> str:
    """How to look at the registry's own page, at the address it has today."""
    return f"Registry: {url}{urlsplit(told['address']).path}  {told['user']}  {told['password']}"
