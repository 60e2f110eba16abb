"""A26: whoever marks work is not told whose it is."""

import pytest

from assessments.rules.by_number import who_reads_it_is_not_marking_it


@pytest.mark.rule("A26")
def test_the_record_is_closed_to_its_assessor_and_says_when_it_opens():
    refusal = who_reads_it_is_not_marking_it(is_marking=True)

    assert refusal.rule == "A26"
    assert refusal.clause.is_own
    assert "when its result is finalised" in str(refusal.reason)


@pytest.mark.rule("A26")
def test_the_record_is_open_to_everybody_else():
    assert who_reads_it_is_not_marking_it(is_marking=False) is None
