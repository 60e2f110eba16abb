"""`manage.py due`: the ISO date first, the working after it, one sentence for a slip."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from awarding.management.commands.due import Command

ROOT = Path(__file__).parents[2]


def run(capsys, *asked):
    code = 0
    try:
        Command().run_from_argv(["manage.py", "due", *asked])
    except SystemExit as left:
        code = left.code
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err.splitlines()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["2026-11-20", "25"], "2026-12-29"),
        (["2025-12-11", "25"], "2026-01-20"),
        (["2025-12-11", "25", "--calendar", "scotland"], "2026-01-21"),
        (["2026-03-16", "25", "--calendar", "northern-ireland"], "2026-04-23"),
        (["2022-01-01", "1"], "2022-01-04"),
        (["2026-01-01", "400"], "2027-08-02"),
    ],
)
def test_the_due_day_is_printed_as_an_iso_date(capsys, asked, expected):
    assert run(capsys, *asked) == (0, [expected], [])


def test_the_working_follows_the_date_when_asked_for(capsys):
    code, lines, _ = run(capsys, "2026-04-02", "2", "--show")

    assert (code, lines) == (
        0,
        [
            "2026-04-08",
            "2026-04-02  Thursday   Day of receipt",
            "2026-04-03  Friday     Good Friday",
            "2026-04-04  Saturday   Saturday",
            "2026-04-05  Sunday     Sunday",
            "2026-04-06  Monday     Easter Monday",
            "2026-04-07  Tuesday    day 1",
            "2026-04-08  Wednesday  day 2",
        ],
    )


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ([], "START"),
        (["tomorrow", "25"], "START"),
        (["2026-02-30", "25"], "START"),
        (["2026-11-20"], "DAYS"),
        (["2026-11-20", "many"], "DAYS"),
        (["2026-11-20", "0"], "DAYS"),
        (["2026-11-20", "-5"], "DAYS"),
        (["2026-11-20", "2.5"], "DAYS"),
        (["2026-11-20", "99999999999999999999"], "DAYS"),
        (["2026-11-20", "25", "--calendar", "france"], "--calendar"),
        (["9999-12-31", "25"], "9999"),
        (["2026-11-20", "25", "--loud"], "--loud"),
    ],
)
def test_a_slip_is_answered_with_one_sentence_and_a_1(capsys, asked, word):
    code, out, told = run(capsys, *asked)

    assert (code, out, len(told)) == (1, [], 1)
    assert word in told[0]


def test_it_answers_with_no_database_and_no_secret():
    bare = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
        "DATABASE_OWNER_URL": "postgres://nobody@127.0.0.1:1/nowhere",
    }

    asked = [sys.executable, "manage.py", "due", "2026-11-20", "25"]
    said = subprocess.run(  # noqa: S603  # our own command
        asked, cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )

    assert (said.returncode, said.stdout, said.stderr) == (0, "2026-12-29\n", "")
