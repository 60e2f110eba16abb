"""What imports what, where the import contract of pyproject.toml cannot see."""

import ast
from pathlib import Path

from tests.house import code

#: Its import needs Pango on the machine, so it is put off until a page is made.
MAY_HIDE = "weasyprint"
RULES = [path for app in code.APPS for path in code.files(f"{app}/rules")]
NOT_FOR_RULES = ("django", "celery", "rest_framework", "awarding.ledger", "awarding.operation")
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localdate",
    "time.time",
}


def hidden(path: Path) -> list[str]:
    """Imports inside a function."""
    found = [
        ast.unparse(node)
        for function in code.functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return [one for one in found if not one.split()[1].startswith(MAY_HIDE)]


def asked_of_the_machine(path: Path) -> set[str]:
    """Calls that read the machine's clock."""
    return {ast.unparse(call.func) for call in code.calls(path)} & CLOCKS


def test_no_import_hides_in_a_function():
    assert code.offending(code.files(*code.PACKAGES, "tests"), hidden) == {}


def test_rules_are_pure():
    def impure(path: Path) -> list[str]:
        found = code.imported(path)
        return [one for one in found if one.startswith(NOT_FOR_RULES) or ".models" in one]

    assert code.offending(RULES, impure) == {}


def test_nothing_asks_the_machine_for_the_time():
    assert code.offending(code.files("config", *code.APPS), asked_of_the_machine) == {}


def test_the_product_imports_nothing_of_its_tests():
    def tests(path: Path) -> list[str]:
        return [one for one in code.imported(path) if one.split(".")[0] == "tests"]

    assert code.offending(code.files(*code.PACKAGES), tests) == {}
