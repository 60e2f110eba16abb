"""What the tables of submissions refuse, and by which guard."""

import pytest

from assessments.models import (
    QualityCheck,
    Submission,
)
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A25")
def test_an_upload_is_checked_once(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("one_check_per_upload"):
        QualityCheck.objects.create(
            centre_id=accepted.centre_id,
            submission=accepted,
            upload_version=accepted.upload_version,
            checked_by=world.staff.person,
            begun_at=world.now,
        )


@pytest.mark.rule("A25")
def test_a_check_that_is_done_says_when(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("a_completed_check_says_when"):
        QualityCheck.objects.filter(submission=accepted).update(completed_at=None)


@pytest.mark.rule("A38", "A41")
def test_accepted_work_has_its_clock(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("an_accepted_submission_has_its_clock"):
        Submission.objects.filter(pk=accepted.pk).update(clock=None)


@pytest.mark.rule("A40", "Q27")
def test_a_number_of_a_unit_is_one_submissions(world: World):
    first = world.submitted()
    with standing_as(world.staff), kept_by("one_submission_per_number"):
        Submission.objects.create(
            centre_id=first.centre_id,
            reference="SUB-TWICE",
            registration_id=first.registration_id,
            unit_id=first.unit_id,
            made_at=world.now,
        )


@pytest.mark.rule("A41")
@pytest.mark.parametrize("words", ["", "\n "])
def test_a_point_that_is_not_met_says_what_to_do(world: World, words: str):
    returned = world.returned()
    with standing_as(world.staff):
        check = QualityCheck.objects.get(submission=returned)
        with kept_by("a_point_not_met_says_what_to_do"):
            check.points.create(
                centre_id=check.centre_id,
                code="other",
                point="A point.",
                is_met=False,
                what_to_do=words,
            )
