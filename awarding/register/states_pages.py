"""``docs/states/``: each state machine as a drawing and as its table."""

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module

from awarding.kernel.machines import Machine


def page(where: str, machine: Machine) -> str:
    """Return the page of one machine."""
    return "\n".join(_lines(where, machine))


def _lines(where: str, machine: Machine) -> Iterator[str]:
    yield f"# {machine.name.capitalize()}\n"
    yield f"Written by `./portal docs` from `{where}`; do not edit it.\n"
    yield f"{_about(where, machine)}\n"
    yield f"It begins as *{_words(machine.start)}* and ends as {_ends(machine)}.\n"
    yield f"```mermaid\n{machine.mermaid()}\n```\n"
    yield "| Move | From | To |\n|---|---|---|"
    for line in machine.moves:
        sources = ", ".join(_words(source) for source in line.sources)
        yield f"| {_words(line.name)} | {sources} | {_words(line.to)} |"
    yield ""


def _about(where: str, machine: Machine) -> str:
    """Return what the code says of these states."""
    named = vars(import_module(where.rpartition(".")[0])).values()
    kinds = [one for one in named if isinstance(one, type) and issubclass(one, StrEnum)]
    about = next(kind for kind in kinds if set(kind) == set(machine.states()))
    return (about.__doc__ or "").partition("\n")[0]


def _ends(machine: Machine) -> str:
    return " or ".join(f"*{_words(state)}*" for state in machine.final())


def _words(name: str) -> str:
    return name.replace("_", " ")
