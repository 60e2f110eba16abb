"""Commands of the start that run to their end, each with its output in a log."""

import subprocess
from collections.abc import Sequence
from signal import SIGTERM

from tools.launch.children import ends_with_us
from tools.launch.place import ROOT, Place
from tools.launch.say import give_up

LAST_LINES = 15


def run(name: str, command: Sequence[str], place: Place, environment: dict[str, str]) -> str:
    """What the command printed; one that fails stops the start and shows its last lines."""
    log = place.logs / f"{name}.log"
    with log.open("wb") as out:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=out,
            preexec_fn=ends_with_us(SIGTERM),  # noqa: PLW1509 - no thread is ever started
            text=True,
            check=False,
        )
    with log.open("a") as out:
        out.write(done.stdout)
    if done.returncode != 0:
        lines = log.read_text().splitlines()[-LAST_LINES:]
        give_up("\n".join([f"{name} did not succeed; {log} ends:", *lines]))
    return done.stdout
