"""One word per act: what operations do is what roles are granted, and nothing else."""

import re

import pytest

from awarding.kernel.actors import GRANTS, Role
from awarding.operation import OPERATIONS
from awarding.register import loading

loading.register()
OF_TESTS = {act for act in (*GRANTS.acts(), *OPERATIONS) if act.startswith("test.")}
LINES = [line for line in GRANTS.lines() if line.act not in OF_TESTS]


def test_every_act_is_granted_and_every_grant_is_of_an_act():
    assert set(OPERATIONS) - OF_TESTS == {line.act for line in LINES}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.act)
def test_an_act_is_a_noun_and_a_verb_with_a_sentence_and_somebody_to_do_it(line):
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", line.act)
    assert line.meaning.endswith(".")
    assert line.roles


@pytest.mark.parametrize("role", [role for role in Role if role.label.endswith("read only")])
def test_who_only_reads_is_granted_no_act(role):
    assert [line.act for line in LINES if role in line.roles] == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.act)
def test_a_persons_act_is_not_also_the_portals_own_unless_it_fills_a_calendar(line):
    if line.act != "calendar.seed":
        assert Role.WORKER not in line.roles or line.roles == {Role.WORKER}
