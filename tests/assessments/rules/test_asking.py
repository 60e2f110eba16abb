"""A38, A26: who closes a question, and what its answer leaves out."""

import pytest

from assessments.rules.asking import answer_has_no_part_of_the_name, closed_by_who_holds_it
from awarding.kernel.rules import Caution


@pytest.mark.rule("A38")
@pytest.mark.parametrize("holds", [True, False])
def test_a_question_is_closed_by_who_holds_the_work(holds):
    assert (closed_by_who_holds_it(holds=holds) is None) == holds


@pytest.mark.rule("A26")
def test_one_part_of_a_name_is_cautioned_by_its_word():
    said = answer_has_no_part_of_the_name("Siân")

    assert isinstance(said, Caution)
    assert "“Siân” is a part" in str(said.reason)
    assert answer_has_no_part_of_the_name("") is None
