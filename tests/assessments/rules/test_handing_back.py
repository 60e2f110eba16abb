"""A26: an assessor who cannot mark a piece of work hands it back, saying why."""

import pytest

from assessments.forms.handing_back import HandBack
from assessments.rules.handing_back import Why, hand_back_says_why


@pytest.mark.rule("A26")
@pytest.mark.parametrize(
    ("because", "says"), [("", False), (" \u200b\n", False), ("My brother.", True)]
)
def test_work_is_handed_back_with_a_reason(because, says):
    assert (hand_back_says_why(because) is None) == says


@pytest.mark.parametrize(
    ("why", "words", "kept"),
    [
        (Why.LEARNER, "", "I know who the learner is."),
        (Why.LEARNER, " My niece. ", "I know who the learner is: My niece."),
        (Why.AWAY, "Until May.", "I am ill or away: Until May."),
        (Why.OTHER, "Not my trade.", "Not my trade."),
        (Why.OTHER, "", ""),
    ],
)
def test_what_is_kept_is_the_reason_and_what_was_added(why, words, kept):
    form = HandBack({"why": why, "words": words})

    assert form.is_valid()
    assert form.because() == kept
