"""``./portal test``: the tests, on real servers started for them alone."""

import os

from tools.launch import commands, services

PROCESSES = 2
NOBODY_LISTENS = "http://127.0.0.1:9"


def main(arguments: list[str]) -> int:
    """The exit code of pytest, whose own summary is the last thing said."""
    with services.for_a_while() as (_, environment):
        told = environment | {
            "PORTAL_ORIGIN": "http://localhost:8000",
            "REGISTRY_URL": NOBODY_LISTENS,
        }
        return commands.run(commands.python("-m", "pytest", *pytest_arguments(arguments)), told)


def pytest_arguments(given: list[str]) -> list[str]:
    """What pytest is asked: as given, on two processes unless a number is given."""
    if any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in given):
        return given
    return ["-n", str(min(PROCESSES, os.cpu_count() or 1)), *given]
