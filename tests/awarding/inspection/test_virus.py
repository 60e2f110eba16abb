"""F1: a scanner is asked by clamd's own protocol; a silent one holds the file back."""

import socket
import threading
from contextlib import contextmanager

import pytest

from awarding.inspection import Limits, Outcome, Scan, Silent, child, inspect, pdf
from awarding.outside.clamd import Clamd
from tests.awarding.inspection import other_files as f

FOUND = "Eicar-Test-Signature"


class FakeClamd:
    """Speaks INSTREAM on a socket; knows one virus; may hang up, say nothing, or complain."""

    def __init__(self, manner="well"):
        self.manner = manner
        self.received = b""

    def serve(self, listener):
        line, _ = listener.accept()
        with line:
            if self.manner == "hangs up":
                return
            self.received = self._stream(line.makefile("rb"))
            if self.manner == "well":
                line.sendall(self._answer())
            elif self.manner == "in pieces":
                for letter in self._answer():
                    line.sendall(bytes([letter]))
            elif self.manner == "complains":
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            else:
                line.recv(1)

    def _stream(self, told):
        assert told.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(told.read(4), "big"):
            content += told.read(length)
        return content

    def _answer(self):
        return (
            b"stream: Eicar-Test-Signature FOUND\0"
            if f.EICAR in self.received
            else b"stream: OK\0"
        )


@contextmanager
def listening(clamd, family=socket.AF_INET, address=("127.0.0.1", 0)):
    with socket.socket(family) as listener:
        listener.bind(address)
        listener.listen()
        serving = threading.Thread(target=clamd.serve, args=(listener,))
        serving.start()
        where = listener.getsockname()
        yield where if isinstance(where, str) else f"{where[0]}:{where[1]}"
        serving.join(timeout=10)


def stored(tmp_path, content):
    path = tmp_path / "stored"
    path.write_bytes(content)
    return path


def inspected(path, scanner):
    return inspect(
        path,
        "work.pdf",
        path.stat().st_size,
        scanner=scanner,
        run=lambda _, path, limits: child.answer(pdf.look, path, limits),
    )


def infected():
    def change(made):
        made.Root.Note = made.make_stream(f.EICAR)

    return f.pdf(change, compress_streams=False)


@pytest.mark.parametrize("manner", ["well", "in pieces"])
def test_a_clean_file_is_accepted_as_scanned(tmp_path, manner):
    clamd, path = FakeClamd(manner), stored(tmp_path, f.pdf(pages=9) * 40)

    with listening(clamd) as address:
        assert Clamd(address).scan(path) == ""

    assert clamd.received == path.read_bytes()


def test_the_verdict_on_a_clean_file_says_so(tmp_path):
    with listening(FakeClamd()) as address:
        found = inspected(stored(tmp_path, f.pdf()), Clamd(address))

    assert (found.outcome, found.code, found.scanned) == (Outcome.ACCEPTED, "", Scan.CLEAN)


def test_a_virus_is_refused_by_its_name(tmp_path):
    with listening(FakeClamd()) as address:
        found = inspected(stored(tmp_path, infected()), Clamd(address))

    assert (found.outcome, found.code, found.scanned) == (Outcome.REFUSED, "virus", Scan.FOUND)
    assert str(found.reason) == f"The virus scanner found {FOUND} in the file."


def test_a_scanner_may_listen_on_a_socket_in_the_file_system(tmp_path):
    path = stored(tmp_path, infected())

    with listening(FakeClamd(), socket.AF_UNIX, str(tmp_path / "clamd.ctl")) as address:
        assert Clamd(f"unix:{address}").scan(path) == FOUND


@pytest.mark.parametrize("manner", ["hangs up", "says nothing", "complains"])
def test_a_scanner_without_an_answer_holds_the_file_back(tmp_path, manner):
    with listening(FakeClamd(manner)) as address:
        found = inspected(stored(tmp_path, f.pdf()), Clamd(address, seconds=0.3))

    assert (found.outcome, found.code, found.scanned) == (
        Outcome.WAITING,
        "scanner-silent",
        Scan.WAITING,
    )
    assert found.kind == "pdf"


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1", "localhost:1", "/nowhere/clamd.ctl", "[::1]:1"]
)
def test_a_scanner_that_is_not_there_holds_the_file_back(tmp_path, address):
    with pytest.raises(Silent, match="The virus scanner at"):
        Clamd(address).scan(stored(tmp_path, f.pdf()))


def test_a_file_that_is_refused_anyway_is_not_sent_to_the_scanner(tmp_path):
    class Unasked:
        def scan(self, path):
            raise AssertionError(path)

    assert inspected(stored(tmp_path, b"<html>"), Unasked()).code == "kind-not-allowed"


def test_without_a_scanner_a_file_is_accepted_as_not_scanned(tmp_path):
    found = inspected(stored(tmp_path, infected()), None)

    assert (found.outcome, found.scanned) == (Outcome.ACCEPTED, Scan.NOT_SCANNED)


def test_limits_are_those_the_terms_promise():
    assert Limits().file_bytes == 200 * 1024 * 1024
