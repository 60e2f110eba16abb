"""What is shown as a source's words is in the source, letter for letter; what is ours says so."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from awarding import component_samples
from awarding.kernel.rules import OWN, Clause, own
from awarding.register.loading import modules_of, our_apps

SENTENCES = tomllib.loads(Path(__file__).with_name("quoted.toml").read_text())["sentences"]
#: The only places beside rules where a clause is made, mostly read back from where it is kept.
ELSEWHERE = {
    "awarding/once.py",
    "awarding/kernel/rules.py",
    "awarding/models/deadline.py",
    "awarding/models/term.py",
    "awarding/component_samples.py",
}
GAP = {"…": ".*?"}
STANDS_FOR = r"\S+(?: \S+){0,2}"


def clauses():
    modules = [one for app in our_apps() for one in modules_of(f"{app.name}.rules")]
    found = [value for one in (*modules, component_samples) for value in vars(one).values()]
    return sorted({one for one in found if isinstance(one, Clause)}, key=str)


def is_said(clause, sentences):
    """Whether the words are a whole sentence of that place, but for what they show as left out."""
    parts = re.split(r"(…|\[[^]]+\])", clause.words)
    pattern = "".join(
        GAP.get(part) or (STANDS_FOR if part.startswith("[") else re.escape(part))
        for part in (one.strip() if one == "…" else one for one in parts)
    )
    pattern = pattern.replace(r"\ .*?", ".*?").replace(r".*?\ ", ".*?")
    return any(
        re.fullmatch(pattern, one["words"]) for one in sentences if one["place"] == str(clause)
    )


QUOTED = [one for one in clauses() if not one.is_own]


@pytest.mark.parametrize("clause", QUOTED, ids=lambda one: f"{one}: {one.words[:30]}")
def test_a_quotation_is_in_its_source_letter_for_letter(clause):
    assert is_said(clause, SENTENCES)


@pytest.mark.parametrize(
    "words",
    [
        "Our assessors mark the work.",
        "We mark the work",
        "… mark the work",
        "We … mark the work.",
        "We [may] the work.",
    ],
)
def test_words_that_the_source_does_not_say_are_found_out(words):
    place = {"place": "Charter, step 1", "words": "We mark the work, and give feedback."}

    assert not is_said(Clause("Charter", "", "step 1", words), [place])
    assert is_said(Clause("Charter", "", "step 1", "We mark … feedback."), [place])
    assert is_said(Clause("Charter", "", "step 1", "[The body] mark the work …"), [place])


def test_every_sentence_is_quoted_somewhere():
    idle = [one["words"] for one in SENTENCES if not any(is_said(c, [one]) for c in QUOTED)]

    assert idle == []


def test_the_portals_own_rules_are_numbered_by_what_they_are_about():
    ours = [one for one in clauses() if one.is_own]

    assert ours
    assert all(one.number and one.words.endswith(".") and not one.issue for one in ours)
    assert own("holds", "A hold holds.").document == OWN


@pytest.mark.parametrize("clause", clauses(), ids=lambda one: f"{one}: {one.words[:30]}")
def test_only_a_sources_words_are_shown_as_a_quotation(clause):
    shown = render_to_string("components/clause.html", {"clause": clause})

    assert ("<blockquote" in shown) is (not clause.is_own)
    assert ("The portal’s own rule" in shown) is clause.is_own


def test_clauses_are_made_where_this_test_looks():
    made = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in our_apps()
        for path in Path(app.path).rglob("*.py")
        if re.search(r"\bClause\(|\bown\(|\bstep\(\d", path.read_text())
    }

    assert {one for one in made if "/rules/" not in one} == ELSEWHERE
