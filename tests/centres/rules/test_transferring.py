"""A12: a registration goes on under a code of the assessment service."""

import pytest

from centres.rules import transferring as rules
from centres.rules.transferring import TransferFacts


@pytest.mark.rule("A12")
@pytest.mark.parametrize("there", [True, False])
def test_nobody_is_registered_twice_under_the_new_code(there):
    facts = TransferFacts("8605-21", False, to_code="8605-31", is_registered_there=there)

    refused = rules.is_not_on_the_new_code_already(facts)

    assert (refused is not None) == there
    assert not there or "8605-31 already" in str(refused.reason)
