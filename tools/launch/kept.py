"""Which processes are started again when they end by themselves, and how often."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tools.launch.children import Child, Children
from tools.launch.say import say

# What the portal can do without for a moment: rows wait for them.
AGAIN = ("registry", "worker", "beat")
MOST = 3
WINDOW = 60.0


@dataclass
class Kept:
    """The installation's processes after the start, and when each was started again."""

    children: Children
    now: Callable[[], float] = time.monotonic
    begun: dict[str, list[float]] = field(default_factory=dict)
    resting: set[str] = field(default_factory=set)

    def look(self) -> Child | None:
        """Start again what has ended; gives a process without which nothing goes on."""
        for child in self.children.ended():
            if child.name not in AGAIN:
                return child
            self._start_again(child)
        return None

    def _start_again(self, child: Child) -> None:
        name, now = child.name, self.now()
        recent = [then for then in self.begun.get(name, []) if now - then < WINDOW]
        if len(recent) >= MOST:
            self._rest(child)
            return
        self.begun[name] = [*recent, now]
        self.resting.discard(name)
        before = child.log.with_suffix(".log.before")
        self.children.start_again(child)
        say(f"{name} had ended and was started again: see {before}.")

    def _rest(self, child: Child) -> None:
        """Say once that it waits; what it began must not run on meanwhile."""
        if child.name not in self.resting:
            child.stop()
            self.resting.add(child.name)
            say(f"{child.name} ended {MOST + 1} times within a minute and waits: see {child.log}.")
