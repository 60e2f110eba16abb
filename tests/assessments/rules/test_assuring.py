"""A29 to A31: independence of the lead assessor, and reasons for every change."""

from dataclasses import replace

import pytest

from assessments.rules import assuring
from assessments.rules.assuring import Change

SAME = Change("1.1", "pass", "Clear.", "pass", "Clear. ", "")
FLIPPED = replace(SAME, decision="referral", feedback="Say more.")


@pytest.mark.rule("A29", "A31")
@pytest.mark.parametrize(
    ("marked", "reviewed", "allowed"),
    [(False, False, True), (True, False, False), (False, True, False)],
)
def test_a_lead_assessor_never_assures_their_own_marking(marked, reviewed, allowed):
    refusal = assuring.lead_did_not_mark_it(marked=marked, reviewed=reviewed)

    assert (refusal is None) == allowed


@pytest.mark.rule("A31", "A30")
@pytest.mark.parametrize(("by", "allowed"), [(7, True), (8, False)])
def test_whoever_opened_it_finalises_it(by, allowed):
    assert (assuring.assured_by_who_opened_it(opened_by=7, by=by) is None) == allowed


@pytest.mark.rule("A30")
@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        (SAME, True),
        (FLIPPED, False),
        (replace(FLIPPED, reason="Criterion asks for two."), True),
        (replace(SAME, feedback="Clearer."), False),
        (replace(SAME, was_feedback="One.\nTwo.", feedback="One.\r\nTwo.\r\n"), True),
    ],
)
def test_every_change_says_why(change, allowed):
    assert (assuring.every_change_has_its_reason([change]) is None) == allowed


@pytest.mark.rule("A30")
@pytest.mark.parametrize(("change", "allowed"), [(SAME, False), (FLIPPED, True)])
def test_what_is_called_a_change_differs_from_the_assessors_view(change, allowed):
    refusal = assuring.every_change_differs([change])

    assert (refusal is None) == allowed
    if refusal:
        assert str(refusal.reason) == "Change the decision or the feedback of 1.1, or agree."


@pytest.mark.rule("A28")
@pytest.mark.parametrize("gap", [{"feedback": " "}, {"decision": ""}])
def test_a_changed_criterion_keeps_decision_and_feedback(gap):
    refusal = assuring.every_change_has_feedback([replace(FLIPPED, **gap)])

    assert refusal.reason.values["labels"] == "1.1"


@pytest.mark.rule("A30")
@pytest.mark.parametrize(("comment", "allowed"), [("Look at 1.2 again.", True), (" ", False)])
def test_a_return_to_the_assessor_says_why(comment, allowed):
    assert (assuring.return_says_why(comment) is None) == allowed
