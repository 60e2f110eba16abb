"""A26: an assessor gives back what they cannot mark, and an interest they tell of stands."""

from typing import Any

import pytest

from assessments.models import Allocation, Marking
from assessments.operations import allocating, marking
from assessments.operations.handing_back import hand_back
from assessments.queries import sheets, suggesting
from assessments.rules.handing_back import Why
from assessments.states import M
from awarding.kernel.actors import Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused
from awarding.models import Deadline, Entry
from centres.models import ConflictOfInterest
from tests.assessments.constraints.kept import kept_by
from tests.assessments.operations.test_asking import begun
from tests.factories import standing_as
from tests.world import World


def given_back(world: World, work: Any, why: str, because: str = "I cannot.") -> None:
    with standing_as(world.assessor) as by:
        hand_back(marking=world.marking_of(work), why=why, because=because, by=by, now=world.now)


def allocated_again(world: World, work: Any) -> Any:
    with standing_as(world.staff) as by:
        return allocating.allocate(
            markings=[world.marking_of(work).pk],
            assessor=world.membership(world.assessor),
            by=by,
            now=world.now,
        )


@pytest.mark.rule("A26")
def test_what_is_handed_back_waits_to_be_allocated_with_its_drafts_and_its_clock(world):
    work = begun(world)

    given_back(world, work, Why.AWAY, "Away until May.")

    with standing_as(world.staff):
        held = Marking.objects.get(submission=work)
        ended = Allocation.objects.get(marking=held)
        assert (held.state, held.state_since) == (M.TO_ALLOCATE, world.now)
        assert (ended.ended_at, ended.ended_by) == (world.now, world.assessor.person)
        assert ended.ended_because == "Away until May."
        assert Deadline.objects.get(pk=work.clock_id).ended_at is None
        assert not ConflictOfInterest.objects.exists()
        assert Entry.objects.filter(act="marking.hand_back").count() == 1
    with standing_as(world.assessor):
        assert not Marking.objects.exists()


@pytest.mark.rule("A26")
@pytest.mark.parametrize("why", [Why.LEARNER, Why.CENTRE])
def test_an_interest_that_was_told_of_keeps_the_work_from_the_same_assessor(world, why):
    work = begun(world)

    given_back(world, work, why)
    again = allocated_again(world, work)

    with standing_as(world.staff):
        interest = ConflictOfInterest.objects.get()
        learner = work.registration.learner_id
    told_of = (interest.learner_id, interest.centre_id)
    assert told_of == ((learner, None) if why == Why.LEARNER else (None, world.centre.pk))
    assert (interest.person_id, interest.declared_by) == (world.assessor.person,) * 2
    assert not again.done
    assert "A26" in {one.rule for one in again.refused[0].refusals}


@pytest.mark.rule("A26")
def test_who_was_away_may_be_given_it_again(world):
    work = begun(world)
    given_back(world, work, Why.AWAY)

    assert allocated_again(world, work).done


@pytest.mark.rule("A26")
def test_what_was_drafted_stays_the_assessors_own_and_is_there_if_they_have_it_again(world):
    work = begun(world)
    given_back(world, work, Why.AWAY)
    allocated_again(world, work)

    with standing_as(world.assessor) as by:
        sheet = marking.start(marking=world.marking_of(work), by=by, now=world.now)
        assert len(sheets.marks_on(sheet)) == len(sheets.criteria_of(world.unit.pk))


@pytest.mark.rule("A26")
def test_something_else_without_words_leaves_all_as_it_was(world):
    work = begun(world)

    with pytest.raises(Refused, match="Say why you hand it back."):
        given_back(world, work, Why.OTHER, "  ")

    with standing_as(world.staff):
        assert Marking.objects.get(submission=work).state == M.MARKING


@pytest.mark.rule("A26")
def test_work_that_was_handed_over_is_not_handed_back(world):
    work = world.marked()

    with pytest.raises(IllegalMove):
        given_back(world, work, Why.AWAY)


@pytest.mark.rule("A26")
def test_an_allocation_is_not_ended_in_anothers_name(world):
    work = world.allocated()
    with standing_as(world.staff), kept_by("ended_by_is_who_acts"):
        Allocation.objects.filter(submission=work).update(ended_at=world.now, ended_by=999)


@pytest.mark.rule("A26")
def test_who_handed_work_back_is_suggested_after_everybody_else(world: World):
    other = world.somebody(Role.ASSESSOR)
    world.approve(other)
    world.allocated(to=other)
    work = world.allocated()
    given_back(world, work, Why.AWAY)

    with standing_as(world.staff):
        people = suggesting.candidates([world.unit.pk], now=world.now)
        found = suggesting.suggestions([work.pk], people, now=world.now)[work.pk]

    assert [one.person for one in people] == [world.assessor.person, other.person]
    assert [one.person for one in found.fit] == [other.person, world.assessor.person]
