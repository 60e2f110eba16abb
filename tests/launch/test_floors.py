"""What is covered too little is named with its floor."""

from tools.launch.floors import Below, below


def file(covered: int, wanted: int) -> dict:
    return {
        "summary": {
            "covered_lines": covered,
            "covered_branches": 0,
            "num_statements": wanted,
            "num_branches": 0,
            "percent_covered": 100 * covered / wanted,
        }
    }


def test_a_rule_that_is_not_run_whole_is_named():
    files = {"awarding/rules/clock.py": file(99, 100), "awarding/kernel/rules.py": file(7, 7)}
    assert list(below(files)) == [Below("awarding/rules/clock.py", 99.0, 100.0)]


def test_the_machines_count_among_the_innermost():
    assert [one.part for one in below({"assessments/states.py": file(1, 2)})] == [
        "assessments/states.py"
    ]


def test_all_else_is_taken_together():
    files = {"centres/forms.py": file(90, 100), "centres/views/learners.py": file(100, 100)}
    assert list(below(files)) == []
    files["centres/urls.py"] = file(0, 20)
    assert [one.part for one in below(files)] == ["all else"]
