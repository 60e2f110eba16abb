"""The processes of an installation end when they are told, and when the start dies."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tools.launch import place
from tools.launch.children import Children, await_that
from tools.launch.place import ROOT
from tools.launch.say import CannotGoOn

PATH = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
STARTER = """
import os, pathlib, sys, time
from tools.launch.children import Children
from tools.launch.place import Place
state = pathlib.Path(sys.argv[1])
children = Children(Place(state, state, state, None))
print(children.start("sleeper", ["sleep", "60"], environment=os.environ).process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def children(tmp_path):
    for name in ("log", "run"):
        (tmp_path / name).mkdir()
    made = Children(place.Place(tmp_path, tmp_path, tmp_path, None))
    yield made
    made.stop()


def lives(pid):
    """A zombie has ended; whoever adopted it has only not looked yet."""
    try:
        with open(f"/proc/{pid}/stat") as about:
            return about.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_last_started_ends_first(children, tmp_path):
    say = "trap 'echo {0} >> {1}; exit' TERM; touch {2}; while :; do sleep 0.02; done"
    order = tmp_path / "order"
    for name in ("first", "second"):
        ready = tmp_path / f"{name}.ready"
        command = ["sh", "-c", say.format(name, order, ready)]
        child = children.start(name, command, environment=PATH)
        children.wait_for(child, ready.exists)

    children.stop()

    assert order.read_text().split() == ["second", "first"]


def test_what_a_child_started_ends_with_it(children, tmp_path):
    told = tmp_path / "pid"
    script = f"trap 'exit' TERM; sleep 60 & echo $! > {told}.new; mv {told}.new {told}; wait"
    child = children.start("parent", ["sh", "-c", script], environment=PATH)
    children.wait_for(child, told.exists)

    children.stop()

    assert await_that(lambda: not lives(int(told.read_text())), 5)


def test_a_child_that_ends_by_itself_is_noticed(children):
    child = children.start("short", ["true"], environment=PATH)

    assert await_that(child.has_ended, 5)
    assert children.ended() == [child]


def test_a_child_that_ends_while_starting_stops_the_start_and_names_its_log(children):
    child = children.start("short", ["false"], environment=PATH)

    with pytest.raises(CannotGoOn, match="short ended while starting: see .*short.log"):
        children.wait_for(child, lambda: False)


def test_a_child_that_is_never_ready_stops_the_start(children):
    child = children.start("slow", ["sleep", "60"], environment=PATH)

    with pytest.raises(CannotGoOn, match="slow is not ready"):
        children.wait_for(child, lambda: False, seconds=0.1)


def test_pid_files_are_there_while_a_child_runs(children, tmp_path):
    child = children.start("sleeper", ["sleep", "60"], environment=PATH)
    file = tmp_path / "run" / "sleeper.pid"

    assert file.read_text().strip() == str(child.process.pid)
    children.stop()
    assert not file.exists()


def test_children_die_with_a_start_that_is_killed(tmp_path):
    for name in ("log", "run"):
        (tmp_path / name).mkdir()
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)],
        env=PATH,
        stdout=subprocess.PIPE,
        text=True,
    )
    with starter:
        sleeper = int(starter.stdout.readline())
        assert lives(sleeper)

        starter.send_signal(signal.SIGKILL)

    assert await_that(lambda: not lives(sleeper), 5)


def test_waiting_ends_when_its_time_is_over():
    begun = time.monotonic()

    assert not await_that(lambda: False, 0.1)
    assert time.monotonic() - begun < 5
