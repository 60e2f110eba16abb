"""The project's own Python as syntax trees, for tests about the code itself."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("assessments", "centres", "awarding")
PACKAGES = ("config", *APPS, "registry", "tools")


def files(*folders: str) -> list[Path]:
    """Every Python file of these folders that a person wrote."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def offending(
    paths: Iterable[Path], found_in: Callable[[Path], Iterable[str]]
) -> dict[str, list[str]]:
    """What a check finds, by file; nothing when every file is as it should be."""
    found = {short(path): list(found_in(path)) for path in paths}
    return {name: those for name, those in found.items() if those}


def short(path: Path) -> str:
    """A path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The file as parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def texts(path: Path) -> Iterator[str]:
    """Every string in a file, docstrings and comments left out."""
    docstrings = {id(one) for one in _docstrings(tree(path))}
    for node in ast.walk(tree(path)):
        if id(node) not in docstrings and isinstance(getattr(node, "value", None), str):
            yield node.value


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    """The modules a file imports, wherever it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{one.name}" for one in node.names)


def _docstrings(module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            yield body[0].value
