"""A Redis-compatible server of our own: reached by its socket only, with a password."""

import os

import redis

from tools.launch import binaries
from tools.launch.children import Children
from tools.launch.keys import Keys, write_private
from tools.launch.place import Place

SOCKET = "kv.sock"


def start(children: Children, keys: Keys, *, lasting: bool) -> None:
    """Start the server on its data, which the account it runs as owns."""
    place = children.place
    data = place.servers / "kv"
    data.mkdir(mode=0o700, exist_ok=True)
    if place.account:
        place.account.take(data)
    settings = place.servers / "kv.conf"
    write_private(settings, configuration(place, keys, lasting=lasting))
    if place.account:
        place.account.take(settings)
    child = children.start(
        "valkey",
        [binaries.valkey(place.account), settings],
        environment={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"},
        account=place.account,
    )
    children.wait_for(child, lambda: answers(place, keys))


def configuration(place: Place, keys: Keys, *, lasting: bool) -> str:
    """The server's whole configuration; no port, no snapshot, nothing dropped when full.

    It is a file because the words of a command can be read by everyone on the machine.
    """
    return "\n".join(
        [
            "port 0",
            f'unixsocket "{place.sockets / SOCKET}"',
            "unixsocketperm 700",
            f'dir "{place.servers / "kv"}"',
            f"requirepass {keys['valkey']}",
            f"appendonly {'yes' if lasting else 'no'}",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
            "",
        ]
    )


def answers(place: Place, keys: Keys) -> bool:
    """Whether the server takes connections."""
    socket = str(place.sockets / SOCKET)
    with redis.Redis(unix_socket_path=socket, password=keys["valkey"]) as connection:
        try:
            return bool(connection.ping())
        except redis.ConnectionError:
            return False
