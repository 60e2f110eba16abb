"""A review of marking, taken through by hand: no act of the portal does so yet."""

from assessments.models import Allocation, Assurance, Marking, Result
from assessments.operations import assuring
from centres.models import AssessorApproval
from tests.factories import standing_as
from tests.world import World


def reviewed(world: World, result: Result) -> None:
    """Have the work of a result marked again, assured and finalised, for a later version."""
    again = _allocated_again(world, result)
    with standing_as(world.assessor) as by:
        world.mark(again, "pass", by)
    with standing_as(world.lead) as by:
        assurance = assuring.open_assurance(marking=again, by=by, now=world.now)
        rows = Assurance.objects.filter(pk=assurance.pk)
        rows.update(outcome="agreed", completed_at=world.now)
        Marking.objects.filter(pk=again.pk).update(state="finalised")


def _allocated_again(world: World, result: Result) -> Marking:
    same = {"centre_id": result.centre_id, "submission_id": result.submission_id}
    with standing_as(world.staff):
        again = Marking.objects.create(purpose="review", state_since=world.now, **same)
        Allocation.objects.create(
            marking=again,
            person_id=world.assessor.person,
            approval=AssessorApproval.objects.get(person_id=world.assessor.person),
            allocated_by=world.staff.person,
            allocated_at=world.now,
            **same,
        )
        Marking.objects.filter(pk=again.pk).update(state="allocated")
        return again
