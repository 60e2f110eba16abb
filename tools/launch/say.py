"""What the start tells the person in front of it: one line a step."""

import os
import sys
from typing import NoReturn


class CannotGoOn(Exception):
    """Raised with one sentence that says what stands in the way and what to do."""


def say(line: str = "") -> None:
    """Print one line at once; a reader who has gone away does not stop the servers."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def give_up(sentence: str) -> NoReturn:
    """Stop the start with a sentence."""
    raise CannotGoOn(sentence)
