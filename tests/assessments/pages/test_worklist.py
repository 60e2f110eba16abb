"""An assessor's work: what waits, what came back, and what is no longer theirs."""

import pytest
from django.test import Client

from assessments.models import Marking
from assessments.operations import allocating, assuring, finalising
from awarding.kernel.actors import Role
from tests.assessments.pages.sheet import criteria, typed
from tests.factories import member, person, signed_in, standing_as
from tests.pages import client_of, words

HERE = "/northgate/assessor"


def test_the_first_page_is_the_work_to_do_with_its_clock_and_progress(world, assessor):
    held = world.allocated()

    page = words(assessor.get(f"{HERE}/worklist/"))

    assert assessor.get("/").url == f"{HERE}/worklist/"
    assert held.reference in page
    assert "Not begun 4 criteria" in page
    assert "Day 1" in page
    assert "Do you know whose work it is?" in page


def test_the_worklist_asks_as_much_for_thirty_rows_as_for_one(
    world, assessor, django_assert_max_num_queries, django_assert_num_queries
):
    world.allocated()
    with django_assert_max_num_queries(25) as one:
        assessor.get(f"{HERE}/worklist/")
    world.allocated()
    world.allocated()

    with django_assert_num_queries(len(one.captured_queries)):
        assessor.get(f"{HERE}/worklist/")


def test_the_next_one_is_opened_in_one_press(world, assessor):
    first = world.allocated()
    world.allocated()

    opened = assessor.post(f"{HERE}/worklist/next/")

    assert opened.url == f"{HERE}/marking/{first.reference}/"
    assert "Submit to lead assessor" in words(assessor.get(opened.url))


def test_with_nothing_to_mark_the_page_says_so(world, assessor):
    assert "There is nothing to mark." in words(assessor.get(f"{HERE}/worklist/"))
    assert assessor.post(f"{HERE}/worklist/next/").url == f"{HERE}/worklist/"


def test_work_that_was_not_begun_shows_its_criteria_and_waits(world, assessor):
    held = world.allocated()

    page = words(assessor.get(f"{HERE}/marking/{held.reference}/"))

    assert "Begin marking" in page
    assert "1.1 Explain what a leader does." in page
    with standing_as(world.staff):
        assert Marking.objects.get().state == "allocated"


@pytest.mark.rule("A30")
def test_after_a_return_the_lead_assessors_comment_stands_above_the_sheet(world, assessor):
    done = world.marked()
    with standing_as(world.lead) as lead:
        opened = assuring.open_assurance(marking=world.marking_of(done), by=lead, now=world.now)
        assuring.return_to_assessor(
            assurance=opened, comment="Look at 1.2 again.", by=lead, now=world.now
        )
    at = f"{HERE}/marking/{done.reference}/"

    listed = words(assessor.get(f"{HERE}/worklist/"))
    waiting = words(assessor.get(at))
    assessor.post(f"{at}begin/")
    again = words(assessor.get(at))

    assert "Returned to you" in listed
    for page in (waiting, again):
        assert "Look at 1.2 again." in page
    assert "4 of 4 criteria marked" in again


@pytest.mark.rule("A30")
def test_what_the_lead_assessor_changed_is_shown_beside_what_was_marked(world, assessor):
    done = world.marked()
    one = criteria(world)[0]
    judged = finalising.Judgement(one.pk, "referral", "Name two leaders.", "Only one is named.")
    world.finalised(done, judgements=[judged])

    page = words(assessor.get(f"{HERE}/marking/{done.reference}/"))

    assert "The lead assessor: Referral Name two leaders. Why: Only one is named." in page


def test_work_taken_back_is_gone_and_a_save_says_so(world, assessor, begun):
    with standing_as(world.staff) as by:
        allocating.take_back(
            marking=Marking.objects.get(), because="On leave.", by=by, now=world.now
        )

    late = typed(assessor, begun, "overall", 0, overall="More.")

    assert assessor.get(begun).status_code == 404
    assert (late.status_code, late.json()["link"]) == (409, "Go to your worklist")


@pytest.mark.parametrize("where", ["another assessor", "another body"])
def test_nobody_else_reaches_the_work(world, other_body, where, begun):
    if where == "another assessor":
        stranger = client_of(world.somebody(Role.ASSESSOR))
    else:
        cal = person("cal@mti.test", "Cal Reid")
        member(cal, other_body, Role.ASSESSOR)
        stranger = signed_in(Client(), cal)
        begun = begun.replace("northgate", "mti")

    for at in ("", "submit/", "copies/1/"):
        assert stranger.get(f"{begun}{at}").status_code == 404
    assert stranger.post(f"{begun}begin/").status_code == 404


@pytest.mark.rule("A26")
def test_work_that_one_cannot_mark_is_handed_back_in_one_act(assessor, staff, begun):
    sheet = words(assessor.get(begun))
    asked = words(assessor.get(f"{begun}hand-back/"))
    silent = assessor.post(f"{begun}hand-back/", {"why": "other"})
    sent = assessor.post(f"{begun}hand-back/", {"why": "learner"}, follow=True)
    waits = words(staff.get("/northgate/staff/allocate/"))

    assert "Hand back" in sheet
    assert "nothing of this stops its clock" in asked
    assert silent.status_code == 409
    assert "Say why you hand it back." in words(silent)
    assert "is handed back, to be allocated to somebody else." in words(sent)
    assert "Handed back" in waits
    assert "I know who the learner is." in waits
    assert assessor.get(begun).status_code == 404
