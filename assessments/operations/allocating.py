"""Giving accepted work to one of the body's assessors, and taking it back."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models import Allocation, Marking
from assessments.queries import allocating as facts_of
from assessments.rules import allocating as rules
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refused, standing
from awarding.models import Membership
from awarding.once import Batch
from awarding.operation import note, operation


@operation("marking.allocate", each=True, keeps=["A26"])
def allocate(
    *, markings: Sequence[int], assessor: Membership, by: Actor, now: datetime
) -> Batch[Marking]:
    """Allocate each of these markings to one assessor; what is refused is named, the rest done.

    Locks the markings in id order. One responsible assessor per item is a constraint, and
    nobody with an interest gets past the database.
    """
    batch: Batch[Marking] = Batch()
    rows = (
        Marking.objects.select_for_update(of=("self",))
        .select_related("submission__unit", "submission__registration")
        .filter(pk__in=markings)
        .order_by("pk")
    )
    note(assessor=assessor.person_id)
    for marking in rows:
        stopped = _stopped(marking, assessor, now)
        if stopped:
            batch.refused.append(Refused(stopped, marking))
            continue
        _give(marking, assessor, by, now)
        batch.done.append(marking)
    return batch


def _stopped(marking: Marking, assessor: Membership, now: datetime) -> tuple:  # type: ignore[type-arg]
    facts = facts_of.allocation_facts(
        marking.submission, assessor.person_id, assessor.name, on=clock.london_day(now)
    )
    return standing(
        (
            rules.approved_for_the_unit(facts),
            rules.no_interest(facts),
            rules.assessor_has_not_judged_it(facts),
            rules.copies_are_ready(facts),
        )
    )


def _give(marking: Marking, assessor: Membership, by: Actor, now: datetime) -> None:
    marking.move("allocate")
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    Allocation.objects.create(
        centre_id=marking.centre_id,
        marking=marking,
        submission=marking.submission,
        person_id=assessor.person_id,
        approval=facts_of.approval_for(
            assessor.person_id, marking.submission, on=clock.london_day(now)
        ),
        allocated_by=by.person,
        allocated_at=now,
    )


@operation("marking.take_back")
def take_back(*, marking: Marking, because: str, by: Actor, now: datetime) -> Marking:
    """Take unfinished work back from its assessor, whose drafts are kept; the clock runs on."""
    marking = Marking.objects.select_for_update().get(pk=marking.pk)
    marking.move("take_back")
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    Allocation.objects.filter(marking=marking, ended_at__isnull=True).update(
        ended_at=now, ended_because=because
    )
    note(because=because)
    return marking
