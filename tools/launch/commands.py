"""Commands that run in the foreground for the person who asked for them."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from signal import SIGTERM

from tools.launch import signals
from tools.launch.children import ends_with_us
from tools.launch.place import ROOT

PATIENCE = 15


def run(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Run a command in the repository, on this terminal; gives its exit code."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=dict(environment),
        preexec_fn=ends_with_us(SIGTERM),  # noqa: PLW1509 - no thread is ever started
    )
    try:
        return process.wait()
    finally:
        with signals.ignored():
            _end(process)


def python(*arguments: str) -> list[str]:
    """A command of this environment's Python."""
    return [sys.executable, *arguments]


def _end(process: subprocess.Popen[bytes]) -> None:
    """On Ctrl-C the terminal has told the command too: let it finish what it says."""
    if process.poll() is None:
        process.send_signal(SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
