"""A27, A28: a decision and feedback for every criterion; every one passed is a pass."""

import pytest

from assessments.rules.marking import (
    Mark,
    comes_to,
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


@pytest.mark.parametrize(
    ("passed", "criteria", "outcome"),
    [(2, 2, "pass"), (1, 2, "referral"), (0, 0, "referral")],
)
def test_what_is_only_counted_comes_to_the_same_as_what_is_read(passed, criteria, outcome):
    decisions = ["pass"] * passed + ["referral"] * (criteria - passed)

    assert comes_to(passed, criteria) == outcome_of(decisions) == outcome
