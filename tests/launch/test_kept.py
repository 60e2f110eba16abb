"""A worker, clock or registry that ends is started again; anything else stops everything."""

import os
import signal

import pytest

from tests.launch.test_children import PATH, children, lives
from tools.launch.children import await_that
from tools.launch.kept import MOST, WINDOW, Kept

__all__ = ["children"]


class Clock:
    """A time that passes when told."""

    at = 1000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(children, clock):
    return Kept(children, now=clock)


def start(children, name, script="sleep 60"):
    return children.start(name, ["sh", "-c", script], environment=PATH)


def kill(child):
    os.kill(child.process.pid, signal.SIGKILL)
    assert await_that(child.has_ended, 5)


def named(children, name):
    return next(child for child in children.all if child.name == name)


@pytest.mark.parametrize("name", ["registry", "worker", "beat"])
def test_what_is_killed_is_started_again_in_its_old_place_and_one_line_says_so(
    children, kept, capsys, name
):
    for each in ("registry", "worker", "beat", "web"):
        start(children, each)
    before = named(children, name)
    kill(before)

    assert kept.look() is None

    after = named(children, name)
    assert after.process.pid != before.process.pid
    assert not after.has_ended()
    assert [child.name for child in children.all] == ["registry", "worker", "beat", "web"]
    assert after.pid_file.read_text() == f"{after.process.pid}\n"
    assert capsys.readouterr().out == (
        f"{name} had ended and was started again: see {after.log}.before.\n"
    )


@pytest.mark.parametrize("name", ["web", "postgres", "valkey"])
def test_without_the_portal_or_its_data_nothing_goes_on(children, kept, name):
    child = start(children, name)
    kill(child)

    assert kept.look() is child


def test_what_a_killed_worker_began_is_gone_before_the_next_starts(children, kept, tmp_path):
    told = tmp_path / "pid"
    script = f"sleep 60 & echo $! > {told}.new; mv {told}.new {told}; wait"
    worker = start(children, "worker", script)
    children.wait_for(worker, told.exists)
    pool = int(told.read_text())
    kill(worker)
    assert lives(pool)

    kept.look()

    assert not lives(pool)


def test_one_that_keeps_ending_waits_for_its_minute_and_stops_nothing(
    children, kept, clock, capsys
):
    start(children, "beat")
    for _ in range(MOST):
        kill(named(children, "beat"))
        assert kept.look() is None
    capsys.readouterr()
    kill(named(children, "beat"))

    assert (kept.look(), kept.look()) == (None, None)
    assert named(children, "beat").has_ended()
    assert capsys.readouterr().out.count("\n") == 1

    clock.at += WINDOW
    assert kept.look() is None
    assert not named(children, "beat").has_ended()
