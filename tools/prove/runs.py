"""The runs: every test that names a rule once as the code is, then again for each rule broken.

All in one session of pytest, with one database, so that a run costs what its tests cost. Tests
that are fast come first, and a run ends with the first test that fails.
"""

import time
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.test import TestCase, TransactionTestCase

from awarding.kernel.rules import Kept
from awarding.register import loading
from tools.prove.switches import Switch, switches

UNBROKEN_FAILS = 2
#: The tests of rules by themselves, which would not notice that no act asks the rule.
ALONE = "/rules/"


class Runs:
    """A plugin of pytest that takes the place of its one run through the tests."""

    def __init__(self, wanted: set[str], *, show: bool, deep: bool) -> None:
        """Take the codes to prove, none meaning all, what to show and how deep to look."""
        self.wanted, self.show, self.deep = wanted, show, deep
        self.code = 0
        self.naming: dict[str, list[pytest.Item]] = defaultdict(list)
        self.took: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that name a rule."""
        for item in items:
            for code in {code for mark in item.iter_markers("rule") for code in mark.args}:
                self.naming[code].append(item)
        items[:] = [item for item in items if any(item.iter_markers("rule"))]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all unbroken, then break one rule after the other."""
        if session.testsfailed:
            self.code = UNBROKEN_FAILS
            return True
        terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
        self.say = terminal.write_line
        self.far = _two_apart(session.items)
        kept = [one for one in loading.register() if not self.wanted or one.code in self.wanted]
        needed = {item for one in kept for item in self.naming[one.code]}
        self._unbroken([item for item in session.items if item in needed])
        django: Any = session.config.pluginmanager.get_plugin("django")
        with session.config.stash[django.blocking_manager_key].unblock():
            self._break(kept)
        return True

    def _unbroken(self, items: list[pytest.Item]) -> None:
        """Run all as the code is; a test that fails now proves nothing, and is left out."""
        failing = {item: failure for item in items if (failure := self._failure(item))}
        for tests in self.naming.values():
            tests[:] = [item for item in tests if item not in failing]
        if failing:
            self._list(
                "Failing with nothing broken:", (f"{i.nodeid}: {failing[i]}" for i in failing)
            )
            self.code = UNBROKEN_FAILS

    def _break(self, register: list[Kept]) -> None:
        ways = [(kept, way) for kept in register for way in switches(kept)]
        missed = [self._told(kept, way) for kept, way in ways if not self._noticed(kept, way)]
        nothing = [f"{one.code} {one.where}" for one in register if not switches(one)]
        self.say(f"{len(ways) - len(missed)} of {len(ways)} ways to break a rule are noticed.")
        self._list("No test that names the rule notices:", missed)
        self._list("There is nothing to switch off in:", nothing)
        if self.deep:
            gates = [(kept, way) for kept, way in ways if kept.kind == "gate"]
            alone = [self._told(*one) for one in gates if not self._noticed(*one, beyond=ALONE)]
            self._list("Noticed by the rule's own tests alone, by none of an act:", alone)
        self.code = self.code or bool(missed)

    def _noticed(self, kept: Kept, way: Switch, beyond: str = "//") -> bool:
        """Tell whether a test that names the rule fails while it is broken; fast tests first."""
        tests = [item for item in self.naming[kept.code] if beyond not in item.nodeid]
        with way.off():
            for item in sorted(tests, key=lambda item: self.took[item.nodeid]):
                if failure := self._failure(item):
                    self._show(f"{self._told(kept, way)}\n  {item.nodeid}: {failure}")
                    return True
        return False

    def _failure(self, item: pytest.Item) -> str:
        """Run one test in silence, and say how it failed. Only the session's fixtures stay."""
        begun = time.monotonic()
        reports = runtestprotocol(item, log=False, nextitem=self.far[_part(item)])
        self.took.setdefault(item.nodeid, time.monotonic() - begun)
        failed = [report.longreprtext for report in reports if report.failed]
        if failed:
            _finish_tearing_down()
        return failed[0].strip().splitlines()[-1] if failed else ""

    def _told(self, kept: Kept, way: Switch) -> str:
        return f"{kept.code} {kept.kind} {kept.where}: {way.told}"

    def _list(self, heading: str, lines: Iterable[str]) -> None:
        self.say("\n  ".join([heading, *(list(lines) or ["nothing"])]))

    def _show(self, line: str) -> None:
        if self.show:
            self.say(line)


def _two_apart(items: list[pytest.Item]) -> dict[str, pytest.Item]:
    """For each part of the tests, a test of another, so that nothing but the session's stands."""
    first = {_part(item): item for item in items}
    return {part: next(other for name, other in first.items() if name != part) for part in first}


def _finish_tearing_down() -> None:
    """Let go of what a test held that failed while it was torn down.

    A row that a broken guard let in can fail at the end, when constraints are looked at; what
    pytest-django forbids during a test, such as the owner's connection, would stay forbidden.
    """
    for case in [*TestCase.__subclasses__(), *TransactionTestCase.__subclasses__()]:
        case.doClassCleanups()


def _part(item: pytest.Item) -> str:
    return item.nodeid.split("/")[1]
