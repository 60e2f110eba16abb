"""One line on the screen for each step of the start, with how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tools.launch.say import say

WIDTH = 46


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Say what is being done, then that it is done; a failure ends the line and goes on up."""
    begun = time.monotonic()
    if sys.stdout.isatty():
        sys.stdout.write(f"  {sentence:<{WIDTH}}\r")
        sys.stdout.flush()
    try:
        yield
    except BaseException:
        say(f"  {sentence:<{WIDTH}} not done")
        raise
    say(f"  {sentence:<{WIDTH}} {time.monotonic() - begun:5.1f} s")
