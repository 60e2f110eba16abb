"""Ask a ClamAV daemon about a file, by its INSTREAM protocol."""

import socket
from pathlib import Path

from awarding.inspection.virus import Silent

PIECE = 64 * 1024
LONGEST_ANSWER = 4096
PORT = 3310


class Clamd:
    """A scanner at an address: ``host:port``, ``[::1]:port``, or the path of a socket."""

    def __init__(self, address: str, *, seconds: float = 60.0) -> None:
        """``seconds`` is the longest silence that is waited for."""
        self.address = address.removeprefix("unix:").removeprefix("tcp://")
        self.seconds = seconds

    def scan(self, path: Path) -> str:
        """The name of the virus found, or empty. Raises ``Silent`` when there is no answer."""
        try:
            answer = self._ask(path)
        except OSError as fault:
            raise Silent(f"The virus scanner at {self.address}: {fault}") from fault
        told = answer.removeprefix("stream: ")
        if told == "OK":
            return ""
        if told.endswith(" FOUND"):
            return told.removesuffix(" FOUND")
        raise Silent(f"The virus scanner at {self.address} answered: {answer[:200]!r}")

    def _ask(self, path: Path) -> str:
        with self._connect() as line, path.open("rb") as content:
            try:
                line.sendall(b"zINSTREAM\0")
                while piece := content.read(PIECE):
                    line.sendall(len(piece).to_bytes(4, "big") + piece)
                line.sendall(bytes(4))
            except (BrokenPipeError, ConnectionResetError):
                # It hangs up when a file is over its own limit; its answer says so.
                pass
            return _answer(line)

    def _connect(self) -> socket.socket:
        if "/" in self.address:
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(self.seconds)
            try:
                line.connect(self.address)
            except OSError:
                line.close()
                raise
            return line
        host, told, port = self.address.rpartition(":")
        where = (host.strip("[]"), int(port)) if told else (self.address, PORT)
        return socket.create_connection(where, timeout=self.seconds)


def _answer(line: socket.socket) -> str:
    told = b""
    while len(told) < LONGEST_ANSWER and not told.endswith(b"\0"):
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.rstrip(b"\0\r\n").decode("utf-8", "replace")
