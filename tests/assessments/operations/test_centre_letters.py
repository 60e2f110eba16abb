"""A25, A35: a centre is written to when its work comes back, and when its results are out."""

from datetime import date

import pytest

from assessments.models import Submission
from assessments.operations import centre_letters, checking, releasing, submissions
from assessments.queries import letters
from awarding.kernel.actors import Role
from awarding.models import Membership
from tests.assessments.operations.letters import address, written
from tests.factories import standing_as
from tests.world import World


def returned(world: World) -> Submission:
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
        return checking.return_to_centre(
            submission=sent,
            points=world.points(sent, signed="Sign the cover sheet."),
            answer_by=date(2026, 12, 4),
            by=by,
            now=world.now,
        )


def of_return(world: World) -> list:
    return written(world, "assessments.mail_return", centre_letters.tell_of_return)


def of_release(world: World) -> list:
    return written(world, "assessments.mail_release", centre_letters.tell_of_release)


def release(world: World, *results: int) -> None:
    with standing_as(world.staff) as by:
        releasing.release_results(results=results, by=by, now=world.now)


@pytest.mark.rule("A25")
def test_a_centre_is_written_to_once_when_its_work_comes_back(real_world):
    work = returned(real_world)

    (letter,) = of_return(real_world)

    assert letter.to == [address(real_world, real_world.coordinator)]
    assert letter.subject == f"Returned: {work.reference}"
    assert "Send it again by 4 December 2026" in letter.body
    assert f"/submissions/{work.reference}/" in letter.body
    assert "Siân" not in letter.body


@pytest.mark.rule("A25")
def test_nothing_is_written_of_work_that_was_withdrawn_meanwhile(real_world):
    work = returned(real_world)
    with standing_as(real_world.coordinator) as by:
        found = Submission.objects.get(pk=work.pk)
        submissions.withdraw(submission=found, because="Left.", by=by, now=real_world.now)

    assert of_return(real_world) == []


@pytest.mark.rule("A34", "A35")
def test_one_letter_tells_a_centre_of_all_that_is_released_together_and_no_result(real_world):
    first, second = real_world.ready(), real_world.ready()
    assert of_release(real_world) == []

    release(real_world, first.pk, second.pk)
    (letter,) = of_release(real_world)

    with standing_as(real_world.staff):
        references = [one.submission.reference for one in (first, second)]
    assert letter.subject == "2 results are out"
    assert all(one in letter.body for one in references)
    assert "tracker/?status=new" in letter.body
    for told in ("Siân", "Pass", "pass"):
        assert told not in letter.subject + letter.body


@pytest.mark.rule("A35")
def test_who_sent_the_work_is_written_to_beside_the_coordinators_and_nobody_who_has_left(world):
    tutor, gone = (
        world.somebody(Role.CENTRE_STAFF, Role.COORDINATOR, centre=world.centre) for _ in range(2)
    )
    with standing_as(world.staff):
        Membership.objects.filter(person_id=gone.person).update(ended_at=world.now)
        told = letters.of_the_centre(world.centre.pk, world.coordinator.person, tutor.person)

    assert told == sorted(address(world, one) for one in (world.coordinator, tutor))
