"""One place to write: operations, and few others by name, each with its reason."""

import ast
import re
from pathlib import Path

from tests.house import code

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
ELSEWHERE = {
    "awarding/operation.py": "the key of a form is used in the operation's own transaction",
    "awarding/models/person.py": "makes a person who can sign in, for the operation that invites",
    "awarding/inspection/copy_pdf.py": "saves a PDF to a path, no row",
    "awarding/inspection/copy_pictures.py": "saves a picture to a path, no row",
    "awarding/paper.py": "saves a PDF to memory, no row",
}
STATEMENTS = {
    "awarding/ledger.py": "entries, decisions and the outbox: the ledger's own pen",
}
CHANGES = re.compile(r"^\s*(?:UPDATE\s+\w+|INSERT\s+INTO|DELETE\s+FROM|TRUNCATE)\b", re.MULTILINE)
FILES = [
    path
    for path in code.files("config", *code.APPS)
    if "operations" not in path.parts and "demo" not in path.parts
]


def writes(call: ast.Call) -> bool:
    """Whether a call writes a row. A dict's or a hash's update takes something by position."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name in WRITES and not (name == "update" and call.args)


def written(path: Path) -> list[str]:
    return [ast.unparse(call)[:60] for call in code.calls(path) if writes(call)]


def statements(path: Path) -> list[str]:
    return [text.strip()[:60] for text in code.texts(path) if CHANGES.search(text)]


def test_rows_are_written_in_operations_alone():
    assert code.offending(FILES, written).keys() == ELSEWHERE.keys()


def test_statements_that_change_rows_stand_in_operations_and_the_ledger_alone():
    assert code.offending(FILES, statements).keys() == STATEMENTS.keys()


def test_a_row_written_in_a_view_would_be_noticed():
    [call] = [
        node
        for node in ast.walk(ast.parse("Result.objects.filter(pk=1).update(state='released')"))
        if isinstance(node, ast.Call) and writes(node)
    ]
    assert ast.unparse(call).endswith("update(state='released')")
