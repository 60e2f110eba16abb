"""The register: every rule this version promises is kept somewhere, asks, and is tested."""

import inspect
import re
from pathlib import Path

import pytest

from awarding.kernel.rules import Kept
from awarding.register import loading
from awarding.register.places import place
from awarding.register.proofs import proofs
from awarding.register.sources import promised, sources

ROOT = Path(__file__).parents[2]
REGISTER = loading.register()
PROOFS = proofs(ROOT)
GATES = [one for one in REGISTER if one.kind == "gate"]
SAID_IN_AN_ANSWER = re.compile(r'(?:Refusal|Caution)\(\s*(?:rule=)?"([A-EQX]\w*)"')


def named(kept: Kept) -> str:
    return f"{kept.code}-{kept.where}"


def test_every_rule_of_the_sources_and_every_decision_is_copied_here():
    codes = list(sources())
    assert (len([code for code in codes if code[0] != "Q"]), len(codes)) == (344, 374)


@pytest.mark.parametrize("code", [one.code for one in promised()])
def test_a_promised_rule_is_kept_somewhere_and_tested(code):
    assert [one for one in REGISTER if one.code == code], "nothing in the code keeps it"
    assert PROOFS.get(code), "no test names it"


@pytest.mark.parametrize("kept", REGISTER, ids=named)
def test_what_is_kept_is_a_rule_of_the_sources_and_stands_where_it_says(kept):
    assert kept.code in sources()
    place(kept.where)


@pytest.mark.parametrize("code", sorted(PROOFS))
def test_a_test_names_only_rules_there_are(code):
    assert code in sources(), PROOFS[code]


@pytest.mark.parametrize("kept", GATES, ids=named)
def test_a_gate_asks_a_question_and_is_tested(kept):
    assert kept.question.endswith("?")
    assert PROOFS.get(kept.code), "no test names it"


@pytest.mark.parametrize("where", sorted({one.where for one in GATES}))
def test_a_gate_answers_under_the_codes_it_is_entered_with(where):
    entered = {one.code for one in GATES if one.where == where}
    assert set(SAID_IN_AN_ANSWER.findall(inspect.getsource(place(where)))) <= entered
