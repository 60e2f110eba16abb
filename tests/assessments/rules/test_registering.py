"""A36, A37, X6: only released passes are entered in the registry."""

import pytest

from assessments.rules.registering import RegisterFacts, passed, released_first


@pytest.mark.rule("A36", "X6")
@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("finalised", False),
        ("sheet_ready", False),
        ("released", True),
        ("registered", True),
        ("referred", False),
    ],
)
def test_only_what_was_released_is_entered(state, allowed):
    refusal = released_first(RegisterFacts(state, "pass"))

    assert (refusal is None) == allowed


@pytest.mark.rule("A37")
@pytest.mark.parametrize(("outcome", "allowed"), [("pass", True), ("referral", False)])
def test_only_those_who_passed_are_entered(outcome, allowed):
    refusal = passed(RegisterFacts("released", outcome))

    assert (refusal is None) == allowed


def test_a_refusal_quotes_the_clause():
    refusal = passed(RegisterFacts("released", "referral"))

    assert refusal.clause.words.endswith("for the learners who have passed the assessment.")
