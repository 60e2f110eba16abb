"""F2: the process that opens a file is shut in, and how it ends is an answer."""

import sys
from dataclasses import replace

import pytest

from awarding.inspection import confined
from tests.awarding.inspection.looking import SMALL


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Have a shell script run in the place of Python."""

    def put(script):
        path = tmp_path / "program"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(path))

    return put


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("kill -XCPU $$", "too-complex"),
        ("kill -KILL $$", "too-complex"),
        ("kill -SEGV $$", "damaged"),
        ("exit 1", "damaged"),
        ("exec sleep 20", "too-complex"),
    ],
)
def test_a_process_that_ends_badly_is_an_answer_too(tmp_path, program, script, code):
    program(script)

    told = confined.run("pdf", tmp_path, replace(SMALL, seconds=-confined.GRACE_SECONDS + 1))

    assert told == {"code": code, "values": {}}


def test_the_process_that_opens_a_file_knows_no_secret(tmp_path, program, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    program("""printf '{"seen": "%s"}' "$SECRET_KEY$DATABASE_URL$PATH_OF_SECRETS" """)

    assert confined.run("pdf", tmp_path, SMALL) == {"seen": ""}
