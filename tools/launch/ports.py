"""The ports the portal and the registry answer on, held by the start before anything runs.

The socket listens from the first moment, so nobody else can take the port
meanwhile; a browser that is early waits, and is answered once the portal is up.
"""

import os
import socket
from dataclasses import dataclass

from tools.launch.say import give_up

HERE = "127.0.0.1"
HERE_TOO = "::1"
NEIGHBOURS = 20
LAST = 65_535
PORTAL = 8000
REGISTRY = 8100


@dataclass(frozen=True)
class Door:
    """One listening socket, to be handed to the process that answers on it."""

    socket: socket.socket
    wanted: int

    @property
    def port(self) -> int:
        """The port it is."""
        number: int = self.socket.getsockname()[1]
        return number

    @property
    def is_another(self) -> bool:
        """Whether the port wanted was taken."""
        return self.wanted not in (0, self.port)


def wanted(name: str, usual: int) -> int:
    """The port asked for in the environment, or the usual one; 0 means any."""
    given = os.environ.get(name, "").strip() or str(usual)
    if not given.isdecimal() or int(given) > LAST:
        give_up(f"{name} is {given!r}: give a number from 0 (any free port) to {LAST}.")
    return int(given)


def open_door(port: int) -> Door:
    """The port wanted, else the next free one of its neighbours, else any."""
    for candidate in candidates(port):
        listening = _listen(candidate)
        if listening is not None:
            return Door(listening, port)
    return give_up(f"No port is free on {HERE}: stop what holds them, or set PORT.")


def candidates(port: int) -> list[int]:
    """The ports to try, in order."""
    if port == 0:
        return [0]
    return [*range(port, min(port + NEIGHBOURS, LAST + 1)), 0]


def _listen(port: int) -> socket.socket | None:
    if port and _is_taken_on_the_other_localhost(port):
        return None
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HERE, port))
        listening.listen(128)
    except OSError:
        listening.close()
        return None
    return listening


def _is_taken_on_the_other_localhost(port: int) -> bool:
    """A browser may read ``localhost`` as ::1, and would reach whoever answers there."""
    if not socket.has_ipv6:
        return False
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as caller:
        return caller.connect_ex((HERE_TOO, port)) == 0
