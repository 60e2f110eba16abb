"""``./portal run``: everything up, in order, until it is told to stop."""

import shutil
import time

from tools.launch import lock, place, signals
from tools.launch.children import Children
from tools.launch.kept import Kept
from tools.launch.say import give_up, say
from tools.launch.stack import Stack

ROOM = 500_000_000


def main(arguments: list[str]) -> int:
    """Run the portal; gives 0 when it was stopped by hand and 1 when something broke."""
    if arguments:
        give_up("./portal run takes nothing more: settings come from the environment.")
    here = place.lasting()
    _refuse_a_full_disk(here)
    try:
        with lock.held(here.state):
            return _run(Stack(Children(here)))
    except lock.AlreadyRunning as where:
        say(f"already running: {where}")
        return 1


def _run(stack: Stack) -> int:
    try:
        stack.start()
        return _watch(stack.children)
    except KeyboardInterrupt:
        return 0
    finally:
        with signals.ignored():
            say("Stopping.")
            stack.stop()


def _watch(children: Children) -> int:
    """Keep up what can be kept; return when something else has ended by itself."""
    kept = Kept(children)
    while True:
        ended = kept.look()
        if ended:
            say(f"{ended.name} has ended, so everything stops: see {ended.log}.")
            return 1
        time.sleep(0.5)


def _refuse_a_full_disk(here: place.Place) -> None:
    free = min(shutil.disk_usage(folder).free for folder in (here.state, here.servers))
    if free < ROOM:
        give_up(
            f"Only {free // 1_000_000} MB are free where {here.state} lies: make room for "
            f"{ROOM // 1_000_000} MB, or set PORTAL_DATA to a folder on another disk."
        )
