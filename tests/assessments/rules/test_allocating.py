"""A25, A26, A29: only an approved assessor without an interest, who has not judged it before."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.rules import allocating
from assessments.rules.allocating import AllocationFacts
from assessments.states import M, S
from awarding.kernel.rules import REGISTER

DAY = date(2026, 11, 20)
FIT = AllocationFacts(
    on=DAY,
    assessor="Ada Okafor",
    unit="8605-300 Understanding leadership",
    state="to_allocate",
    submission_state="accepted",
    is_assessor_now=True,
    approved_from=date(2026, 1, 1),
    approved_until=None,
    works_at_centre=False,
    conflict="",
    judged_before=False,
    checked_before=False,
    copies_ready=True,
)


@pytest.mark.parametrize(
    "question",
    [
        allocating.work_is_accepted,
        allocating.waits_for_an_assessor,
        allocating.is_an_assessor_now,
        allocating.approved_for_the_unit,
        allocating.no_interest,
        allocating.assessor_has_not_judged_it,
        allocating.assessor_has_not_checked_it,
        allocating.copies_are_ready,
    ],
)
def test_a_fit_assessor_may_mark(question):
    assert question(FIT) is None


@pytest.mark.rule("A26")
@pytest.mark.parametrize(
    ("begins", "ends", "allowed"),
    [
        (None, None, False),
        (date(2026, 11, 21), None, False),
        (date(2026, 11, 20), None, True),
        (date(2026, 1, 1), date(2026, 11, 20), False),
        (date(2026, 1, 1), date(2026, 11, 21), True),
    ],
)
def test_an_assessor_is_approved_for_the_unit_on_that_very_day(begins, ends, allowed):
    facts = replace(FIT, approved_from=begins, approved_until=ends)

    assert (allocating.approved_for_the_unit(facts) is None) == allowed


@pytest.mark.rule("A26")
def test_an_approval_that_begins_later_says_when():
    facts = replace(FIT, approved_from=date(2026, 12, 1))

    assert allocating.approved_for_the_unit(facts).until == date(2026, 12, 1)


@pytest.mark.rule("A26")
@pytest.mark.parametrize("interest", [{"works_at_centre": True}, {"conflict": "a cousin"}])
def test_an_interest_in_the_centre_or_the_learner_blocks(interest):
    assert allocating.no_interest(replace(FIT, **interest)).rule == "A26"


@pytest.mark.rule("A25")
@pytest.mark.parametrize("state", list(S))
def test_only_work_the_quality_check_accepted_is_allocated(state):
    refusal = allocating.work_is_accepted(replace(FIT, submission_state=state))

    assert (refusal is None) == (state in {"accepted", "released"})
    assert refusal is None or refusal.rule == "A25"


@pytest.mark.rule("A26")
@pytest.mark.parametrize("state", [state for state in M if state != M.TO_ALLOCATE])
def test_work_that_somebody_has_is_not_allocated_again(state):
    refusal = allocating.waits_for_an_assessor(replace(FIT, state=state))

    assert refusal.rule == "A26"
    assert "take it back first" in str(refusal.reason)


@pytest.mark.rule("A26")
def test_nobody_is_given_work_whose_time_as_an_assessor_is_over():
    refusal = allocating.is_an_assessor_now(replace(FIT, is_assessor_now=False))

    assert str(refusal.reason).startswith("Ada Okafor does not work as an assessor today.")


def test_every_question_of_allocation_is_put():
    put = [*allocating.of_the_work(FIT), *allocating.of_the_assessor(FIT)]
    asked = [one for one in REGISTER if one.where.startswith(f"{allocating.__name__}.")]

    assert put == [None] * len(asked)


@pytest.mark.rule("A29")
def test_who_judged_the_work_before_does_not_mark_it():
    assert allocating.assessor_has_not_judged_it(replace(FIT, judged_before=True)).rule == "A29"


@pytest.mark.rule("A26")
def test_who_checked_the_work_and_read_whose_it_is_does_not_mark_it():
    refusal = allocating.assessor_has_not_checked_it(replace(FIT, checked_before=True))

    assert refusal.rule == "A26"
    assert str(refusal.reason).startswith("Ada Okafor checked this work")


@pytest.mark.rule("A26")
def test_nothing_is_allocated_before_the_names_are_out_of_the_files():
    late = replace(FIT, copies_ready=False)

    assert allocating.copies_are_ready(late).rule == "A26"
    assert "still being made" in str(allocating.copies_are_ready(late).reason)
    stuck = allocating.copies_are_ready(replace(late, copies_are_stuck=True))
    assert "could not be made" in str(stuck.reason)
