"""X6: a concern about whose work it is holds the work, for whoever marks and assures it."""

from typing import Any

import pytest

from assessments.models import Hold, Marking, Submission
from assessments.operations import assuring, checking, concerns, finalising, holds, marking
from assessments.operations.concerns import raise_concern
from assessments.states import M
from awarding.kernel.actors import Actor, NotAllowed, Role
from awarding.kernel.rules import Refused
from awarding.models import Deadline, Entry
from tests.assessments.constraints.kept import kept_by
from tests.assessments.operations.test_asking import begun, opened
from tests.factories import standing_as
from tests.world import World

HELD = pytest.mark.parametrize(("hold", "who"), [(begun, "assessor"), (opened, "lead")])


def raised(
    world: World, work: Submission, who: Actor, words: str = "Page 2, as in a book."
) -> Hold:
    with standing_as(who) as by:
        return raise_concern(submission=work, kind="copied", words=words, by=by, now=world.now)


def handed_on(world: World, work: Submission, who: str) -> Any:
    with standing_as(getattr(world, who)) as by:
        item = world.marking_of(work)
        given = {"by": by, "now": world.now}
        if who == "assessor":
            version = marking.start(marking=item, **given).version
            return marking.complete(marking=item, version=version, **given)
        open_one = finalising.Assurance.objects.get(submission=work, completed_at=None)
        return finalising.finalise(assurance=open_one, judgements=[], comment="", **given)


def settled(world: World, hold: Hold, who: Actor) -> Hold:
    with standing_as(who) as by:
        return concerns.settle(concern=hold, because="The source is named.", by=by, now=world.now)


@HELD
@pytest.mark.rule("X6")
def test_doubted_work_goes_no_further_until_it_is_settled(world, hold, who):
    work = hold(world)

    concern = raised(world, work, getattr(world, who))
    with pytest.raises(Refused, match="A concern about whose work this is") as refused:
        handed_on(world, work, who)
    settled(world, concern, world.staff)

    assert {one.rule for one in refused.value.refusals} == {"X6"}
    assert handed_on(world, work, who)
    with standing_as(world.staff):
        assert Deadline.objects.get(pk=work.clock_id).ended_at is None
        assert Entry.objects.get(act="concern.raise").is_shown is False


@HELD
@pytest.mark.rule("X6")
def test_the_database_hands_on_no_doubted_work(world, hold, who):
    work = hold(world)
    raised(world, work, getattr(world, who))
    onward = M.MARKED if who == "assessor" else M.FINALISED

    with standing_as(getattr(world, who)), kept_by("doubted_work_is_not_handed_on"):
        Marking.objects.filter(submission=work).update(state=onward)


@pytest.mark.rule("X6")
def test_a_concern_is_raised_by_nobody_who_does_not_hold_the_work(world):
    work = begun(world)
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)

    with pytest.raises(Refused, match="You do not hold this work"):
        raised(world, work, world.lead)
    with pytest.raises(Refused, match="You do not hold this work"):
        raised(world, Submission(pk=sent.pk, state="checking"), world.lead)


@pytest.mark.rule("X6")
def test_a_concern_without_words_holds_nothing(world):
    work = begun(world)

    with pytest.raises(Refused, match="Say what you saw"):
        raised(world, work, world.assessor, words=" \u200b")

    with standing_as(world.staff):
        assert not Hold.objects.exists()


@pytest.mark.rule("X6")
def test_a_concern_is_settled_by_whose_duty_it_is_and_never_lifted_as_another_hold(world):
    concern = raised(world, work := begun(world), world.assessor)
    releaser = world.somebody(Role.RELEASE)

    with pytest.raises(NotAllowed):
        settled(world, concern, releaser)
    with (
        standing_as(releaser) as by,
        pytest.raises(Refused, match="settled by somebody with the Appeals and malpractice"),
    ):
        holds.lift(hold=concern, because="It is fine.", by=by, now=world.now)

    with standing_as(world.staff):
        assert Hold.objects.get(submission=work).lifted_at is None


@pytest.mark.rule("X6")
def test_an_assessor_reads_concerns_about_their_work_and_no_other_hold(world):
    work = begun(world)
    raised(world, work, world.assessor)
    with standing_as(world.staff) as by:
        holds.place(submission=work, kind="appeal", reason="An appeal.", by=by, now=world.now)

    with standing_as(world.assessor):
        assert [one.kind for one in Hold.objects.all()] == ["copied"]


@pytest.mark.rule("X6")
def test_who_raised_a_concern_does_not_settle_it(world):
    both = world.somebody(Role.LEAD_ASSESSOR, Role.APPEALS)
    marked = world.marked()
    with standing_as(both) as by:
        assuring.open_assurance(marking=world.marking_of(marked), by=by, now=world.now)
        work = Submission.objects.get(pk=marked.pk)
    concern = raised(world, work, both)

    with pytest.raises(Refused, match="You raised this concern."):
        settled(world, concern, both)
    with standing_as(both), kept_by("a_concern_is_settled_by_another"):
        Hold.objects.filter(pk=concern.pk).update(
            lifted_at=world.now, lifted_by=both.person, lifted_because="It is fine."
        )
    assert settled(world, concern, world.staff).lifted_by == world.staff.person
