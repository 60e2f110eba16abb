"""X6: raising a concern and settling it, on the pages of those who do."""

import re

import pytest

from awarding.kernel.actors import Role
from tests.assessments.pages.sheet import filled_in, typed
from tests.pages import client_of, words

SAID = {"kind": "ai", "words": "Page 3 answers a prompt."}


@pytest.mark.rule("X6")
def test_an_assessor_raises_a_concern_and_whose_duty_it_is_settles_it(
    world, assessor, staff, begun
):
    asked = words(assessor.get(f"{begun}concern/"))
    sent = assessor.post(f"{begun}concern/", SAID, follow=True)
    sheet = words(assessor.get(begun))
    over = words(assessor.get(f"{begun}submit/"))
    home = words(staff.get("/northgate/staff/queues/"))
    listed = staff.get("/northgate/staff/concerns/")
    to_settle = re.search(r'href="([^"]+/settle/)"', listed.content.decode())[1]
    opened = words(staff.get(to_settle))
    settled = staff.post(to_settle, {"because": "The prompt is the learner’s own."}, follow=True)

    assert "Raise a concern about whose work it is" in sheet
    assert "the centre is told nothing" in asked
    assert "is held until your concern is settled." in words(sent)
    assert "Held: a concern is raised" in words(sent)
    assert "Held Undeclared use of AI Page 3 answers a prompt." in sheet
    assert "A concern about whose work this is has been raised." in over
    assert "1 Concerns" in home
    assert "Undeclared use of AI Page 3 answers a prompt." in words(listed)
    assert f"Raised by {world.assessor.name}," in opened
    assert "goes on." in words(settled)
    assert "No concern waits to be settled." in words(settled)
    assert "Settled" in words(assessor.get(begun))


@pytest.mark.rule("X6")
def test_who_may_not_settle_a_concern_is_told_whose_duty_it_is(world, assessor, begun):
    assessor.post(f"{begun}concern/", SAID)
    releaser = client_of(world.somebody(Role.RELEASE))

    listed = words(releaser.get("/northgate/staff/concerns/"))

    assert "Appeals and malpractice role" in listed
    assert "Concerns" not in words(releaser.get("/northgate/staff/queues/"))


@pytest.mark.rule("X6")
def test_a_whole_sheet_that_is_held_is_not_said_to_be_ready(world, assessor, begun):
    assessor.post(begun, filled_in(world))
    whole = words(assessor.get(begun))
    assessor.post(f"{begun}concern/", SAID)
    held = words(assessor.get(begun))
    saved = typed(assessor, begun, "overall", 1, overall="Argued well.")

    assert "4 of 4 criteria marked . Ready to submit." in whole
    assert "Held: it can be submitted once the concern is settled." in held
    assert saved.json()["counts"]["still-open"].startswith("Held: ")
    assert "Ready to submit" not in held


def test_a_concern_says_what_was_seen(assessor, begun):
    silent = assessor.post(f"{begun}concern/", {"kind": "ai"})

    assert silent.status_code == 409
    assert "Say what you saw, and where." in words(silent)


def test_the_list_of_concerns_asks_as_much_for_thirty_rows_as_for_one(
    world, assessor, staff, django_assert_num_queries, django_assert_max_num_queries
):
    def raise_one() -> None:
        at = f"/northgate/assessor/marking/{world.allocated().reference}/"
        assessor.post(f"{at}begin/")
        assessor.post(f"{at}concern/", SAID)

    raise_one()
    with django_assert_max_num_queries(25) as one:
        staff.get("/northgate/staff/concerns/")
    asked = len(one.captured_queries)
    raise_one()
    raise_one()

    with django_assert_num_queries(asked):
        staff.get("/northgate/staff/concerns/")


@pytest.mark.rule("X6")
def test_who_raised_a_concern_is_told_that_somebody_else_settles_it(world):
    both = world.somebody(Role.LEAD_ASSESSOR, Role.APPEALS)
    page = client_of(both)
    work = world.marked()
    page.post(f"/northgate/staff/assure/{work.reference}/open/")
    page.post(f"/northgate/staff/assure/{work.reference}/concern/", SAID)
    listed = page.get("/northgate/staff/concerns/").content.decode()

    to_settle = re.search(r'href="([^"]+/settle/)"', listed)[1]
    asked = page.get(to_settle)
    sent = page.post(to_settle, {"because": "It is fine."})

    assert "You raised this concern." in words(asked)
    assert "<textarea" not in asked.content.decode()
    assert sent.status_code == 409
