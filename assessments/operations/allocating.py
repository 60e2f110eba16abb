"""Giving accepted work to one of the body's assessors, and taking it back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assessments.models import Allocation, Marking
from assessments.queries import allocating as facts_of
from assessments.rules import allocating as rules
from assessments.rules.allocating import AllocationFacts
from assessments.states import MARKING
from awarding.kernel.actors import Actor
from awarding.kernel.machines import MovedOn
from awarding.kernel.rules import Answer, Refused, standing
from awarding.models import Membership
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.operations import moving


@operation("marking.allocate", each=True, keeps=["A25", "A26"])
def allocate(
    *, markings: Sequence[int], assessor: Membership, by: Actor, now: datetime
) -> Batch[Marking]:
    """Allocate each of these markings to one assessor; what is refused is named, the rest done.

    Locks the markings in id order, then gathers the facts of all: a row somebody else was
    allocating says so. One responsible assessor per item is a constraint, and nobody with an
    interest gets past the database.
    """
    note(assessor=assessor.person_id)
    rows = Marking.objects.select_for_update().filter(pk__in=markings).order_by("pk")
    locked = list(rows)
    facts = _facts(locked, assessor, now)
    stopped = {pk: standing(answers(one)) for pk, one in facts.items()}
    done = [one for one in locked if not stopped[one.pk]]
    _give(done, facts, assessor, by, now)
    refused = [Refused(stopped[one.pk], one) for one in locked if stopped[one.pk]]
    return Batch(done, refused)


def answers(facts: AllocationFacts) -> tuple[Answer, ...]:
    """Put every question of allocation to one marking and one assessor."""
    return (*rules.of_the_work(facts), *rules.of_the_assessor(facts))


def _facts(
    locked: Sequence[Marking], assessor: Membership, now: datetime
) -> dict[int, AllocationFacts]:
    person = assessor.person_id
    items = facts_of.items(Marking.objects.filter(pk__in=[one.pk for one in locked]))
    found = facts_of.facts(items, {person: assessor.name}, now=now)
    return {item.marking: found[item.marking, person] for item in items}


def _give(
    markings: Sequence[Marking],
    facts: Mapping[int, AllocationFacts],
    assessor: Membership,
    by: Actor,
    now: datetime,
) -> None:
    """Move all of these and make the assessor responsible for each: one statement for either."""
    for one in markings:
        one.move("allocate")
        one.state_since = now
    Allocation.objects.bulk_create(
        Allocation(  # type: ignore[misc]  # nobody gets here without an approval
            centre_id=one.centre_id,
            marking=one,
            submission_id=one.submission_id,
            person_id=assessor.person_id,
            approval_id=facts[one.pk].approval,
            allocated_by=by.person,
            allocated_at=now,
        )
        for one in markings
    )
    ids = [one.pk for one in markings]
    moving.move_all(MARKING, "allocate", Marking, ids, state_since=now)


@operation("marking.take_back")
def take_back(*, marking: Marking, because: str, by: Actor, now: datetime) -> Marking:
    """Take unfinished work back from its assessor, whose drafts are kept; the clock runs on.

    Locks the marking; ``MovedOn`` where it was handed over or taken back already (A26).
    """
    locked: Marking = Marking.objects.select_for_update().get(pk=marking.pk)
    if locked.state_since != marking.state_since:
        raise MovedOn("The work was handed over since.")
    marking = locked
    marking.move("take_back")
    end(marking, because, by, now)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    note(because=because)
    return marking


def end(marking: Marking, because: str, by: Actor, now: datetime) -> None:
    """End the open allocation of a marking, which the caller has locked and moves then."""
    Allocation.objects.filter(marking=marking, ended_at__isnull=True).update(
        ended_at=now, ended_because=because, ended_by=by.person
    )
