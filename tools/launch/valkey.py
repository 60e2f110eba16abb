"""A Redis-compatible server of our own: reached by its socket only, with a password."""

import os

import redis

from tools.launch import binaries
from tools.launch.children import Children
from tools.launch.keys import Keys
from tools.launch.place import Place

SOCKET = "kv.sock"


def start(children: Children, keys: Keys, *, lasting: bool) -> None:
    """Start the server on its data, which the account it runs as owns."""
    place = children.place
    data = place.servers / "kv"
    data.mkdir(mode=0o700, exist_ok=True)
    if place.account:
        place.account.take(data)
    child = children.start(
        "valkey",
        [binaries.valkey(place.account), *arguments(place, keys, lasting=lasting)],
        environment={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"},
        account=place.account,
    )
    children.wait_for(child, lambda: answers(place, keys))


def arguments(place: Place, keys: Keys, *, lasting: bool) -> list[str]:
    """The server's whole configuration; no port, no snapshot, nothing dropped when full."""
    return [
        *("--port", "0"),
        *("--unixsocket", str(place.sockets / SOCKET)),
        *("--unixsocketperm", "700"),
        *("--dir", str(place.servers / "kv")),
        *("--requirepass", keys["valkey"]),
        *("--appendonly", "yes" if lasting else "no"),
        *("--save", ""),
        *("--maxmemory-policy", "noeviction"),
        *("--daemonize", "no"),
    ]


def answers(place: Place, keys: Keys) -> bool:
    """Whether the server takes connections."""
    socket = str(place.sockets / SOCKET)
    with redis.Redis(unix_socket_path=socket, password=keys["valkey"]) as connection:
        try:
            return bool(connection.ping())
        except redis.ConnectionError:
            return False
