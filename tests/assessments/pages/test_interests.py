"""What the pages say of an interest in work that somebody holds already (A26, A30)."""

import pytest

from awarding.kernel.actors import Actor, Role
from tests.factories import standing_as
from tests.pages import client_of, words

STAFF, ASSESSOR = "/northgate/staff", "/northgate/assessor"
STOPPED = "You have an interest in the centre or the learner of this work."
CLAUSE = "Nobody assesses work of a centre or a learner they have an interest in."


def recorded(world, staff, somebody: Actor):
    """The answer to recording that somebody has an interest in the centre."""
    at = f"{STAFF}/assessors/{somebody.person}/interests/"
    sent = {"declare-centre_number": "012345", "declare-reason": "His sister teaches there."}
    return staff.post(at, sent, follow=True)


@pytest.mark.rule("A26")
def test_recording_an_interest_says_what_is_in_hand_and_where_it_is_taken_back(world, staff):
    held = world.allocated()

    page = recorded(world, staff, world.assessor)

    assert "They hold 1 such submission now. It goes no further" in words(page)
    assert "1 submission in hand with an interest" in words(page)
    assert f"{STAFF}/with-assessors/{held.reference}/" in page.content.decode()


@pytest.mark.rule("A26")
def test_an_interest_in_nothing_in_hand_says_no_more_than_that(world, staff):
    page = recorded(world, staff, world.assessor)

    assert "they neither mark nor assure" in words(page)
    assert "in hand with an interest" not in words(page)


@pytest.mark.rule("A26")
@pytest.mark.parametrize("tied", [True, False])
def test_staff_see_which_work_in_hand_is_stopped_by_an_interest(world, staff, tied):
    held = world.allocated()
    if tied:
        recorded(world, staff, world.assessor)

    held_by = words(staff.get(f"{STAFF}/with-assessors/"))
    record = words(staff.get(f"{STAFF}/submissions/{held.reference}/"))

    assert ("Has an interest" in held_by) == tied
    assert ("has an interest in this work: His sister teaches there. They can" in record) == tied


@pytest.mark.rule("A30")
def test_the_record_names_a_lead_assessor_with_an_interest(world, staff):
    work = world.marked()
    client_of(world.lead).post(f"{STAFF}/assure/{work.reference}/open/")
    recorded(world, staff, world.lead)
    with standing_as(world.staff):
        name = world.membership(world.lead).name

    record = words(staff.get(f"{STAFF}/submissions/{work.reference}/"))

    assert f"{name} has an interest in this work: His sister teaches there." in record


@pytest.mark.rule("A26")
def test_a_lead_assessor_who_does_not_mark_is_found_and_is_approved_for_nothing(world, staff):
    lead, both = (
        world.somebody(Role.LEAD_ASSESSOR),
        world.somebody(Role.ASSESSOR, Role.LEAD_ASSESSOR),
    )

    listed = staff.get(f"{STAFF}/assessors/").content.decode()
    page = words(staff.get(f"{STAFF}/assessors/{lead.person}/"))

    assert f"{STAFF}/assessors/{lead.person}/" in listed
    assert listed.count(f"{STAFF}/assessors/{both.person}/") == 1
    assert "Record an interest" in page
    assert "Approve for a unit" not in page


@pytest.mark.rule("A26")
def test_the_assessor_reads_the_clause_and_nothing_of_whose_work_it_is(world, staff):
    held, assessor = world.allocated(), client_of(world.assessor)
    recorded(world, staff, world.assessor)

    work = assessor.get(f"{ASSESSOR}/marking/{held.reference}/")
    begun = assessor.post(f"{ASSESSOR}/marking/{held.reference}/begin/")
    on = assessor.get(f"{ASSESSOR}/worklist/")

    assert begun.status_code == 409
    assert "You have an interest" in words(on)
    for page in (work, begun):
        assert STOPPED in words(page)
        assert CLAUSE in words(page)
        assert "sister" not in words(page)
        assert "Riverside" not in words(page)


@pytest.mark.rule("A26")
def test_an_open_sheet_says_so_in_place_of_its_boxes_and_keeps_nothing_more(world, staff):
    held, assessor = world.allocated(), client_of(world.assessor)
    at = f"{ASSESSOR}/marking/{held.reference}/"
    assessor.post(f"{at}begin/")
    recorded(world, staff, world.assessor)

    page = assessor.get(at)
    saved = assessor.post(
        f"{at}save/",
        {"overall": "Well argued."},
        headers={"X-Groups": "overall", "X-Version": "0"},
    )
    handed_over = assessor.get(f"{at}submit/")

    assert STOPPED in words(page)
    assert "<textarea" not in page.content.decode()
    assert (saved.status_code, saved.json()["message"][: len(STOPPED)]) == (409, STOPPED)
    assert STOPPED in words(handed_over)


@pytest.mark.rule("A30")
def test_a_lead_assessor_reads_why_work_is_not_theirs(world, staff):
    work, lead = world.marked(), client_of(world.lead)
    recorded(world, staff, world.lead)

    queue = words(lead.get(f"{STAFF}/assure/"))
    page = words(lead.get(f"{STAFF}/assure/{work.reference}/"))

    assert STOPPED in queue
    assert STOPPED in page
    assert CLAUSE in page


@pytest.mark.rule("A26")
def test_work_marked_before_the_interest_is_told_apart_from_what_it_stops(world, staff):
    work = world.marked()

    page = words(recorded(world, staff, world.assessor))
    record = words(staff.get(f"{STAFF}/submissions/{work.reference}/"))

    assert "1 submission marked before the interest was recorded, not finalised" in page
    assert "go no further" not in page
    assert "It was marked before." in record
