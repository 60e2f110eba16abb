"""Names say what a thing is: files, classes, fields, tests."""

import ast
import re
from pathlib import Path

import pytest
from django.db import models

from awarding.register import loading
from tests.house import code

VAGUE_FILES = re.compile(r"^(utils?|helpers?|common|misc|core|services?|managers?|base_?utils)$")
VAGUE_CLASSES = re.compile(r"(Manager|Service|Handler|Processor|Helper|Util|Utils)$")
#: Django's own word for what makes and finds rows.
MAY_BE_VAGUE = {"PersonManager", "TenantManager"}
MODELS = [model for app in loading.our_apps() for model in app.get_models()]
#: Moments and days whose model leaves no doubt what they are the time of.
OTHER_TIMES = {"answer_by", "at", "claimed_until", "day", "last_login", "state_since"}
#: The servers that an installation is made of.
MAY_BE_SERVICES = {"tools/launch/services.py"}
SKIPS = {"pytest.skip", "pytest.mark.skip", "pytest.mark.skipif", "pytest.xfail"}
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")


def named(model: type[models.Model]) -> str:
    return model._meta.label


def vague_parts(path: Path) -> list[str]:
    names = [path.stem, *path.relative_to(code.ROOT).parts[:-1]]
    return [name for name in names if VAGUE_FILES.match(name)]


def vague_classes(path: Path) -> set[str]:
    classes = {node.name for node in ast.walk(code.tree(path)) if isinstance(node, ast.ClassDef)}
    return {name for name in classes - MAY_BE_VAGUE if VAGUE_CLASSES.search(name)}


def put_off(path: Path) -> set[str]:
    """What is left for later, and tests that are not run."""
    marks = {ast.unparse(call.func) for call in code.calls(path)} & SKIPS
    return marks | set(UNFINISHED.findall(path.read_text(encoding="utf-8")))


def no_sentences(path: Path) -> list[str]:
    tests = [one.name for one in code.functions(path) if one.name.startswith("test_")]
    return [name for name in tests if name.count("_") < 3]


def test_a_file_is_named_after_what_is_in_it():
    found = code.offending(code.files(*code.PACKAGES, "tests"), vague_parts)
    assert found.keys() == MAY_BE_SERVICES


def test_a_class_is_named_after_a_thing():
    assert code.offending(code.files(*code.PACKAGES), vague_classes) == {}


def test_nothing_is_left_for_later_and_no_test_is_skipped():
    assert code.offending(code.files(*code.PACKAGES, "tests"), put_off) == {}


def test_a_tests_name_is_a_sentence():
    assert code.offending(code.files("tests"), no_sentences) == {}


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_a_model_says_what_a_row_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own list of fields"


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_times_end_in_at_and_days_in_on(model):
    for field in model._meta.local_fields:
        ending = {models.DateTimeField: "_at", models.DateField: "_on"}.get(type(field))
        if ending and field.name not in OTHER_TIMES:
            assert field.name.endswith(ending), field


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_only_people_end_in_by_and_only_times_in_at(model):
    for field in model._meta.local_fields:
        if field.name.endswith("_by") and field.name != "answer_by":
            assert isinstance(field, models.BigIntegerField | models.ForeignKey), field
        if field.name.endswith("_at"):
            assert isinstance(field, models.DateTimeField), field


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_a_truth_reads_as_one(model):
    for field in model._meta.local_fields:
        if isinstance(field, models.BooleanField):
            assert field.name.startswith(("is_", "has_")) or field.name in {"shown"}, field
