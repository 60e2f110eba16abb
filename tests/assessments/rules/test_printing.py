"""A33: what could never be printed is said before nobody can change it."""

import pytest

from assessments.rules.printing import every_letter_can_be_printed


@pytest.mark.rule("A33")
@pytest.mark.parametrize("undrawn", [{}, {"overall comment": set()}])
def test_what_can_be_printed_is_not_stopped(undrawn):
    assert every_letter_can_be_printed(undrawn) is None


@pytest.mark.rule("A33")
def test_each_letter_is_named_with_its_place():
    refusal = every_letter_can_be_printed({"feedback on 1.2": {"\x07"}, "overall comment": {"𒀀"}})

    assert refusal.rule == "A33"
    assert "feedback on 1.2: U+0007; overall comment: 𒀀 (U+12000)." in str(refusal.reason)
