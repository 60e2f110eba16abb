"""Which tests name a rule by ``@pytest.mark.rule``: read from their source, nothing is run."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """One test that names a rule."""

    file: str
    name: str

    def __str__(self) -> str:
        """Say the sentence that the test's name is."""
        return self.name.removeprefix("test_").replace("_", " ")


def proofs(root: Path) -> dict[str, list[Proof]]:
    """Return the tests under ``tests/`` of this root that name each code."""
    found: dict[str, set[Proof]] = defaultdict(set)
    for path in sorted((root / "tests").rglob("test_*.py")):
        file = path.relative_to(root).as_posix()
        for code, name in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            found[code].add(Proof(file, name))
    return {code: sorted(tests) for code, tests in found.items()}


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each code with each test it marks, whether on the test or on its module."""
    everywhere = [code for node in module.body for code in _codes_of_module(node)]
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield from ((code, node.name) for code in (*_codes(node.decorator_list), *everywhere))


def _codes_of_module(node: ast.stmt) -> list[str]:
    names = [one.id for one in getattr(node, "targets", []) if isinstance(one, ast.Name)]
    return _codes([node.value]) if isinstance(node, ast.Assign) and "pytestmark" in names else []


def _codes(marks: list[ast.expr]) -> list[str]:
    return [
        argument.value
        for mark in marks
        for node in ast.walk(mark)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
