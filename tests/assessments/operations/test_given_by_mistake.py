"""A26: a role at a centre that was given by mistake is no interest in its work."""

from datetime import timedelta

import pytest

from assessments.models import Submission
from assessments.operations import allocating, releasing
from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from awarding.models import Membership
from awarding.once import Batch
from awarding.operations import people
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World


def given_a_role(world: World, *, ended: bool = True) -> Membership:
    """Give the assessor a role at the centre whose work they are to mark."""
    with standing_as(world.staff):
        return Membership.objects.create(
            person_id=world.assessor.person,
            centre=world.centre,
            role=Role.TUTOR,
            name="Ben",
            email="ben@wrong.example",
            began_at=world.now - timedelta(days=2),
            ended_at=world.now - timedelta(days=1) if ended else None,
        )


def struck_out(world: World, held: Membership) -> Membership:
    with standing_as(world.staff) as by:
        because = "The address was another Ben’s."
        return people.strike_out(membership=held.pk, because=because, by=by, now=world.now)


def allocate(world: World, work: Submission) -> Batch:
    with standing_as(world.staff) as by:
        return allocating.allocate(
            markings=[world.marking_of(work).pk],
            assessor=world.membership(world.assessor),
            by=by,
            now=world.now,
        )


@pytest.mark.rule("A26")
def test_work_of_the_centre_is_allocated_once_the_role_is_struck_out(world: World):
    work, held = world.accepted(), given_a_role(world)

    before = allocate(world, work)
    struck_out(world, held)
    after = allocate(world, work)

    assert not before.done
    assert len(after.done) == 1


@pytest.mark.rule("A26")
def test_a_result_goes_out_once_the_role_of_its_assessor_is_struck_out(world: World):
    result, held = world.ready(), given_a_role(world)

    with standing_as(world.staff) as by:
        given = {"results": [result.pk], "by": by, "now": world.now}
        before = releasing.release_results(**given)
        people.strike_out(membership=held.pk, because="Another Ben.", by=by, now=world.now)
        after = releasing.release_results(**given)

    assert ([], [result.pk]) == (before.done, [one.pk for one in after.done])


@pytest.mark.rule("A26")
def test_a_role_that_stands_or_was_used_is_not_struck_out(world: World):
    world.registered()
    standing = given_a_role(world, ended=False)
    with pytest.raises(Refused, match="End the role first."):
        struck_out(world, standing)
    with standing_as(world.staff) as by:
        people.end_membership(membership=standing.pk, by=by, now=world.now)
        used = world.membership(world.coordinator)
        people.end_membership(membership=used.pk, by=by, now=world.now)

    with pytest.raises(Refused, match="has acted for the centre"):
        struck_out(world, used)
    with standing_as(world.staff), kept_by("a_mistake_was_never_used"):
        Membership.objects.filter(pk=used.pk).update(mistaken_because="A slip.")
    assert struck_out(world, standing).mistaken_because


@pytest.mark.rule("A26")
@pytest.mark.parametrize("ended", [True, False])
def test_what_is_struck_out_was_a_centres_role_that_has_ended(world: World, ended: bool):
    held = given_a_role(world, ended=False)
    with standing_as(world.staff), kept_by("a_mistake_was_a_centres_role_and_has_ended"):
        if ended:
            people.end_membership(membership=held.pk, by=world.staff, now=world.now)
            held = world.membership(world.assessor)
        Membership.objects.filter(pk=held.pk).update(mistaken_because="A slip.")
