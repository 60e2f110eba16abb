"""What comes round again is not decided from a page that showed the round before."""

import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from assessments.models import CriterionMark, Marking, MarkSheet, QualityCheck, Submission
from assessments.operations import submissions
from awarding.kernel.actors import Role
from tests.assessments.pages.sheet import criteria, filled_in, typed
from tests.assessments.pages.test_assuring import unchanged
from tests.assessments.pages.test_checking import ANSWER_BY, points
from tests.factories import standing_as
from tests.pages import words

STAFF, ASSESSOR = "/northgate/staff", "/northgate/assessor/marking"
NOT_SAVED = "What you sent was not saved"


def shown(answer) -> dict[str, str]:
    """The hidden box that says what a page showed."""
    return {"shown": re.search(r'name="shown" value="([^"]*)"', answer.content.decode())[1]}


@pytest.mark.rule("A25", "Q27")
@pytest.mark.parametrize("act", ["all-met", "return"])
def test_a_check_page_of_one_upload_decides_nothing_of_the_next(world, staff, act):
    sent = world.submitted()
    at = staff.post(f"{STAFF}/checks/{sent.reference}/start/").url
    old = points(sent, world, opens="Send a PDF.") | shown(staff.get(at)) | ANSWER_BY
    staff.post(at, old | {"act": "return"})
    with standing_as(world.coordinator) as by:
        again = world.filled(Submission.objects.get(pk=sent.pk))
        submissions.submit(submission=again, by=by, now=world.now)
    staff.post(f"{STAFF}/checks/{sent.reference}/start/")

    answer = staff.post(at, old | {"act": act})

    page = words(answer)
    assert answer.status_code == 409
    assert NOT_SAVED in page
    assert "Not met Send a PDF." in page
    assert "Points to check" in page
    with standing_as(world.staff):
        assert Submission.objects.get().state == "checking"
        assert QualityCheck.objects.latest("pk").outcome == "open"
    now = shown(staff.get(at))
    assert staff.post(at, {"act": "all-met"} | now).status_code == 302


@pytest.mark.rule("A30", "A31")
@pytest.mark.parametrize("act", ["finalise", "return"])
def test_a_comparison_of_one_round_decides_nothing_of_the_next(world, lead, assessor, act):
    done = world.marked()
    at = lead.post(f"{STAFF}/assure/{done.reference}/open/").url
    old = unchanged(world) | shown(lead.get(at)) | {"comment": "Look at 1.2 again."}
    lead.post(at, old | {"act": "return"})
    again = f"{ASSESSOR}/{done.reference}/"
    assessor.post(f"{again}begin/")
    with standing_as(world.assessor):
        version = MarkSheet.objects.latest("pk").version
    assessor.post(again, filled_in(world, version) | {"overall": "Never seen.", "act": "submit"})
    assessor.post(f"{again}submit/", {"version": version + 1})
    lead.post(f"{STAFF}/assure/{done.reference}/open/")

    answer = lead.post(at, old | {"act": act})

    page = words(answer)
    assert answer.status_code == 409
    assert NOT_SAVED in page
    assert "Comment to the assessor Look at 1.2 again." in page
    with standing_as(world.staff):
        assert Marking.objects.get().state == "in_qa"
    now = shown(lead.get(at))
    assert lead.post(at, unchanged(world) | now | {"act": "return", "comment": "No."}).url


@pytest.mark.rule("A27", "A29")
def test_a_sheet_left_open_in_one_round_changes_nothing_of_the_next(world, lead, assessor):
    done = world.marked()
    with standing_as(world.assessor):
        was = MarkSheet.objects.get().version
    at = lead.post(f"{STAFF}/assure/{done.reference}/open/").url
    lead.post(at, {"act": "return", "comment": "Look at 1.2 again."})
    again = f"{ASSESSOR}/{done.reference}/"
    assessor.post(f"{again}begin/")
    one = criteria(world)[0]

    saves = [
        typed(assessor, again, f"criterion-{one.pk}", n, **{f"feedback-{one.pk}": "Old."})
        for n in range(was + 1)
    ]
    for n in range(was + 1):
        assessor.post(f"{again}submit/", {"version": n})

    assert {answer.status_code for answer in saves} == {409}
    with standing_as(world.assessor):
        assert Marking.objects.get().state == "marking"
        assert not CriterionMark.objects.filter(feedback="Old.").exists()


@pytest.mark.rule("A26")
def test_a_page_to_take_work_back_takes_it_from_nobody_it_did_not_show(world, staff):
    held = world.allocated()
    at = f"{STAFF}/with-assessors/{held.reference}/"
    old = shown(staff.get(at)) | {"because": "The assessor is ill."}
    other = world.somebody(Role.ASSESSOR)
    world.approve(other)
    staff.post(at, old)
    world.now += timedelta(minutes=5)
    world.allocated(held, to=other)

    answer = staff.post(at, old)

    page = words(answer)
    assert answer.status_code == 409
    assert "The assessor is ill." in page.partition(NOT_SAVED)[2]
    assert f"{other.name} holds this." in page
    with standing_as(world.staff):
        assert Marking.objects.get().state == "allocated"


@pytest.mark.rule("A26")
def test_a_reason_to_take_back_what_nobody_has_any_more_is_given_back(world, staff):
    held = world.allocated()
    at = f"{STAFF}/with-assessors/{held.reference}/"
    form = shown(staff.get(at)) | {"because": "The assessor is ill.", "form_key": str(uuid4())}
    staff.post(at, form)

    pressed_twice = staff.post(at, form)
    late = staff.post(at, form | {"form_key": str(uuid4()), "because": "On leave."})

    assert pressed_twice.status_code == 302
    assert late.status_code == 409
    assert "On leave." in words(late).partition(NOT_SAVED)[2]


@pytest.mark.rule("A29")
def test_an_old_page_takes_work_back_from_no_lead_assessor_it_did_not_show(world, staff, lead):
    done = world.marked()
    open_it = f"{STAFF}/assure/{done.reference}/open/"
    lead.post(open_it)
    at = f"{STAFF}/with-assessors/{done.reference}/"
    old = shown(staff.get(at)) | {"because": "The lead assessor is ill."}
    staff.post(at, old)
    lead.post(open_it)

    answer = staff.post(at, old)

    assert answer.status_code == 409
    assert "The lead assessor is ill." in words(answer).partition(NOT_SAVED)[2]
    with standing_as(world.staff):
        assert Marking.objects.get().state == "in_qa"


@pytest.mark.parametrize("page", ["checks", "assure", "with-assessors"])
def test_a_form_that_does_not_say_what_it_showed_does_nothing(world, staff, lead, page):
    done = world.marked() if page == "assure" else world.allocated()
    client = lead if page == "assure" else staff
    if page == "assure":
        lead.post(f"{STAFF}/assure/{done.reference}/open/")
    if page == "checks":
        done = world.submitted(world.prepared(world.registered("Rhys Bowen")))
        staff.post(f"{STAFF}/checks/{done.reference}/start/")
    at = f"{STAFF}/{page}/{done.reference}/"
    form = unchanged(world) | {"act": "finalise", "because": "Away."}
    form |= {"act": "all-met"} if page == "checks" else {}

    sent = urlencode(form | {"form_key": str(uuid4())})
    answer = client.post(at, sent, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 409
    assert NOT_SAVED in words(answer)
