"""Documents that say what is: fresh where they are made from the code, true where they are not."""

import ast
import re
import tomllib

import pytest
from django.core.management import call_command
from django.template.loader import get_template

from assessments.demo.people import PASSWORD, PEOPLE
from tests.house import code

DOCS = code.ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(code.ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]*\.(?:py|md|csv|toml|sql|txt|css|html|json))`")
TABLE = re.compile(r"^\| ([\w-]+) \| (\d[\w.]*) \|", re.MULTILINE)


def of_the_project(path) -> str:
    return code.short(path)


def test_the_pages_made_from_the_code_are_fresh(capsys):
    call_command("docs", "--check")

    assert capsys.readouterr().err == ""


def test_a_stale_page_is_named_and_then_written_anew(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path
    with pytest.raises(SystemExit):
        call_command("docs", "--check")
    assert capsys.readouterr().err == "Stale: docs/rules.md. Run ./portal docs.\n"

    call_command("docs")
    (tmp_path / "docs/states").mkdir()
    (tmp_path / "docs/states/gone.md").write_text("A machine there was.")
    with pytest.raises(SystemExit):
        call_command("docs", "--check")
    call_command("docs")
    call_command("docs", "--check")


@pytest.mark.parametrize("page", PAGES, ids=of_the_project)
def test_a_page_names_only_files_there_are(page):
    told = page.read_text(encoding="utf-8")
    links = [page.parent / target for target in LINK.findall(told)]
    named = [code.ROOT / name for name in NAMED.findall(told)]
    assert [str(path) for path in (*links, *named) if not path.exists()] == []


@pytest.mark.parametrize("record", DECISIONS, ids=of_the_project)
def test_a_decision_has_its_context_and_its_consequence_on_one_page(record):
    lines = record.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequence",
    ]
    assert len(lines) <= 40


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(record.name[:4]) for record in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_direct_dependency_has_its_version_and_its_reason():
    project = tomllib.loads((code.ROOT / "pyproject.toml").read_text())["project"]
    named = [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]
    pins = dict(
        line.split("==") for line in (code.ROOT / "constraints.txt").read_text().splitlines()
    )
    wanted = {name: pins[name] for name in (re.split(r"[\[~=<>]", one)[0] for one in named)}
    assert dict(TABLE.findall((DOCS / "dependencies.md").read_text())) == wanted


def test_the_first_page_says_who_can_sign_in():
    told = (code.ROOT / "README.md").read_text(encoding="utf-8")
    assert PASSWORD in told
    assert [one.email for one in PEOPLE if one.email not in told] == []


def test_every_setting_is_in_the_guide():
    told = (DOCS / "guides/operate.md").read_text(encoding="utf-8")
    settings = (code.ROOT / "config/settings.py", code.ROOT / "registry/server/settings.py")
    read = {
        call.args[0].value
        for path in settings
        for call in code.calls(path)
        if ast.unparse(call.func).startswith("env") and call.args
    }
    assert [name for name in sorted(read) if f"`{name}`" not in told] == []


def test_every_template_a_view_names_is_there():
    pages = {
        text
        for path in code.files(*code.APPS)
        for text in code.texts(path)
        if re.fullmatch(r"[\w/-]+\.(?:html|txt)", text) and "/" in text
    }
    assert len(pages) > 20
    for page in sorted(pages):
        get_template(page)


def test_every_command_of_the_start_is_said(capsys):
    told = (DOCS / "guides/operate.md").read_text(encoding="utf-8")
    for path in code.files(*(f"{app}/management/commands" for app in code.APPS)):
        assert path.stem == "__init__" or f"manage.py {path.stem}" in told, path.stem
