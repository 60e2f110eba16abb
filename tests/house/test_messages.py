"""What people read: plain words, whole sentences, and what to do next."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from awarding.forms.plain import STOCK, Plain, asking
from tests.house import code, template_words

NEVER = re.compile(
    r"\b(invalid|please|sorry|successfully|This field is required|oops)\b", re.IGNORECASE
)
TOLD = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "_", "say"}
FILES = code.files("config", *code.APPS)
#: No file of ours can be cleared and replaced at once.
NEVER_MADE = {"contradiction"}
FORMS = [path for path in FILES if "form" in code.short(path)]


def told(path: Path) -> list[str]:
    """The sentences a file has for people: what is translated, and what a rule says."""
    return [
        argument.value
        for call in code.calls(path)
        if ast.unparse(call.func).rpartition(".")[2] in TOLD
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def test_no_sentence_begs_apologises_or_blames():
    def blaming(path: Path) -> list[str]:
        return [sentence for sentence in told(path) if NEVER.search(sentence)]

    assert code.offending(FILES, blaming) == {}


def test_no_page_begs_apologises_or_blames():
    def words(name: str) -> str:
        return re.sub(r"\{#.*?#\}|<[^>]*>", " ", template_words.source(name))

    names = template_words.all_templates()
    assert {name: NEVER.findall(words(name)) for name in names if NEVER.search(words(name))} == {}


def all_forms() -> list[type[forms.BaseForm]]:
    """Every form of the project."""
    modules = {
        import_module(".".join(path.relative_to(code.ROOT).with_suffix("").parts))
        for path in FORMS
        if path.stem != "__init__"
    }
    return sorted(
        {
            thing
            for module in modules
            for thing in vars(module).values()
            if isinstance(thing, type)
            and issubclass(thing, forms.BaseForm)
            and thing.__module__ == module.__name__
        },
        key=lambda form: (form.__module__, form.__name__),
    )


def answers(form: type[forms.BaseForm]) -> list[str]:
    """What a form answers to a mistake, as its reader gets it."""
    return [
        str(asking(name, field) if words == STOCK and issubclass(form, Plain) else words)
        for name, field in form.base_fields.items()
        for mistake, words in field.error_messages.items()
        if mistake not in NEVER_MADE and not (mistake == "required" and unasked(field))
    ]


def unasked(field: forms.Field) -> bool:
    """A field that may stay empty, or that nobody fills in by hand."""
    return not field.required or field.widget.is_hidden


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.__name__)
def test_a_mistake_in_a_form_is_answered_with_what_to_do(form):
    assert [words for words in answers(form) if NEVER.search(words)] == []


def test_the_stock_answer_to_an_empty_field_would_be_noticed():
    assert NEVER.search(str(STOCK))
