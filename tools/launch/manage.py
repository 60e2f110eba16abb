"""``./portal manage``: one management command against the installation that is kept."""

import json
import time
from pathlib import Path

from tools.launch import commands, environment, lock, place, processes, services
from tools.launch.say import give_up
from tools.launch.stack import ENVIRONMENT

PATIENCE = 60


def main(arguments: list[str]) -> int:
    """The exit code of the command; the services are started for it when nothing runs."""
    here = place.lasting()
    command = processes.portal_command(*arguments)
    for _ in range(PATIENCE):
        try:
            with lock.held(here.state):
                return _alone(here, command)
        except lock.AlreadyRunning:
            told = running(here.state)
            if told is not None:
                return commands.run(command, told)
        time.sleep(1)
    return give_up(f"{here.state} is held by a start that is not ready: wait, or stop it.")


def running(state: Path) -> dict[str, str] | None:
    """What the processes of the running installation were told, once they run."""
    try:
        told: dict[str, str] = json.loads((state / ENVIRONMENT).read_text())
    except FileNotFoundError:
        return None
    return told


def _alone(here: place.Place, command: list[str]) -> int:
    with services.up(here, environment.given(), lasting=True) as told:
        return commands.run(command, told)
