"""A27, A28: a decision and feedback for every criterion; every one passed is a pass."""

import pytest

from assessments.rules.marking import (
    Mark,
    every_criterion_has_decision_and_feedback,
    outcome_of,
)


@pytest.mark.rule("A27", "A28")
@pytest.mark.parametrize(
    ("marks", "open_ones"),
    [
        ([Mark("1.1", "pass", "Clear."), Mark("1.2", "referral", "Say more.")], None),
        ([Mark("1.1", "pass", "  "), Mark("1.2", "", "Say more.")], "1.1, 1.2"),
        ([], "all"),
    ],
)
def test_no_criterion_is_left_without_decision_and_feedback(marks, open_ones):
    refusal = every_criterion_has_decision_and_feedback(marks)

    assert (refusal.reason.values["labels"] if refusal else None) == open_ones


@pytest.mark.parametrize(
    ("decisions", "outcome"),
    [
        (["pass", "pass"], "pass"),
        (["pass", "referral"], "referral"),
        ([], "referral"),
    ],
)
def test_one_referred_criterion_refers_the_unit(decisions, outcome):
    assert outcome_of(decisions) == outcome
