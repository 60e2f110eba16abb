"""Whoever marks a piece of work is told by no page of the staff's side whose it is."""

import pytest

from assessments.models import Hold
from assessments.operations import allocating
from awarding.kernel.actors import Actor, Role
from awarding.kernel.rules import Refused
from tests.assessments.pages.by_number import (
    handed_over,
    held,
    marking,
    sent_back,
    told,
    with_a_lead,
)
from tests.factories import standing_as
from tests.pages import client_of, words
from tests.world import ALL_STAFF, World

HERE = "/northgate/staff"
#: Where staff read whose the work is, or its centre, by the name of the address.
TELLING = {"submission", "submissions", "with-assessors", "sent-file", "place-hold"}


@pytest.fixture
def both(world: World) -> Actor:
    """Somebody with every duty of the staff, who is an assessor and a lead assessor too."""
    somebody = world.somebody(*ALL_STAFF, Role.LEAD_ASSESSOR, Role.ASSESSOR)
    world.approve(somebody)
    return somebody


@pytest.mark.rule("A26")
@pytest.mark.parametrize("stands", [marking, handed_over, with_a_lead, sent_back])
def test_no_page_of_the_staff_names_to_an_assessor_whose_work_they_mark(world, both, stands):
    work = held(world, stands(world, both))

    assert told(client_of(both), world, work) == {}


@pytest.mark.rule("A26")
def test_the_same_pages_name_it_to_another_who_does_not_mark_it(world, both):
    work = held(world, marking(world, both))
    other = world.somebody(*ALL_STAFF, Role.LEAD_ASSESSOR)

    found = told(client_of(other), world, work)

    assert set(found) >= TELLING
    assert found["submission"] >= {"Siân Gŵyn Llŷr", "Riverside College", "cover_sheet.pdf"}


KEPT_BACK = ["submissions/{}/", "submissions/{}/clock/", "submissions/{}/sheet/", "checks/{}/"]


@pytest.mark.rule("A26")
@pytest.mark.parametrize("page", KEPT_BACK)
def test_a_page_that_is_kept_back_says_why_and_leads_to_the_marking(world, both, page):
    work, client = marking(world, both), client_of(both)

    answer = client.get(f"{HERE}/{page.format(work.reference)}")

    assert answer.status_code == 409
    assert "its record opens for you when its result is finalised" in words(answer)
    assert "How the portal works" in words(answer)
    mark_url = f"/northgate/assessor/marking/{work.reference}/"
    assert mark_url in answer.content.decode()
    assert client.get(mark_url).status_code == 200


@pytest.mark.rule("A26")
def test_a_hold_on_it_is_lifted_by_somebody_else(world, both):
    work = held(world, marking(world, both))
    with standing_as(world.staff):
        hold = Hold.objects.get(submission=work)

    answer = client_of(both).post(f"{HERE}/holds/{hold.pk}/lift/", {"because": "Answered."})

    assert answer.status_code == 409
    with standing_as(world.staff):
        assert Hold.objects.get(pk=hold.pk).lifted_at is None


@pytest.mark.rule("A26")
def test_a_script_is_told_the_rule_as_data(world, both):
    work = marking(world, both)

    answer = client_of(both).get(
        f"{HERE}/submissions/{work.reference}/", headers={"accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["refusals"][0]["rule"]) == (409, "A26")


@pytest.mark.rule("A26")
def test_lists_show_it_by_number_and_a_search_by_name_does_not_find_it(world, both):
    work, client = marking(world, both), client_of(both)
    search = f"{HERE}/submissions/?find="

    for where in ("submissions/", "with-assessors/", f"submissions/?find={work.reference}"):
        page = client.get(f"{HERE}/{where}")
        assert f"{work.reference} You are marking this" in words(page)
        assert f"/submissions/{work.reference}/" not in page.content.decode()
    assert work.reference not in words(client.get(f"{search}Siân"))
    assert work.reference in words(client_of(world.staff).get(f"{search}Siân"))


@pytest.mark.rule("A26")
def test_its_record_opens_for_its_assessor_when_the_result_is_finalised(world, both):
    marked = handed_over(world, both)
    world.finalised(marked)

    page = client_of(both).get(f"{HERE}/submissions/{marked.reference}/")

    assert (page.status_code, "Siân Gŵyn Llŷr" in words(page)) == (200, True)


@pytest.mark.rule("A26")
def test_its_record_opens_again_when_the_work_is_taken_back(world, both):
    work = marking(world, both)
    with standing_as(world.staff) as by:
        from_them = world.marking_of(work)
        allocating.take_back(marking=from_them, because="Away.", by=by, now=world.now)

    assert client_of(both).get(f"{HERE}/submissions/{work.reference}/").status_code == 200


def test_a_list_asks_as_much_for_three_rows_of_ones_own_as_for_one(
    world, both, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of(both)
    marking(world, both)
    for where in ("submissions/", "with-assessors/"):
        with django_assert_max_num_queries(40) as one:
            client.get(f"{HERE}/{where}")
        marking(world, both)
        with django_assert_num_queries(len(one.captured_queries)):
            client.get(f"{HERE}/{where}")


@pytest.mark.rule("A26")
def test_who_checked_the_work_is_not_given_it_to_mark(world, both):
    checked = world.accepted(checked_by=both)

    with pytest.raises(Refused) as refused:
        world.allocated(checked, to=both)

    assert "checked this work and has read whose it is" in str(refused.value)
    desk = words(client_of(world.staff).get(f"{HERE}/allocate/"))
    assert f"{both.name} checked this work and has read whose it is" in desk
