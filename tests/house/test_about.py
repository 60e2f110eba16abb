"""What was written about a record is picked in one place, which keeps to the record's centre."""

import ast
from pathlib import Path

from tests.house import code

#: The subject is no centre's.
OF_THE_BODY = {"assessments/queries/reconciling.py"}
PICKS = {"filter", "exclude", "get", "Q"}


def picked(path: Path) -> list[str]:
    """Every look-up by a subject's number, as keywords of a call or as names for keywords."""
    return [ast.unparse(call)[:60] for call in code.calls(path) if picks(call)] + [
        text for text in code.texts(path) if text == "subject_id" and "queries" in path.parts
    ]


def picks(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", "") or getattr(call.func, "id", "")
    return name in PICKS and any((one.arg or "").startswith("subject_id") for one in call.keywords)


def test_a_subjects_rows_are_picked_in_one_place_alone():
    found = code.offending(code.files("config", *code.APPS), picked)

    assert found.keys() == {"awarding/queries/about.py"} | OF_THE_BODY


def test_a_look_up_by_the_number_alone_would_be_noticed():
    seen = ast.walk(ast.parse("Entry.objects.filter(subject_id__in=gone).order_by('-pk')"))

    assert [picks(node) for node in seen if isinstance(node, ast.Call)] == [False, True]
