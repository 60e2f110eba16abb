"""The database lets no step be taken without what it rests on, from the check to the sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from assessments.models import Assurance, Marking, QualityCheck, Result, Submission
from assessments.operations import allocating, assuring, checking
from awarding.models import Deadline
from tests import guards
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World

#: What a person writes by hand as the body's role, on what the operations left; what it changed.
Act = Callable[[World], Any]


def checked(world: World, met: bool = True, confirmed: bool = True) -> Submission:
    """Return work under check with one point found, and its clock as it was or confirmed."""
    sent = world.submitted()
    with standing_as(world.staff) as by:
        check = checking.open_check(submission=sent, by=by, now=world.now)
        point = {"code": "opens", "point": "Every file opens.", "is_met": met}
        check.points.create(centre_id=sent.centre_id, what_to_do="Send it again.", **point)
        if confirmed:
            Deadline.objects.filter(pk=sent.clock_id).update(is_provisional=False)
    return sent


def decide(world: World, outcome: str) -> int:
    return QualityCheck.objects.update(outcome=outcome, completed_at=world.now)


def moved(model: Any, **to: Any) -> int:
    return model.objects.update(**to)


def accept_with_an_open_check(world: World) -> Act:
    checked(world)
    return lambda world: moved(Submission, state="accepted", accepted_at=world.now)


def accept_what_was_not_met(world: World) -> Act:
    checked(world, met=False)
    with standing_as(world.staff):
        decide(world, "returned")
    return lambda world: moved(Submission, state="accepted", accepted_at=world.now)


def accept_on_a_provisional_clock(world: World) -> Act:
    checked(world, confirmed=False)
    with standing_as(world.staff):
        decide(world, "accepted")
    return lambda world: moved(Submission, state="accepted", accepted_at=world.now)


def return_with_an_open_check(world: World) -> Act:
    checked(world)
    return lambda world: moved(Submission, state="returned", upload_version=2)


def take_another_upload(world: World) -> Act:
    checked(world)
    with standing_as(world.staff):
        decide(world, "accepted")
    return lambda world: moved(
        Submission, state="accepted", accepted_at=world.now, upload_version=2
    )


def return_to_another_upload(world: World) -> Act:
    checked(world, met=False)
    with standing_as(world.staff):
        decide(world, "returned")
    return lambda world: moved(Submission, state="returned", upload_version=7)


def accept_a_point_not_met(world: World) -> Act:
    checked(world, met=False)
    return lambda world: decide(world, "accepted")


def accept_a_check_of_nothing(world: World) -> Act:
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    return lambda world: decide(world, "accepted")


def return_what_is_met(world: World) -> Act:
    checked(world)
    return lambda world: decide(world, "returned")


def begin_a_check(sent: Submission, **given: Any) -> Act:
    def begin(world: World) -> QualityCheck:
        return QualityCheck.objects.create(
            centre_id=sent.centre_id,
            submission=sent,
            checked_by=world.staff.person,
            begun_at=world.now,
            **{"upload_version": 1} | given,
        )

    return begin


def begin_a_check_at_its_end(world: World) -> Act:
    sent = world.submitted()
    with standing_as(world.staff):
        Submission.objects.update(state="checking")
    return begin_a_check(sent, outcome="accepted", completed_at=world.now)


def begin_a_check_before_the_upload(world: World) -> Act:
    return begin_a_check(checked(world), upload_version=2)


def begin_a_check_of_what_is_not_opened(world: World) -> Act:
    return begin_a_check(world.submitted())


def mark(submission: Submission) -> Act:
    return lambda world: Marking.objects.create(
        centre_id=submission.centre_id, submission_id=submission.pk, state_since=world.now
    )


def mark_what_was_only_sent(world: World) -> Act:
    return mark(world.submitted())


def mark_what_was_returned(world: World) -> Act:
    return mark(world.returned())


def assure_without_a_lead(world: World) -> Act:
    world.marked()
    return lambda world: moved(Marking, state="in_qa")


def opened(world: World) -> Submission:
    """Return work a lead assessor has open."""
    marked = world.marked()
    with standing_as(world.lead) as lead:
        assuring.open_assurance(marking=world.marking_of(marked), by=lead, now=world.now)
    return marked


def finalise_what_is_being_assured(world: World) -> Act:
    opened(world)
    return lambda world: moved(Marking, state="finalised")


def finalise_what_went_back(world: World) -> Act:
    opened(world)
    with standing_as(world.staff):
        Assurance.objects.update(outcome="returned", completed_at=world.now)
    return lambda world: moved(Marking, state="finalised")


def result_of(submission: Submission) -> Act:
    return lambda world: Result.objects.create(
        centre_id=submission.centre_id,
        submission_id=submission.pk,
        outcome="pass",
        finalised_at=world.now,
        finalised_by=world.staff.person,
    )


def result_of_what_nobody_marked(world: World) -> Act:
    return result_of(world.submitted())


def result_of_what_is_being_assured(world: World) -> Act:
    return result_of(opened(world))


def go_on_without_a_sheet(world: World) -> Act:
    world.finalised()
    return lambda world: moved(Result, state="sheet_ready")


def release_before_its_result(world: World) -> Act:
    world.finalised()
    return lambda world: moved(Submission, state="released", released_at=world.now)


@dataclass(frozen=True, slots=True)
class Try:
    """What is tried, the guard that refuses it, and the guard's table."""

    make: Callable[[World], Act]
    guard: str
    table: str


TRIES = [
    Try(accept_with_an_open_check, "work_is_accepted_once_checked", "submission"),
    Try(accept_what_was_not_met, "work_is_accepted_once_checked", "submission"),
    Try(accept_on_a_provisional_clock, "work_is_accepted_with_its_clock", "submission"),
    Try(return_with_an_open_check, "work_is_returned_once_checked", "submission"),
    Try(take_another_upload, "work_keeps_its_upload_and_clock", "submission"),
    Try(return_to_another_upload, "work_keeps_its_upload_and_clock", "submission"),
    Try(accept_a_point_not_met, "a_check_ends_as_its_points_say", "qualitycheck"),
    Try(accept_a_check_of_nothing, "a_check_ends_as_its_points_say", "qualitycheck"),
    Try(return_what_is_met, "a_check_ends_as_its_points_say", "qualitycheck"),
    Try(begin_a_check_at_its_end, "a_check_begins_open", "qualitycheck"),
    Try(begin_a_check_before_the_upload, "a_check_begins_open", "qualitycheck"),
    Try(begin_a_check_of_what_is_not_opened, "a_check_begins_open", "qualitycheck"),
    Try(mark_what_was_only_sent, "only_accepted_work_is_marked", "marking"),
    Try(mark_what_was_returned, "only_accepted_work_is_marked", "marking"),
    Try(assure_without_a_lead, "what_is_assured_has_a_lead", "marking"),
    Try(finalise_what_is_being_assured, "what_is_finalised_was_assured", "marking"),
    Try(finalise_what_went_back, "what_is_finalised_was_assured", "marking"),
    Try(result_of_what_nobody_marked, "a_result_comes_of_finalised_marking", "result"),
    Try(result_of_what_is_being_assured, "a_result_comes_of_finalised_marking", "result"),
    Try(go_on_without_a_sheet, "sheet_ready_with_its_sheet", "result"),
    Try(release_before_its_result, "work_is_released_with_its_result", "submission"),
]
EVERY = pytest.mark.parametrize("tried", TRIES, ids=lambda one: one.make.__name__)
#: One try of each guard: taking a guard away is done once.
FIRST = pytest.mark.parametrize(
    "tried", {one.guard: one for one in reversed(TRIES)}.values(), ids=lambda one: one.guard
)


@EVERY
@pytest.mark.rule("A25", "A30", "A31", "A33", "A34", "A41", "Q5", "Q27")
def test_no_step_is_taken_without_what_it_rests_on(world: World, tried: Try):
    act = tried.make(world)

    with standing_as(world.staff), kept_by(tried.guard):
        act(world)


@FIRST
def test_without_its_guard_the_step_is_taken(real_world: World, tried: Try):
    act = tried.make(real_world)

    without = guards.without_trigger(f"assessments_{tried.table}", tried.guard)
    with without, standing_as(real_world.staff):
        assert act(real_world)


@pytest.mark.rule("A25", "A41")
def test_work_is_accepted_by_hand_once_all_it_rests_on_is_there(world: World):
    checked(world)
    with standing_as(world.staff):
        assert decide(world, "accepted") == 1
        assert moved(Submission, state="accepted", accepted_at=world.now) == 1


@pytest.mark.rule("Q5")
def test_work_is_not_accepted_on_another_clock(world: World):
    other = world.accepted().clock_id
    sent = checked(world)
    with standing_as(world.staff):
        QualityCheck.objects.filter(submission=sent).update(
            outcome="accepted", completed_at=world.now
        )
        rows = Submission.objects.filter(pk=sent.pk)
        with kept_by("work_keeps_its_upload_and_clock"):
            rows.update(state="accepted", accepted_at=world.now, clock=other)


@pytest.mark.rule("A25")
def test_who_accepts_waits_for_a_point_being_found_and_sees_it(real_world: World):
    checked(real_world)
    found = Event()

    def find(by: Any) -> None:
        with transaction.atomic():
            point = {"code": "learner", "point": "The learner's own.", "is_met": False}
            check = QualityCheck.objects.get()
            check.points.create(centre_id=check.centre_id, what_to_do="Send it.", **point)
            found.set()
            guards.until_somebody_waits()

    def accept(by: Any) -> int:
        found.wait(10)
        return decide(real_world, "accepted")

    _, refused = guards.race([(real_world.staff, find), (real_world.staff, accept)])

    assert refused.__cause__.diag.constraint_name == "a_check_ends_as_its_points_say"


@pytest.mark.rule("A25")
def test_marking_of_work_nobody_accepted_is_allocated_to_nobody(real_world: World):
    sent = real_world.submitted()
    begin = mark(sent)
    without = guards.without_trigger("assessments_marking", "only_accepted_work_is_marked")
    with without, standing_as(real_world.staff):
        item = begin(real_world)
    with standing_as(real_world.staff) as by:
        batch = allocating.allocate(
            markings=[item.pk],
            assessor=real_world.membership(real_world.assessor),
            by=by,
            now=real_world.now,
        )

    assert "A25" in [one.rule for one in batch.refused[0].answers]
