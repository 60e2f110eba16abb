"""Templates: components take what they say, nothing is inline, every word can be translated."""

import re

import pytest
from django.template import Template

from tests.house import template_words

TEMPLATES = template_words.all_templates()
COMPONENTS = template_words.components()
SAMPLES = {name for name in TEMPLATES if name.startswith("design/")}
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style", re.IGNORECASE),
    "a handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a script without a source": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a date in figures": re.compile(r"d/m/[yY]"),
    "hx-on or hx-boost": re.compile(r"hx-(on|boost)", re.IGNORECASE),
    "an enhanced file upload": re.compile(r"govuk-file-upload\""),
}


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_takes_exactly_what_its_first_line_says(name):
    assert template_words.used(name) == template_words.declared(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_components_are_included_with_only_what_they_take(name):
    for include in template_words.includes(name):
        included = str(include.template.var)
        if included.startswith("components/"):
            assert include.isolated_context, f"{included} is included without 'only'"
            assert set(include.extra_context) <= template_words.declared(included), included


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles_and_has_nothing_inline(name):
    template_words.parsed(name)
    source = template_words.source(name)
    assert [what for what, found in FORBIDDEN.items() if found.search(source)] == []


OURS = ("assessments/", "centres/", "components/")


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.startswith(OURS)])
def test_every_form_of_ours_counts_once(name):
    source = template_words.source(name)
    assert source.count('method="post"') == source.count("{% form_key %}")


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in SAMPLES])
def test_every_word_is_marked_for_translation(name):
    assert template_words.unmarked_words(template_words.parsed(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_short(name):
    assert len(template_words.source(name).splitlines()) <= 80


def test_the_reader_sees_names_in_loops_conditions_filters_and_translations():
    template = Template(
        "{% load i18n %}{% for a in b %}{{ a.x|default:c }}{% endfor %}"
        "{% if d and e == 1 %}{% with f=g %}{{ f }}{% endwith %}{% endif %}"
        "{% blocktranslate with h=i %}{{ h }}{% endblocktranslate %}"
        '{% include "components/mark.html" with word=j tone="red" only %}'
    )

    assert set(template_words.names_in(template.nodelist, set())) == set("bcdegij")


def test_the_reader_sees_words_that_are_not_marked():
    template = Template('{% load i18n %}<p title="Yes">No</p>{% translate "Marked" %} · 1 &nbsp;')

    assert template_words.unmarked_words(template) == ["No", "Yes"]
