"""X6: work somebody doubts is held until it is settled by whose duty it is."""

import pytest

from assessments.rules import concerns as rules
from assessments.rules.concerns import Concern


@pytest.mark.rule("X6")
@pytest.mark.parametrize(
    ("stage", "held"), [("marking", True), ("assurance", True), ("check", False), ("", False)]
)
def test_a_concern_is_raised_by_who_marks_or_assures_the_work(stage, held):
    assert (rules.raised_by_who_holds_it(stage) is None) == held


@pytest.mark.rule("X6")
@pytest.mark.parametrize(("words", "says"), [("Page 2.", True), (" \u200b\n", False), ("", False)])
def test_a_concern_says_what_was_seen(words, says):
    assert (rules.concern_says_what_was_seen(words) is None) == says


@pytest.mark.rule("X6")
def test_doubted_work_waits_and_says_who_settles_it():
    assert rules.nothing_is_doubted(doubted=False) is None
    assert "Appeals and malpractice" in str(rules.nothing_is_doubted(doubted=True).reason)


@pytest.mark.rule("X6")
@pytest.mark.parametrize("kind", [*Concern, "appeal", "other"])
def test_a_concern_and_no_other_hold_has_an_act_of_its_own(kind):
    assert (rules.hold_is_no_concern(kind) is not None) == (kind in set(Concern))


@pytest.mark.rule("X6")
@pytest.mark.parametrize(("raised_by", "by", "may"), [(7, 8, True), (7, 7, False)])
def test_a_concern_is_settled_by_another_than_raised_it(raised_by, by, may):
    assert (rules.settled_by_another(raised_by=raised_by, by=by) is None) == may
