"""Our fields are built like GOV.UK's own, and say what to do."""

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from awarding.forms.day_field import DayField
from awarding.forms.plain import PlainForm

FIXTURES = json.loads((Path(__file__).parent / "govuk_fixtures.json").read_text())
CHOICES = [("1", "One"), ("2", "Two")]
VOID = {"input", "br"}


class Sample(PlainForm):
    name = forms.CharField(label="Full name", help_text="As on the certificate.")
    notes = forms.CharField(label="Notes", help_text="Short.", widget=forms.Textarea)
    unit = forms.ChoiceField(label="Unit", help_text="One.", choices=[("", "Choose"), *CHOICES])
    language = forms.ChoiceField(
        label="Language", help_text="One.", choices=CHOICES, widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Needs", help_text="All.", choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    born_on = DayField(label="Date of birth", help_text="For example, 27 3 1997.", years_back=120)
    evidence = forms.FileField(label="Evidence", help_text="PDF.")


class Skeleton(HTMLParser):
    """The elements of a piece of HTML, each with its depth and GOV.UK classes."""

    def __init__(self, html):
        super().__init__()
        self.depth = 0
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        classes = [name for name in (dict(attrs).get("class") or "").split() if "govuk" in name]
        sized = [name for name in classes if "--width" not in name]
        self.elements.append((self.depth, tag, sorted(sized)))
        self.depth += tag not in VOID

    def handle_endtag(self, tag):
        self.depth -= tag not in VOID


@pytest.mark.parametrize(
    ("field", "component"),
    [
        ("name", "input"), ("notes", "textarea"), ("unit", "select"), ("language", "radios"),
        ("needs", "checkboxes"), ("born_on", "date-input"), ("evidence", "file-upload"),
    ],
)  # fmt: skip
def test_a_field_is_built_like_its_govuk_component(field, component):
    ours = Skeleton(Sample({})[field].as_field_group()).elements

    assert ours == Skeleton(FIXTURES[component]).elements


def test_the_summary_is_built_like_its_govuk_component():
    class Two(PlainForm):
        one = forms.CharField()
        two = forms.CharField()

    ours = render_to_string("components/error-summary.html", {"form": Two({})})

    assert Skeleton(ours).elements == Skeleton(FIXTURES["error-summary"]).elements


def test_hint_and_message_describe_the_box():
    html = Sample({})["name"].as_field_group()

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert "required" not in html


def test_messages_lead_to_the_first_box_of_a_group():
    form = Sample({})

    assert [form[name].target for name in ("name", "unit", "language", "born_on")] == [
        "id_name", "id_unit", "id_language_0", "id_born_on_0",
    ]  # fmt: skip


def test_an_empty_form_says_what_to_do_in_every_field():
    said = [message for messages in Sample({}).errors.values() for message in messages]

    assert said == [
        "Enter an answer for “Full name”.",
        "Enter an answer for “Notes”.",
        "Select an answer for “Unit”.",
        "Select an answer for “Language”.",
        "Select an answer for “Needs”.",
        "Enter a date.",
        "Choose a file to upload.",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("31", "", "1997"), "Date of birth must include a month."),
        (("31", "2", "1997"), "Date of birth must be a real date."),
        (("x", "2", "1997"), "Date of birth must be a real date."),
    ],
)
def test_a_day_says_which_part_to_put_right(typed, said):
    form = Sample({f"born_on_{n}": part for n, part in enumerate(typed)})

    assert form.errors["born_on"] == [said]


@pytest.mark.django_db
def test_a_whole_form_gives_plain_values():
    form = Sample(
        {
            "name": "Siân Gŵyn", "notes": "x", "unit": "1", "language": "2", "needs": ["1"],
            "born_on_0": " 27", "born_on_1": "3", "born_on_2": "1997",
        },
        {"evidence": SimpleUploadedFile("a.pdf", b"%PDF")},
    )  # fmt: skip

    assert form.is_valid()
    assert form.cleaned_data["born_on"] == date(1997, 3, 27)


def test_what_may_be_left_out_says_so_except_in_a_filter():
    class Filter(PlainForm):
        says_optional = False
        unit = forms.CharField(label="Unit", required=False)

    class Asked(PlainForm):
        unit = forms.CharField(label="Unit", required=False)

    assert Asked()["unit"].heading == "Unit (optional)"
    assert Filter()["unit"].heading == "Unit"


def test_a_counted_text_area_is_not_cut_off_by_the_browser():
    class Counted(PlainForm):
        notes = forms.CharField(label="Notes", max_length=2000, widget=forms.Textarea)

    html = Counted()["notes"].as_field_group()

    assert 'data-maxlength="2000"' in html
    assert " maxlength=" not in html
    assert 'aria-describedby="id_notes-info"' in html
