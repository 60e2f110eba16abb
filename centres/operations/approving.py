"""What the body grants: approvals, codes, assessors per unit, EQA allocations; and conflicts."""

from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.models import Centre, Qualification, Unit
from awarding.operation import note, operation
from centres.models import (
    Allocation,
    Approval,
    AssessorApproval,
    CatalogueEntry,
    ConflictOfInterest,
    Learner,
)
from centres.queries import interests
from centres.rules import approving as rules


@operation("centre.approve", shown=True)
def approve_centre(
    *, centre: Centre, qualification: Qualification, from_on: date, by: Actor, now: datetime
) -> Approval:
    """Return the centre's approval for a qualification, in force from a day on."""
    made: Approval = Approval.objects.create(
        centre=centre, qualification=qualification, from_on=from_on
    )
    return made


@operation("catalogue.grant", shown=True)
def grant_code(
    *,
    centre: Centre,
    qualification: Qualification,
    code: str,
    is_service: bool,
    by: Actor,
    now: datetime,
) -> CatalogueEntry:
    """Return a code now in the centre's catalogue (A06)."""
    made: CatalogueEntry = CatalogueEntry.objects.create(
        centre=centre,
        qualification=qualification,
        code=code,
        is_service=is_service,
        granted_on=clock.london_day(now),
    )
    note(code=code)
    return made


@operation("assessor.approve")
def approve_assessor(
    *, person: int, unit: Unit, from_on: date, by: Actor, now: datetime
) -> AssessorApproval:
    """Return the approval of one of the body's assessors for a unit, from a day on."""
    made: AssessorApproval = AssessorApproval.objects.create(
        person_id=person, unit=unit, from_on=from_on
    )
    return made


@operation("assessor.end_approval")
def end_approval(
    *, approval: AssessorApproval, until_on: date, by: Actor, now: datetime
) -> AssessorApproval:
    """End an assessor's approval; what they hold already stays theirs to finish.

    Locks it. One that ends by that day already stays as it ends.
    """
    approval = AssessorApproval.objects.select_for_update().get(pk=approval.pk)
    unless(rules.ends_once_it_began(from_on=approval.from_on, until_on=until_on), subject=approval)
    if approval.until_on is not None and approval.until_on <= until_on:
        return approval
    approval.until_on = until_on
    approval.save(update_fields=["until_on"])
    return approval


@operation("conflict.declare")
def declare_conflict(
    *,
    person: int,
    centre: Centre | None,
    learner: Learner | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> ConflictOfInterest:
    """Record an interest in a centre or a learner: nothing of theirs is assessed from now on.

    Waits for what the person is doing at that moment, and they for it.
    """
    interests.hold(person, to_change=True)
    return record_interest(
        person=person, centre=centre, learner=learner, reason=reason, by=by, now=now
    )


def record_interest(
    *,
    person: int,
    centre: Centre | None,
    learner: Learner | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> ConflictOfInterest:
    """Record an interest of a person whose interests the caller keeps from changing."""
    made: ConflictOfInterest = ConflictOfInterest.objects.create(
        person_id=person,
        centre=centre,
        learner=learner,
        reason=reason,
        declared_at=now,
        declared_by=by.person,
    )
    return made


@operation("conflict.end")
def end_conflict(*, conflict: ConflictOfInterest, by: Actor, now: datetime) -> ConflictOfInterest:
    """End an interest that no longer holds. Locks it; one that ended stays as it ended."""
    conflict = ConflictOfInterest.objects.select_for_update().get(pk=conflict.pk)
    if conflict.ended_at is not None:
        return conflict
    conflict.ended_at = now
    conflict.save(update_fields=["ended_at"])
    return conflict


@operation("eqa.allocate")
def allocate_eqa(*, person: int, centre: Centre, by: Actor, now: datetime) -> Allocation:
    """Allocate an external quality assurer to a centre from now on."""
    made: Allocation = Allocation.objects.create(
        person_id=person, centre=centre, during=DateTimeTZRange(now, None)
    )
    return made


@operation("eqa.end_allocation")
def end_allocation(*, allocation: Allocation, by: Actor, now: datetime) -> Allocation:
    """End an allocation; the centre's pages close to the assurer with the next statement.

    Locks it. One that ended stays as it ended.
    """
    allocation = Allocation.objects.select_for_update().get(pk=allocation.pk)
    if allocation.during.upper is not None:
        return allocation
    allocation.during = DateTimeTZRange(allocation.during.lower, now)
    allocation.save(update_fields=["during"])
    return allocation
