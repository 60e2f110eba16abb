"""A form sent again from the same page: the same words are a double click, others are not."""

from uuid import uuid4

import pytest

from tests.assessments.pages.sheet import filled_in
from tests.assessments.pages.test_assuring import unchanged
from tests.assessments.pages.test_checking import ANSWER_BY, points
from tests.assessments.pages.test_old_pages import shown
from tests.pages import words

STAFF, ASSESSOR = "/northgate/staff", "/northgate/assessor/marking"


def to_check(world, staff, lead, assessor):
    """A check: accepted first, then returned from the same page."""
    sent = world.submitted()
    at = staff.post(f"{STAFF}/checks/{sent.reference}/start/").url
    form = points(sent, world) | shown(staff.get(at)) | {"act": "accept"}
    other = points(sent, world, opens="Never seen.") | ANSWER_BY | {"act": "return"}
    return staff, at, form, other


def to_take_back(world, staff, lead, assessor):
    """Work taken back, then taken back for another reason."""
    at = f"{STAFF}/with-assessors/{world.allocated().reference}/"
    form = shown(staff.get(at)) | {"because": "The assessor is ill."}
    return staff, at, form, {"because": "Never seen."}


def to_compare(world, staff, lead, assessor):
    """A comparison: finalised, then returned from the same page."""
    at = lead.post(f"{STAFF}/assure/{world.marked().reference}/open/").url
    form = unchanged(world) | shown(lead.get(at)) | {"act": "finalise", "comment": ""}
    return lead, at, form, {"act": "return", "comment": "Never seen."}


def to_mark(world, staff, lead, assessor):
    """A sheet saved and handed over, then changed on the page that saved it."""
    at = f"{ASSESSOR}/{world.allocated().reference}/"
    assessor.post(f"{at}begin/")
    return assessor, at, filled_in(world) | {"act": "submit"}, {"overall": "Never seen."}


@pytest.mark.rule("A25", "A26", "A28", "A30")
@pytest.mark.parametrize("page", [to_check, to_take_back, to_compare, to_mark])
def test_one_key_with_the_same_words_is_quiet_and_with_others_gives_them_back(
    world, staff, lead, assessor, page
):
    client, at, form, other = page(world, staff, lead, assessor)
    form |= {"form_key": str(uuid4())}
    assert client.post(at, form).status_code == 302
    if page is to_mark:
        client.post(f"{at}submit/", {"version": 1})

    pressed_twice = client.post(at, form)
    changed = client.post(at, form | other)

    assert pressed_twice.status_code == (200 if page in (to_mark, to_compare) else 302)
    assert "was not saved" not in words(pressed_twice)
    assert changed.status_code == 409
    assert "Never seen." in words(changed)
