"""The processes the start has begun, and how they are ended: in reverse, by pid.

Each child has a session of its own, so a Ctrl-C in the terminal reaches the
start alone; and the system signals it when the start dies, however that is.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools.launch.accounts import Account
from tools.launch.place import Place
from tools.launch.say import give_up

PR_SET_PDEATHSIG = 1
PATIENCE = 15.0
_libc = ctypes.CDLL(None)


@dataclass
class Child:
    """One process of the installation."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    pid_file: Path
    stop_signal: signal.Signals
    again: "Callable[[], Child]"

    def has_ended(self) -> bool:
        """Whether it has exited; it is not reaped, so its pid stays its own."""
        if self.process.returncode is not None:
            return True
        how = os.WEXITED | os.WNOWAIT | os.WNOHANG
        return os.waitid(os.P_PID, self.process.pid, how) is not None

    def stop(self) -> None:
        """Ask it to end, wait, and end it and its own children if it does not."""
        if self.process.returncode is not None:
            return
        if not self.has_ended():
            self.process.send_signal(self.stop_signal)
        await_that(self.has_ended, PATIENCE)
        os.killpg(self.process.pid, signal.SIGKILL)
        await_that(lambda: not left_of(self.process.pid), PATIENCE)
        self.process.wait()
        self.pid_file.unlink(missing_ok=True)


@dataclass
class Children:
    """All processes of one installation, in the order they were started."""

    place: Place
    all: list[Child] = field(default_factory=list)

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        cwd: Path = Path("/"),
        account: Account | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        pass_fds: Sequence[int] = (),
    ) -> Child:
        """Start one process that writes to its own log; the log of the last start is kept too."""
        log = self.place.logs / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.before"))
        with log.open("wb") as out:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
                preexec_fn=ends_with_us(stop_signal),  # noqa: PLW1509 - no thread is ever started
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        pid_file = self.place.pids / f"{name}.pid"
        pid_file.write_text(f"{process.pid}\n")
        again = partial(
            self.start,
            *(name, command),
            environment=environment,
            cwd=cwd,
            account=account,
            stop_signal=stop_signal,
            pass_fds=pass_fds,
        )
        child = Child(name, process, log, pid_file, stop_signal, again)
        self.all.append(child)
        return child

    def start_again(self, ended: Child) -> Child:
        """Start it as before, in its old place among the others, once all it began is gone."""
        ended.stop()
        at = self.all.index(ended)
        child = ended.again()
        self.all.remove(child)
        self.all[at] = child
        return child

    def wait_for(self, child: Child, ready: Callable[[], bool], seconds: float = 60) -> None:
        """Return once it is ready; a child that ends or never is ready stops the start."""
        if not await_that(lambda: child.has_ended() or ready(), seconds):
            give_up(f"{child.name} is not ready after {seconds:.0f} s: see {child.log}.")
        if child.has_ended():
            give_up(f"{child.name} ended while starting: see {child.log}.")

    def ended(self) -> list[Child]:
        """The children that have ended by themselves."""
        return [child for child in self.all if child.has_ended()]

    def stop(self) -> None:
        """End every child, the last started first."""
        while self.all:
            self.all.pop().stop()


def left_of(group: int) -> bool:
    """Whether a process of the group still runs; one that only waits to be reaped does not."""
    for about in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, of = about.read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended while we looked
        if int(of) == group and state not in "ZX":
            return True
    return False


def ends_with_us(stop_signal: signal.Signals) -> Callable[[], None]:
    """What a new child does first: ask to be signalled when the start dies."""

    def ask() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(stop_signal))

    return ask


def await_that(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes true within so many seconds."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
