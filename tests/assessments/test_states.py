"""From which states each move starts, and from no other: the main job in order (A19 to A40)."""

import pytest

from assessments.states import MARKING, RESULT, SUBMISSION, M, R, S
from awarding.kernel.machines import Machine


def starts(machine: Machine, move: str) -> dict[str, str]:
    """Return the states from which a move starts, and where each leads."""
    possible = [state for state in machine.states() if machine.may(move, state)]
    return {state: machine.after(move, state) for state in possible}


@pytest.mark.rule("A19", "A41", "Q27")
def test_only_a_draft_or_returned_work_is_sent():
    assert starts(SUBMISSION, "submit") == {S.DRAFT: S.SUBMITTED, S.RETURNED: S.SUBMITTED}


@pytest.mark.rule("A25")
def test_what_was_sent_is_checked_before_anything_else():
    assert starts(SUBMISSION, "open_check") == {S.SUBMITTED: S.CHECKING}


@pytest.mark.rule("A25", "A41")
def test_only_what_is_being_checked_is_accepted():
    assert starts(SUBMISSION, "accept") == {S.CHECKING: S.ACCEPTED}


@pytest.mark.rule("A25", "A41", "Q27")
def test_only_what_is_being_checked_is_returned():
    assert starts(SUBMISSION, "return") == {S.CHECKING: S.RETURNED}


@pytest.mark.rule("A34")
def test_only_accepted_work_is_released():
    assert starts(SUBMISSION, "release") == {S.ACCEPTED: S.RELEASED}


@pytest.mark.rule("A19")
def test_nothing_is_withdrawn_once_its_check_has_begun_unless_it_came_back():
    assert set(starts(SUBMISSION, "withdraw")) == {S.DRAFT, S.SUBMITTED, S.RETURNED}


@pytest.mark.rule("A26")
def test_work_is_allocated_to_one_assessor_at_a_time():
    assert starts(MARKING, "allocate") == {M.TO_ALLOCATE: M.ALLOCATED}


@pytest.mark.rule("A26")
def test_unfinished_work_is_taken_back_and_what_was_handed_over_is_not():
    assert starts(MARKING, "take_back") == dict.fromkeys(
        (M.ALLOCATED, M.MARKING, M.RETURNED_TO_ASSESSOR), M.TO_ALLOCATE
    )


@pytest.mark.rule("A27")
def test_allocated_work_and_work_that_came_back_is_marked():
    assert starts(MARKING, "start") == dict.fromkeys(
        (M.ALLOCATED, M.RETURNED_TO_ASSESSOR), M.MARKING
    )


@pytest.mark.rule("A29")
def test_marking_under_way_is_handed_over_once():
    assert starts(MARKING, "complete") == {M.MARKING: M.MARKED}


@pytest.mark.rule("A30")
def test_a_lead_assessor_opens_what_was_handed_over():
    assert starts(MARKING, "open_qa") == {M.MARKED: M.IN_QA}


@pytest.mark.rule("A30")
def test_only_what_is_being_assured_goes_back_to_its_assessor():
    assert starts(MARKING, "return_to_assessor") == {M.IN_QA: M.RETURNED_TO_ASSESSOR}


@pytest.mark.rule("A31")
def test_only_what_is_being_assured_is_finalised():
    assert starts(MARKING, "finalise") == {M.IN_QA: M.FINALISED}


@pytest.mark.rule("A33")
def test_a_sheet_is_made_of_a_finalised_result():
    assert starts(RESULT, "make_sheet") == {R.FINALISED: R.SHEET_READY}


@pytest.mark.rule("A33", "A34", "X6")
def test_a_result_is_released_once_its_sheet_is_there_and_never_twice():
    assert starts(RESULT, "release") == {R.SHEET_READY: R.RELEASED}


@pytest.mark.rule("A36")
def test_only_a_released_result_is_entered_in_the_registry():
    assert starts(RESULT, "register") == {R.RELEASED: R.REGISTERED}


@pytest.mark.rule("A37", "A40")
def test_only_a_released_result_is_referred():
    assert starts(RESULT, "refer") == {R.RELEASED: R.REFERRED}
