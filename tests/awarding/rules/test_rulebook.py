"""Q20: a body's own promise is one that a clock can keep."""

from dataclasses import replace

import pytest

from awarding.rules.clock import SlaTerms
from awarding.rules.rulebook import LONGEST, clock_can_keep_it

TERMS = SlaTerms(days=20, amber_from=15, red_from=18)


@pytest.mark.rule("Q20")
@pytest.mark.parametrize(
    ("numbers", "may"),
    [
        ({}, True),
        ({"days": 1, "amber_from": 1, "red_from": 1}, True),
        ({"days": 0, "amber_from": 0, "red_from": 0}, False),
        ({"days": -5, "amber_from": -9, "red_from": -7}, False),
        ({"days": LONGEST}, True),
        ({"days": LONGEST + 1}, False),
        ({"amber_from": 0}, True),
        ({"amber_from": -1}, False),
        ({"amber_from": 18}, True),
        ({"amber_from": 19}, False),
        ({"red_from": 20}, True),
        ({"red_from": 21}, False),
    ],
)
def test_amber_comes_by_red_and_red_by_the_last_day(numbers, may):
    assert (clock_can_keep_it(replace(TERMS, **numbers)) is None) == may


def test_the_reference_schemes_own_promise_can_be_kept():
    assert clock_can_keep_it(SlaTerms()) is None
