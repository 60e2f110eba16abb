"""A36: what was released is in the registry and nothing else, told both ways."""

import pytest

from assessments.rules.reconciling import Difference, Held, What, differences

KEY = "result-1-v1"
TOLD = (("learner_number", "R1"), ("unit_code", "8605-300"))
OTHER = (("learner_number", "R2"), ("unit_code", "8605-300"))


def found(ours=None, theirs=None):
    return [
        (one.key, one.what)
        for one in differences({KEY: ours} if ours else {}, {KEY: theirs} if theirs else {})
    ]


def test_what_both_hold_alike_is_no_difference():
    assert found(Held(TOLD, "ORC-1"), Held(TOLD, "ORC-1")) == []


@pytest.mark.rule("A36")
@pytest.mark.parametrize(
    ("ours", "theirs", "what"),
    [
        (Held(TOLD, "ORC-1"), None, What.GONE),
        (Held(TOLD, ""), None, What.NOT_ENTERED),
        (Held(TOLD, ""), Held(TOLD, "ORC-1"), What.NOT_CONFIRMED),
        (None, Held(TOLD, "ORC-1"), What.NOT_OURS),
        (Held(TOLD, "ORC-1"), Held(OTHER, "ORC-1"), What.DIFFERS),
        (Held(TOLD, "ORC-1"), Held(TOLD, "ORC-2"), What.DIFFERS),
    ],
)
def test_every_way_to_differ_is_found(ours, theirs, what):
    assert found(ours, theirs) == [(KEY, what)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Held(TOLD, "", settled=False), None),
        (Held(TOLD, ""), Held(TOLD, "ORC-1", settled=False)),
        (None, Held(TOLD, "ORC-1", settled=False)),
    ],
)
def test_what_is_still_on_its_way_is_no_difference(ours, theirs):
    assert found(ours, theirs) == []


def test_what_we_hold_a_receipt_for_is_missed_however_new():
    assert found(Held(TOLD, "ORC-1", settled=False)) == [(KEY, What.GONE)]


def test_a_difference_says_what_each_side_holds():
    assert differences({}, {KEY: Held(TOLD, "ORC-1")}) == [
        Difference(
            KEY,
            What.NOT_OURS,
            theirs="learner_number R1; unit_code 8605-300; receipt ORC-1",
        )
    ]
