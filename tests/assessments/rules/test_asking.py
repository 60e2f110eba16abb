"""A38: who closes a question that needs no answer any more."""

import pytest

from assessments.rules.asking import closed_by_who_holds_it


@pytest.mark.rule("A38")
@pytest.mark.parametrize("holds", [True, False])
def test_a_question_is_closed_by_who_holds_the_work(holds):
    assert (closed_by_who_holds_it(holds=holds) is None) == holds
