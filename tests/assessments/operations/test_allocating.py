"""A26, A29: one fit assessor for each item, and what is refused is named."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Allocation, Marking, Submission
from assessments.operations import allocating
from assessments.queries import allocating as facts_of
from assessments.queries import assessors
from assessments.rules import allocating as rules
from awarding.kernel import clock
from awarding.kernel.actors import Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused
from awarding.models import Centre, Decision
from centres.models import AssessorApproval
from centres.operations import approving
from tests.factories import standing_as
from tests.world import World


def test_an_item_has_one_assessor_at_a_time(world: World):
    allocated = world.allocated()

    with standing_as(world.staff) as by, pytest.raises(IllegalMove):
        allocating.allocate(
            markings=[world.marking_of(allocated).pk],
            assessor=world.membership(world.assessor),
            by=by,
            now=world.now,
        )


@pytest.mark.rule("A26")
def test_an_assessor_who_is_not_approved_is_refused_and_the_rest_allocated(world: World):
    first, second = world.accepted(), world.accepted()
    stranger = world.somebody(Role.ASSESSOR)
    with standing_as(world.staff) as by:
        refused = allocating.allocate(
            markings=[world.marking_of(first).pk],
            assessor=world.membership(stranger),
            by=by,
            now=world.now,
        )
        done = allocating.allocate(
            markings=[world.marking_of(first).pk, world.marking_of(second).pk],
            assessor=world.membership(world.assessor),
            by=by,
            now=world.now,
        )
        kept = Decision.objects.get()
    assert (len(refused.done), len(refused.refused), len(done.done)) == (0, 1, 2)
    assert (kept.rule, kept.subject_type) == ("A26", "assessments.marking")


@pytest.mark.rule("A26")
@pytest.mark.parametrize(("day", "of_approval"), [(31, 0), (32, 1)], ids=["last", "first"])
def test_an_approval_and_its_renewal_meet_without_a_gap(world: World, day: int, of_approval: int):
    renewed = date(2027, 1, 1)
    with standing_as(world.staff) as by:
        first = AssessorApproval.objects.get()
        approving.end_approval(approval=first, until_on=renewed, by=by, now=world.now)
        second = approving.approve_assessor(
            person=world.assessor.person, unit=world.unit, from_on=renewed, by=by, now=world.now
        )
    accepted = world.accepted()
    world.now = datetime(2026, 12, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)
    allocated = world.allocated(accepted)

    with standing_as(world.staff):
        stands_on = Allocation.objects.get(submission=allocated).approval
        waiting = facts_of.candidates_for(
            world.marking_of(allocated), on=clock.london_day(world.now)
        )
        row = assessors.page({}, world.unit, on=clock.london_day(world.now)).rows[0]
    assert stands_on == [first, second][of_approval]
    assert [person for person, _, _ in waiting] == [world.assessor.person]
    assert [one.pk for one in row.approvals] == [stands_on.pk]


@pytest.mark.rule("A26")
def test_who_was_approved_for_a_while_and_who_will_be_are_refused_with_the_day(world: World):
    accepted = world.accepted()
    with standing_as(world.staff):
        AssessorApproval.objects.update(until_on=date(2026, 11, 1))
        held = {"person_id": world.assessor.person, "unit": world.unit}
        AssessorApproval.objects.create(from_on=date(2027, 1, 1), **held)
        facts = facts_of.allocation_facts(
            Submission.objects.select_related("registration", "unit").get(pk=accepted.pk),
            world.assessor.person,
            "Ben",
            on=world.now.date(),
        )

    refusal = rules.approved_for_the_unit(facts)
    assert str(refusal.reason).startswith("Ben is not approved for")


@pytest.mark.rule("A26")
def test_a_declared_conflict_blocks_allocation(world: World):
    with standing_as(world.staff) as by:
        approving.declare_conflict(
            person=world.assessor.person,
            centre=world.centre,
            learner=None,
            reason="Taught there until last year.",
            by=by,
            now=world.now,
        )

    with pytest.raises(Refused, match="Taught there until last year"):
        world.allocated()


@pytest.mark.rule("A26")
@pytest.mark.parametrize("interest", ["conflict", "membership"])
def test_the_database_refuses_an_assessor_with_an_interest(world: World, interest: str):
    accepted = world.accepted()
    with standing_as(world.staff) as by:
        if interest == "conflict":
            approving.declare_conflict(
                person=world.assessor.person,
                centre=None,
                learner=accepted.registration.learner,
                reason="A cousin.",
                by=by,
                now=world.now,
            )
        else:
            make_member(world, world.centre)

        with pytest.raises(IntegrityError, match="interest"), transaction.atomic():
            allocate_past_the_rules(world, accepted)


def make_member(world: World, centre: Centre) -> None:
    held = world.membership(world.assessor)
    held.pk, held.centre, held.role = None, centre, Role.TUTOR
    held.save(force_insert=True)


def allocate_past_the_rules(world: World, accepted: object) -> None:
    marking = Marking.objects.get(submission=accepted)
    Allocation.objects.create(
        centre_id=marking.centre_id,
        marking=marking,
        submission_id=marking.submission_id,
        person_id=world.assessor.person,
        approval=facts_of.approval_for(
            world.assessor.person, marking.submission, on=world.now.date()
        ),
        allocated_at=world.now,
    )


def test_workload_suggests_the_lightest_first(world: World):
    busy, free = world.assessor, world.somebody(Role.ASSESSOR)
    world.approve(free)
    world.allocated(to=busy)
    waiting = world.accepted()

    with standing_as(world.staff):
        suggested = facts_of.candidates_for(world.marking_of(waiting), on=world.now.date())

    assert [(person, held) for person, _, held in suggested] == [
        (free.person, 0),
        (busy.person, 1),
    ]


def test_work_taken_back_waits_for_another_assessor(world: World):
    allocated = world.allocated()
    with standing_as(world.staff) as by:
        marking = allocating.take_back(
            marking=world.marking_of(allocated), because="On leave.", by=by, now=world.now
        )
        ended = Allocation.objects.get()

    assert (marking.state, ended.ended_at, ended.ended_because) == (
        "to_allocate",
        world.now,
        "On leave.",
    )
