"""What has ended stays as it ended: asked again, nothing of it is written over."""

from datetime import date, timedelta

import pytest

from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from centres.operations import approving
from tests.factories import standing_as
from tests.world import World

A_DAY = timedelta(days=1)


@pytest.mark.rule("A26")
def test_an_approval_is_brought_to_its_end_and_not_put_off(world: World):
    approval = world.approve(world.somebody(Role.ASSESSOR))
    with standing_as(world.staff) as by:
        for day in (date(2026, 12, 10), date(2026, 12, 4), date(2026, 12, 20)):
            ended = approving.end_approval(approval=approval, until_on=day, by=by, now=world.now)

    assert ended.until_on == date(2026, 12, 4)


@pytest.mark.rule("A26")
def test_an_approval_does_not_end_before_it_began(world: World):
    approval = world.approve(world.somebody(Role.ASSESSOR))
    with standing_as(world.staff) as by, pytest.raises(Refused, match="1 January 2025"):
        approving.end_approval(
            approval=approval, until_on=date(2024, 12, 31), by=by, now=world.now
        )


@pytest.mark.rule("A26")
def test_an_interest_stays_as_it_ended(world: World):
    with standing_as(world.staff) as by:
        held = approving.declare_conflict(
            person=world.assessor.person or 0,
            centre=world.centre,
            learner=None,
            reason="Taught there.",
            by=by,
            now=world.now,
        )
        first = approving.end_conflict(conflict=held, by=by, now=world.now)
        again = approving.end_conflict(conflict=held, by=by, now=world.now + A_DAY)

    assert again.ended_at == first.ended_at == world.now


@pytest.mark.rule("X8")
def test_an_allocation_of_an_assurer_stays_as_it_ended(world: World):
    eqa = world.somebody(Role.EQA)
    with standing_as(world.staff) as by:
        given = approving.allocate_eqa(
            person=eqa.person or 0, centre=world.centre, by=by, now=world.now
        )
        ends = [
            approving.end_allocation(allocation=given, by=by, now=world.now + n * A_DAY)
            for n in (1, 2)
        ]

    assert [one.during.upper for one in ends] == [world.now + A_DAY] * 2
