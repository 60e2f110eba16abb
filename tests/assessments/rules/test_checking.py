"""A25, A41: accepted when every point is met, returned with itemised reasons otherwise."""

import pytest

from assessments.rules import clauses
from assessments.rules.checking import (
    Point,
    every_point_is_answered,
    every_point_is_met,
    return_says_what_to_do,
)

MET = Point("opens", "Every file opens.", is_met=True)
UNMET = Point("signed", "The cover sheet is signed.", is_met=False, what_to_do="Sign it.")
SILENT = Point("signed", "The cover sheet is signed.", is_met=False, what_to_do=" ")


@pytest.mark.rule("A25", "A41")
@pytest.mark.parametrize(("points", "accepted"), [([MET], True), ([MET, UNMET], False)])
def test_a_submission_is_accepted_when_every_point_is_met(points, accepted):
    assert (every_point_is_met(points) is None) == accepted


@pytest.mark.rule("A25")
def test_every_point_that_is_asked_is_answered():
    asked = [("opens", "Every file opens."), ("signed", "The cover sheet is signed.")]

    refusal = every_point_is_answered(asked, [MET])

    assert str(refusal.reason).endswith("is met: The cover sheet is signed.")
    assert every_point_is_answered(asked, [MET, UNMET]) is None


@pytest.mark.rule("A25")
def test_one_point_not_answered_is_asked_for_by_its_name():
    refusal = every_point_is_answered([(UNMET.code, UNMET.words)], [])

    assert str(refusal.reason) == "Choose whether this is met: The cover sheet is signed."


def test_several_points_not_answered_are_named_together():
    asked = [(UNMET.code, UNMET.words), (MET.code, MET.words)]

    assert str(every_point_is_answered(asked, []).reason) == (
        "Say of each point whether it is met. Not answered: The cover sheet is signed; Every file"
        " opens."
    )


@pytest.mark.rule("A25")
@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([MET], "Every point is met. Accept the submission, or untick the point that is not."),
        ([SILENT], "Say what the centre must do about: The cover sheet is signed."),
        ([MET, UNMET], None),
    ],
)
def test_a_return_names_each_point_and_what_to_do_about_it(points, words):
    refusal = return_says_what_to_do(points)

    assert (str(refusal.reason) if refusal else None) == words
    assert refusal is None or (refusal.rule, refusal.clause) == ("A25", clauses.RETURNED)
