"""An assessor's approvals and interests."""

import pytest

from awarding.kernel.actors import Role
from centres.models import AssessorApproval, ConflictOfInterest
from tests.factories import standing_as
from tests.pages import words

HERE = "/northgate/staff"


def test_an_assessor_is_approved_and_an_interest_recorded(world, staff):
    new = world.somebody(Role.ASSESSOR)
    at = f"{HERE}/assessors/{new.person}/"
    day = {"approve-from_on_0": "1", "approve-from_on_1": "9", "approve-from_on_2": "2026"}

    staff.post(f"{at}approve/", {"approve-unit": world.unit.pk, **day})
    staff.post(
        f"{at}interests/", {"declare-centre_number": "012345", "declare-reason": "Taught there."}
    )
    page = words(staff.get(at))

    assert f"{world.unit} From 1 September 2026" in page
    assert "Riverside College · Centre 012345 Taught there." in page
    assert new.name in words(staff.get(f"{HERE}/assessors/?unit={world.unit.pk}"))


def test_an_approval_and_an_interest_end(world, staff):
    with standing_as(world.staff):
        interest = ConflictOfInterest.objects.create(
            person_id=world.assessor.person,
            centre=world.centre,
            reason="Taught there.",
            declared_at=world.now,
        )
        approval = AssessorApproval.objects.get()
    day = {"until_on_0": "1", "until_on_1": "2", "until_on_2": "2027"}

    staff.post(f"{HERE}/interests/{interest.pk}/end/")
    early = staff.post(f"{HERE}/approvals/{approval.pk}/end/", {**day, "until_on_2": "2024"})
    staff.post(f"{HERE}/approvals/{approval.pk}/end/", day)
    again = staff.post(f"{HERE}/approvals/{approval.pk}/end/", day, follow=True)

    assert "This approval was given its last day already." in words(again)
    page = words(staff.get(f"{HERE}/assessors/{world.assessor.person}/"))
    assert early.status_code == 409
    assert "Ends on must not be before the first day, 1 January 2025." in words(early)
    assert "until 1 February 2027" in page
    assert "No longer holds" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Say what the interest is."),
        ({"declare-reason": "x"}, "Enter a centre number or a registration number."),
        (
            {"declare-reason": "x", "declare-centre_number": "999999"},
            "Enter the number of one of your centres.",
        ),
        (
            {"declare-reason": "x", "declare-registration_number": "R1"},
            "Enter a registration number you have issued.",
        ),
    ],
)
def test_an_interest_without_its_facts_says_what_to_enter(world, staff, sent, said):
    at = f"{HERE}/assessors/{world.assessor.person}/interests/"

    assert said in words(staff.post(at, sent))
