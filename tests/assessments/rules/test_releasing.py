"""A33, A34, A36, X6: the one guard before a result becomes visible."""

from dataclasses import replace

import pytest

from assessments.rules import releasing
from assessments.rules.releasing import ReleaseFacts
from assessments.states import S

READY = ReleaseFacts(
    state="sheet_ready",
    marking_state="finalised",
    submission_state="accepted",
    has_sheet=True,
    holds="",
    awarded_elsewhere=False,
)


def test_a_sheet_that_could_not_be_made_is_not_said_to_be_under_way():
    late = replace(READY, has_sheet=False)

    assert "still being made" in str(releasing.sheet_comes_first(late).reason)
    stuck = releasing.sheet_comes_first(replace(late, sheet_is_stuck=True))
    assert "could not be made" in str(stuck.reason)
    assert "Registry" in str(stuck.reason)


CASES = [
    pytest.param(releasing.quality_assured_first, {"marking_state": "in_qa"}, "X6", id="not QA'd"),
    pytest.param(
        releasing.quality_assured_first, {"submission_state": "withdrawn"}, "X6", id="withdrawn"
    ),
    pytest.param(releasing.sheet_comes_first, {"has_sheet": False}, "A33", id="no sheet"),
    pytest.param(releasing.not_released_before, {"state": "released"}, "A34", id="out already"),
    pytest.param(releasing.judged_without_interest, {"tied": True}, "A26", id="an interest"),
    pytest.param(releasing.nothing_holds_it, {"holds": "a concern"}, "X6", id="held"),
    pytest.param(
        releasing.not_awarded_by_another_submission,
        {"awarded_elsewhere": True},
        "A36",
        id="a clash",
    ),
]


@pytest.mark.rule("A33", "A34", "A36", "X6", "A26", "A30")
@pytest.mark.parametrize(("question", "lacking", "rule"), CASES)
def test_nothing_is_released_that_lacks_one_thing(question, lacking, rule):
    assert question(READY) is None
    assert question(replace(READY, **lacking)).rule == rule


@pytest.mark.rule("X6")
@pytest.mark.parametrize("state", list(S))
def test_a_hold_is_placed_on_work_that_is_with_the_body_and_not_out(state):
    may = releasing.result_is_not_out(state) is None

    assert may == (state in (S.SUBMITTED, S.CHECKING, S.ACCEPTED))
