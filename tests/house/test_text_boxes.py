"""Every box that somebody types in is cleaned: no form has a text field of another kind."""

import ast

from django import forms

from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from tests.house.code import APPS, ROOT, calls, files, offending

#: Samples for those who build pages; nothing typed there is kept.
SAMPLES = {ROOT / "awarding" / "forms" / "sample.py"}


def stock_boxes(path):
    made = (one.func for one in calls(path) if isinstance(one.func, ast.Attribute))
    return [f"line {one.lineno}" for one in made if ast.unparse(one) == "forms.CharField"]


def test_every_text_box_is_one_of_ours():
    assert not offending(set(files(*APPS)) - SAMPLES, stock_boxes)


class Sample(PlainForm):
    name = TextBox()
    notes = TextBox(max_length=9, strip=False, widget=forms.Textarea)


def test_a_box_of_one_line_takes_a_name_and_a_text_area_takes_lines():
    form = Sample({"name": " Si\u200bân\x07 ", "notes": "\uf0b7 a\r\n\uf0b7 b\r\n\x07"})

    assert form.is_valid()
    assert form.cleaned_data == {"name": "Siân", "notes": "• a\n• b\n"}


def test_what_has_no_letter_left_was_not_given():
    assert not Sample({"name": "\u200b\x07", "notes": "a"}).is_valid()


def test_the_length_is_counted_as_the_browser_counts_it():
    assert Sample({"name": "a", "notes": "1234\r\n5678"}).is_valid()
    assert not Sample({"name": "a", "notes": "1234\r\n56789"}).is_valid()
