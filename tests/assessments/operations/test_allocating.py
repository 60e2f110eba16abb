"""A26, A29: one fit assessor for each item, and what is refused is named."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.models import Allocation, Involvement, Marking, Submission
from assessments.operations import allocating
from assessments.queries import allocating as facts_of
from assessments.queries import assessors, suggesting
from assessments.rules import allocating as rules
from awarding.kernel import clock
from awarding.kernel.actors import Actor, Role
from awarding.kernel.rules import Refused
from awarding.models import Centre, Decision, Membership
from awarding.once import Batch
from centres.models import AssessorApproval, ConflictOfInterest
from centres.operations import approving
from tests.factories import standing_as
from tests.world import World


def allocate(world: World, *submissions: Submission, to: Actor | None = None) -> Batch[Marking]:
    with standing_as(world.staff) as by:
        return allocating.allocate(
            markings=[world.marking_of(one).pk for one in submissions],
            assessor=world.membership(to or world.assessor),
            by=by,
            now=world.now,
        )


@pytest.mark.rule("A26")
def test_what_somebody_has_already_is_named_and_the_rest_allocated(world: World):
    held, waiting = world.allocated(), world.accepted()
    other = world.somebody(Role.ASSESSOR)
    world.approve(other)

    batch = allocate(world, held, waiting, to=other)

    with standing_as(world.staff):
        kept = Decision.objects.get(rule="A26")
        holders = dict(Allocation.objects.values_list("submission_id", "person_id"))
    [refused] = batch.refused
    assert [one.submission_id for one in batch.done] == [waiting.pk]
    assert (refused.subject.submission_id, kept.subject_id) == (held.pk, refused.subject.pk)
    assert str(refused.answers[0].reason).startswith("It was allocated already.")
    assert holders == {held.pk: world.assessor.person, waiting.pk: other.person}


def test_many_are_allocated_with_as_many_queries_as_one(world: World):
    def asked(number: int) -> int:
        accepted = [world.accepted() for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert len(allocate(world, *accepted).done) == number
        marking_of = number
        return len(queries) - marking_of

    assert asked(1) == asked(4)


@pytest.mark.rule("A26")
@pytest.mark.parametrize("now_is", [None, Role.LEAD_ASSESSOR])
def test_nobody_is_allocated_work_who_is_no_assessor_now(world: World, now_is: Role | None):
    accepted = world.accepted()
    with standing_as(world.staff):
        held = Membership.objects.filter(person_id=world.assessor.person)
        held.update(ended_at=world.now)
        if now_is:
            same = held.values("person_id", "name", "email", "began_at").get()
            Membership.objects.create(role=now_is, **same)
        offered = suggesting.candidates([world.unit.pk], now=world.now)

    [refused] = allocate(world, accepted).refused

    assert offered == []
    assert "does not work as an assessor today" in str(refused)


@pytest.mark.rule("A26", "A29")
@pytest.mark.parametrize("tie", ["centre", "learner", "works", "judged", "free"])
def test_who_is_suggested_is_who_may_be_allocated(world: World, tie: str):
    accepted = world.accepted()
    tied_to(world, accepted, tie)
    with standing_as(world.staff):
        people = suggesting.candidates([world.unit.pk], now=world.now)
        [found] = suggesting.suggestions([accepted.pk], people, now=world.now).values()

    batch = allocate(world, accepted)

    assert bool(found.first) == bool(batch.done) == (tie == "free")


def tied_to(world: World, accepted: Submission, tie: str) -> None:
    """Tie the assessor to the work in one of the ways that forbid it."""
    person = world.assessor.person
    with standing_as(replace(world.staff, person=person)):
        if tie == "works":
            make_member(world, world.centre)
        elif tie == "judged":
            Involvement.objects.create(
                centre_id=accepted.centre_id, submission=accepted, person=person, part="reviewed",
                at=world.now,
            )  # fmt: skip
        elif tie != "free":
            of = accepted.registration.learner if tie == "learner" else world.centre
            ConflictOfInterest.objects.create(
                person_id=person, reason="Knows them.", declared_at=world.now, **{tie: of}
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
        kept = Decision.objects.get(rule="A26")
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
        waiting = suggesting.candidates([world.unit.pk], now=world.now)
        row = assessors.page({}, world.unit, on=clock.london_day(world.now)).rows[0]
    assert stands_on == [first, second][of_approval]
    assert [one.person for one in waiting] == [world.assessor.person]
    assert [one.pk for one in row.approvals] == [stands_on.pk]


@pytest.mark.rule("A26")
def test_who_was_approved_for_a_while_and_who_will_be_are_refused_with_the_day(world: World):
    accepted = world.accepted()
    with standing_as(world.staff):
        AssessorApproval.objects.update(until_on=date(2026, 11, 1))
        held = {"person_id": world.assessor.person, "unit": world.unit}
        AssessorApproval.objects.create(from_on=date(2027, 1, 1), **held)
        items = facts_of.items(Marking.objects.filter(submission=accepted))
        [facts] = facts_of.facts(items, {world.assessor.person: "Ben"}, now=world.now).values()

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
        approval=AssessorApproval.objects.get(person_id=world.assessor.person),
        allocated_at=world.now,
    )


def test_workload_suggests_the_lightest_first(world: World):
    busy, free = world.assessor, world.somebody(Role.ASSESSOR)
    world.approve(free)
    world.allocated(to=busy)
    waiting = world.accepted()

    with standing_as(world.staff):
        suggested = suggesting.candidates([waiting.unit_id], now=world.now)

    assert [(one.person, one.held) for one in suggested] == [
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
