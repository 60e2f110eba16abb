"""What the tables of results refuse, and by which guard."""

import pytest

from assessments.models import (
    Hold,
    Result,
    ResultCriterion,
    Submission,
)
from assessments.operations import holds
from tests.assessments.constraints.kept import kept_by
from tests.assessments.reviewed import reviewed
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A28")
@pytest.mark.parametrize("feedback", ["", " \n\t "])
def test_no_criterion_of_a_result_is_without_feedback(world: World, feedback: str):
    result = world.finalised()
    reviewed(world, result)
    with standing_as(world.staff):
        one = ResultCriterion.objects.filter(result=result).first()
        later = _later_version(world, result, reason="An appeal was upheld.")
        with kept_by("every_criterion_has_feedback"):
            ResultCriterion.objects.create(
                centre_id=one.centre_id,
                result=later,
                criterion_id=one.criterion_id,
                decision=one.decision,
                feedback=feedback,
            )


@pytest.mark.rule("A31")
@pytest.mark.parametrize("reason", ["", " "])
def test_a_later_version_of_a_result_says_why(world: World, reason: str):
    result = world.finalised()
    with standing_as(world.staff), kept_by("a_later_version_says_why"):
        _later_version(world, result, reason=reason)


@pytest.mark.rule("A34", "X6")
def test_a_result_has_a_day_of_release_when_it_is_released_and_not_before(world: World):
    result = world.finalised()
    with standing_as(world.staff), kept_by("only_release_dates_a_result"):
        out = {"released_at": world.now, "released_by": world.staff.person}
        Result.objects.filter(pk=result.pk).update(**out)


@pytest.mark.rule("A34")
def test_a_submission_has_a_day_of_release_when_it_is_released_and_not_before(world: World):
    accepted = world.accepted()
    with standing_as(world.staff), kept_by("a_released_submission_says_when"):
        Submission.objects.filter(pk=accepted.pk).update(released_at=world.now)


@pytest.mark.rule("A37")
def test_a_pass_is_not_referred(world: World):
    released = world.released()
    with standing_as(world.staff), kept_by("only_referrals_are_referred"):
        Result.objects.filter(pk=released.pk).update(state="referred")


def _later_version(world: World, result: Result, *, reason: str) -> Result:
    return Result.objects.create(
        centre_id=result.centre_id,
        submission_id=result.submission_id,
        version=2,
        outcome="pass",
        reason=reason,
        finalised_at=result.finalised_at,
        finalised_by=world.staff.person,
    )


@pytest.mark.rule("A37")
@pytest.mark.parametrize(
    ("decision", "receipt", "dated"),
    [("referral", "R-1", True), ("pass", "", True), ("pass", "R-1", False)],
)
def test_only_a_pass_is_registered_with_its_receipt_and_its_moment(
    world: World, decision: str, receipt: str, dated: bool
):
    released = world.released(decision=decision)
    with standing_as(world.staff), kept_by("only_passes_are_registered"):
        Result.objects.filter(pk=released.pk).update(
            state="registered",
            registered_at=world.now if dated else None,
            registry_receipt=receipt,
        )


@pytest.mark.rule("A34")
def test_a_release_names_who_released(world: World):
    result = world.ready()
    with standing_as(world.staff), kept_by("a_release_says_who"):
        Result.objects.filter(pk=result.pk).update(state="released", released_at=world.now)


@pytest.mark.rule("X6")
@pytest.mark.parametrize("left_out", ["lifted_by", "lifted_because"])
def test_a_lift_names_who_lifted_and_why(world: World, left_out: str):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        hold = holds.place(submission=sent, kind="other", reason="R.", by=by, now=world.now)
        lift = {"lifted_at": world.now, "lifted_by": by.person, "lifted_because": "Settled."}
        del lift[left_out]
        with kept_by("a_lift_says_who_and_why"):
            Hold.objects.filter(pk=hold.pk).update(**lift)
