"""``./portal test``: the tests, on real servers started for them alone."""

import os

from tools.launch import chromium, commands, pango, services

PROCESSES = 2
#: No test speaks to a server it did not start itself: nobody answers on the discard port.
NOBODY = {"PORTAL_ORIGIN": "http://localhost:8000", "REGISTRY_URL": "http://127.0.0.1:9"}


def main(arguments: list[str]) -> int:
    """The exit code of pytest, whose own summary is the last thing said."""
    with services.for_a_while() as (place, environment):
        told = chromium.provided(pango.provided(environment | NOBODY, place), place)
        return commands.run(commands.python("-m", "pytest", *pytest_arguments(arguments)), told)


def around(command: list[str]) -> int:
    """The exit code of a command that is given what the tests are given."""
    with services.for_a_while() as (_, environment):
        return commands.run(command, environment | NOBODY)


def pytest_arguments(given: list[str]) -> list[str]:
    """What pytest is asked: as given, on two processes unless a number is given."""
    if any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in given):
        return given
    return ["-n", str(min(PROCESSES, os.cpu_count() or 1)), *given]
