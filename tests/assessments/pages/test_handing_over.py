"""An assessor's sheet is handed over once it is complete, and is read from then on."""

import pytest

from assessments.models import Marking
from tests.assessments.pages.sheet import filled_in, typed
from tests.factories import standing_as
from tests.pages import words

HERE = "/northgate/assessor"


def test_submitting_saves_then_asks_once_then_hands_over(world, assessor, begun):
    asked = assessor.post(begun, filled_in(world) | {"act": "submit"})
    page = words(assessor.get(asked.url))
    done = assessor.post(asked.url, {"version": 1}, follow=True)

    assert asked.url == f"{begun}submit/"
    assert "This comes to: Pass Pass: 4 Referral: 0" in page
    assert "is with a lead assessor." in words(done)
    with standing_as(world.staff):
        assert Marking.objects.get().state == "marked"


@pytest.mark.rule("A28")
def test_a_sheet_that_is_not_complete_says_why_it_cannot_be_submitted(world, assessor, begun):
    page = assessor.get(f"{begun}submit/")
    refused = assessor.post(f"{begun}submit/", {"version": 0})

    assert "Still open: 1.1, 1.2, 2.1, 2.2." in words(page)
    assert "disabled" in page.content.decode()
    assert (refused.status_code, "rule A28" in words(refused)) == (409, True)


@pytest.mark.rule("A33")
def test_letters_no_result_sheet_could_print_are_named_before_the_hand_over(
    world, assessor, begun
):
    sent = filled_in(world) | {"overall": "Well done \U00012000."}
    asked = assessor.post(begun, sent | {"act": "submit"})

    assert "overall comment: \U00012000 (U+12000)." in words(assessor.get(asked.url))
    assert assessor.post(asked.url, {"version": 1}).status_code == 409


def test_a_sheet_changed_after_the_question_is_read_again(world, assessor, begun):
    assessor.post(begun, filled_in(world) | {"act": "save"})

    again = assessor.post(f"{begun}submit/", {"version": 0}, follow=True)

    assert "The sheet was changed since." in words(again)


@pytest.mark.rule("A29")
def test_what_was_handed_over_is_read_and_no_longer_changes(world, assessor):
    done = world.marked()
    at = f"{HERE}/marking/{done.reference}/"

    page = words(assessor.get(at))
    late = typed(assessor, at, "overall", 9, overall="More.")

    assert "Your marking came to: Pass." in page
    assert "It no longer changes, unless it is returned to you." in page
    assert "You explain this with an example on page 2." in page
    assert late.status_code == 409
    assert "handed over in another window" in late.json()["message"]
    finished = words(assessor.get(f"{HERE}/finished/"))
    assert f"{done.reference} " in finished
    assert "Your marking Working days" in finished
    assert "With a lead assessor" in finished


def test_the_finished_list_says_what_the_marking_came_to(world, assessor):
    done = world.marked(decision="referral")

    assert "Referral" in words(assessor.get(f"{HERE}/finished/"))
    page = words(assessor.get(f"{HERE}/marking/{done.reference}/"))
    assert "Your marking came to: Referral." in page


def test_a_finalised_sheet_is_not_said_to_come_back(world, assessor):
    done = world.marked()
    world.finalised(done)

    page = words(assessor.get(f"{HERE}/marking/{done.reference}/"))

    assert "It no longer changes." in page
    assert "unless it is returned" not in page
