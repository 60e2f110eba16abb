"""A04: a centre is approved from the first day of an approval up to, and without, its last."""

from datetime import date

import pytest

from centres.models import Approval
from centres.queries import approvals
from tests.factories import standing_as

FIRST, LAST, AGAIN = date(2026, 11, 20), date(2026, 11, 25), date(2026, 12, 1)


@pytest.mark.rule("A04")
@pytest.mark.parametrize(
    ("on", "today", "begins_on"),
    [
        (date(2026, 11, 19), False, FIRST),
        (FIRST, True, AGAIN),
        (date(2026, 11, 24), True, AGAIN),
        (LAST, False, AGAIN),
        (AGAIN, True, None),
    ],
)
def test_an_approval_covers_its_first_day_and_not_its_last(world, on, today, begins_on):
    with standing_as(world.staff):
        one = Approval.objects.get()
        Approval.objects.update(from_on=FIRST, until_on=LAST)
        Approval.objects.create(
            centre_id=one.centre_id, qualification_id=one.qualification_id, from_on=AGAIN
        )
        found = approvals.approved(centre=one.centre_id, qualification=one.qualification_id, on=on)

    assert (found.covers, found.begins_on) == (today, begins_on)
