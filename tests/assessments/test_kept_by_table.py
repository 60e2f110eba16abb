"""The database keeps the machines: no state moves past its table, and no move is another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, models, transaction

from assessments.models import (
    Assurance,
    CriterionChange,
    Marking,
    QualityCheck,
    Result,
    ResultCriterion,
    ResultOutcome,
    Submission,
)
from assessments.operations import submissions
from assessments.states import MARKING, RESULT, SUBMISSION
from awarding.kernel.actors import Audience
from awarding.kernel.machines import Machine, move
from awarding.models import (
    Criterion,
    Deadline,
    LearningOutcome,
    OutboxAttempt,
    OutboxMessage,
    Unit,
)
from awarding.states import MESSAGE
from tests.conftest import NOW
from tests.factories import standing_as
from tests.world import World


@contextmanager
def kept_by(guard: str) -> Iterator[None]:
    """What is done inside is refused by this guard of the database."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.diag.constraint_name == guard


def changed(guard: str, rows: models.QuerySet[Any], **other: Any) -> None:
    """Change rows to these values, and see which guard refuses it."""
    with kept_by(guard):
        rows.update(**other)


def not_theirs(rows: models.QuerySet[Any], **other: Any) -> None:
    """These columns are not for this audience to change, whatever the state."""
    for column, value in other.items():
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.update(**{column: value})


@pytest.mark.rule("A19", "A25", "A34")
@pytest.mark.parametrize("state", ["draft", "checking", "returned"])
def test_a_centre_takes_no_move_of_the_bodys(world: World, state: str):
    sent = world.submitted()
    with standing_as(world.coordinator):
        rows = Submission.objects.filter(pk=sent.pk)
        changed("submission_moves_by_its_table", rows, state=state)


@pytest.mark.rule("A19", "A34", "A40", "A41")
def test_a_centre_changes_nothing_of_work_but_what_sending_and_withdrawing_write(world: World):
    sent = world.submitted()
    with standing_as(world.coordinator):
        rows = Submission.objects.filter(pk=sent.pk)
        not_theirs(rows, number=7, reference="OTHER", upload_version=2, previous=sent.pk)
        not_theirs(rows, accepted_at=world.now, released_at=world.now, made_by=1)
        changed("submission_changes_with_a_move", rows, received_at=world.now - timedelta(9))
        changed("submission_changes_with_a_move", rows, submitted_by=1)


@pytest.mark.rule("A19", "A34", "A40")
def test_no_guard_looks_away_because_the_session_asks_it_to(world: World):
    sent = world.submitted()
    for who in (world.coordinator, world.staff):
        with standing_as(who), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
                " FROM pg_trigger WHERE NOT tgisinternal"
            )
            rows = Submission.objects.filter(pk=sent.pk)
            changed("submission_moves_by_its_table", rows, state="draft")


@pytest.mark.rule("A18", "A19", "A40", "Q27")
def test_a_submission_begins_as_an_empty_draft_and_the_next_follows_a_referral(world: World):
    first = world.submitted()
    given = {
        "centre_id": first.centre_id,
        "registration_id": first.registration_id,
        "unit_id": first.unit_id,
        "made_at": world.now,
        "reference": "NEXT",
    }
    with standing_as(world.staff):
        unit = Unit.objects.create(
            qualification_id=world.unit.qualification_id,
            code="X1",
            title="Another",
            brief="B.",
            requirements=["R."],
        ).pk
    for by in (world.coordinator, world.staff):
        with standing_as(by):
            with kept_by("the_next_follows_a_referral"):
                Submission.objects.create(number=2, **given)
            with kept_by("the_next_follows_a_referral"):
                Submission.objects.create(number=2, previous=first, **given)
            with kept_by("the_next_follows_a_referral"):
                Submission.objects.create(number=1, previous=first, **given | {"unit_id": unit})
            with kept_by("a_draft_begins_empty"):
                Submission.objects.create(received_at=world.now, **given | {"unit_id": unit})
            with kept_by("submission_begins_at_its_start"):
                Submission.objects.create(state="withdrawn", **given | {"unit_id": unit})


@pytest.mark.rule("A40", "Q27")
def test_after_a_referral_the_next_number_of_the_same_unit_is_taken(world: World):
    released = world.released(decision="referral")
    with standing_as(world.coordinator):
        referred = Submission.objects.get(pk=released.submission_id)
        second = Submission.objects.get(previous=referred)
        given = {
            "registration_id": referred.registration_id,
            "unit_id": referred.unit_id,
            "previous": referred,
            "made_at": world.now,
        }
        Submission.objects.filter(pk=second.pk).update(state="withdrawn")
        again = Submission.objects.create(number=2, reference="AGAIN", **given)
        with kept_by("the_next_follows_a_referral"):
            Submission.objects.create(number=3, reference="OTHER", **given)

    assert again.number == 2


@pytest.mark.rule("A19", "A25")
def test_staff_send_nothing_for_a_centre_and_skip_no_step(world: World):
    drafted = world.prepared()
    with standing_as(world.staff):
        rows = Submission.objects.filter(pk=drafted.pk)
        sent = {"state": "submitted", "received_at": world.now}
        changed("submission_moves_by_its_table", rows, **sent)
        changed("submission_moves_by_its_table", rows, **sent | {"state": "checking"})
        not_theirs(rows, number=7, registration=1, made_at=world.now)


@pytest.mark.rule("A26", "A27", "A29", "A30", "A31")
def test_marking_goes_no_step_back_and_staff_mark_nothing(world: World):
    item = world.allocated()
    with standing_as(world.staff):
        rows = Marking.objects.filter(submission=item)
        for state in ("marking", "marked", "in_qa", "finalised"):
            changed("marking_moves_by_its_table", rows, state=state)
        changed("marking_changes_with_a_move", rows, round=2)
        not_theirs(rows, purpose="review", submission=item.pk)
        with kept_by("marking_begins_at_its_start"):
            review = {"purpose": "review", "state": "marked", "state_since": world.now}
            Marking.objects.create(centre_id=item.centre_id, submission=item, **review)
    with standing_as(world.assessor):
        for state in ("to_allocate", "marked", "in_qa"):
            changed("marking_moves_by_its_table", Marking.objects.all(), state=state)


@pytest.mark.rule("A29", "A30", "A31")
def test_what_was_finalised_is_not_assured_again(world: World):
    result = world.finalised()
    with standing_as(world.staff):
        changed("marking_moves_by_its_table", Marking.objects.all(), state="in_qa")
        changed("assurance_final_once_complete", Assurance.objects.all(), comment="Another.")
        changed("assurance_final_once_complete", Assurance.objects.all(), outcome="changed")
        not_theirs(Assurance.objects.all(), lead=1, assessor=1, begun_at=world.now)
        with kept_by("changes_before_it_is_complete"):
            CriterionChange.objects.create(
                centre_id=result.centre_id,
                submission_id=result.submission_id,
                assurance=Assurance.objects.get(),
                criterion=Criterion.objects.first(),
                decision="referral",
                feedback="Not yet.",
                reason="It names nobody.",
            )


@pytest.mark.rule("A33", "A34", "X6")
def test_a_result_skips_no_step(world: World):
    world.finalised()
    with standing_as(world.staff):
        rows = Result.objects.all()
        out = {"released_at": world.now, "released_by": world.staff.person}
        changed("result_moves_by_its_table", rows, state="released", **out)
        with kept_by("result_begins_at_its_start"):
            Result.objects.create(
                centre_id=world.centre.pk,
                submission=Submission.objects.get(),
                version=2,
                outcome="pass",
                reason="An appeal was upheld.",
                state="sheet_ready",
                finalised_at=world.now,
                finalised_by=world.staff.person,
            )


@pytest.mark.rule("A31", "A34", "X6")
def test_a_result_once_released_stays_released_as_it_was(world: World):
    released = world.released()
    later = released.released_at + timedelta(days=1)
    with standing_as(world.staff):
        rows = Result.objects.filter(pk=released.pk)
        in_again = {"released_at": None, "released_by": None}
        changed("a_release_stands", rows, state="sheet_ready", **in_again)
        changed("result_changes_with_a_move", rows, registry_receipt="R-1")
        registered = {
            "state": "registered",
            "registered_at": world.now,
            "registry_receipt": "R-1",
        }
        changed("a_release_stands", rows, released_at=later, **registered)
        changed("a_release_stands", rows, released_by=world.staff.person + 1, **registered)
        work = Submission.objects.filter(pk=released.submission_id)
        accepted = {"state": "accepted", "released_at": None}
        changed("submission_moves_by_its_table", work, **accepted)


@pytest.mark.rule("A31", "A34")
def test_nothing_is_added_to_a_result_once_it_has_gone_on(world: World):
    result = world.ready()
    with standing_as(world.staff):
        mine = {"centre_id": result.centre_id, "result": result}
        with kept_by("comments_written_with_their_result"):
            outcome = LearningOutcome.objects.first()
            ResultOutcome.objects.create(outcome=outcome, words="Well done.", **mine)
        with kept_by("criteria_written_with_their_result"):
            unit = {"unit": world.unit, "number": 9, "words": "Another"}
            another = LearningOutcome.objects.create(**unit)
            criterion = Criterion.objects.create(outcome=another, number=1, words="Another")
            given = {"criterion": criterion, "decision": "pass", "feedback": "Well done."}
            ResultCriterion.objects.create(**given, **mine)


@pytest.mark.rule("A25", "A41")
def test_a_check_that_is_completed_stays_as_it_was(world: World):
    returned = world.returned()
    with standing_as(world.staff):
        check = QualityCheck.objects.get(submission=returned)
        rows = QualityCheck.objects.filter(pk=check.pk)
        changed("checks_final_once_complete", rows, answer_by=world.now.date())
        changed("checks_final_once_complete", rows, outcome="accepted")
        not_theirs(rows, checked_by=1, upload_version=2)
        with kept_by("points_before_it_is_complete"):
            check.points.create(centre_id=check.centre_id, code="x", point="X.", is_met=True)


#: Every column of a clock that staff may write, and another value than it ended with.
OF_A_CLOCK = {
    "is_provisional": False,
    "started_wd": 1,
    "paused_wd": 9,
    "ended_at": NOW + timedelta(days=1),
    "ended_on": NOW.date() + timedelta(days=1),
    "ended_as": "met",
    "closed_due_on": NOW.date(),
    "closed_age": 9,
}


def test_every_column_of_a_clock_that_staff_may_write_is_tried():
    assert set(OF_A_CLOCK) == set(Deadline.fence.audiences["staff"].updates)


@pytest.mark.rule("A38")
@pytest.mark.parametrize("column", OF_A_CLOCK)
def test_a_clock_that_ended_does_not_change(world: World, column: str):
    world.returned()
    with standing_as(world.staff):
        rows = Deadline.objects.exclude(**{column: OF_A_CLOCK[column]})
        assert rows.filter(ended_as="void").count() == 1
        changed("an_ended_clock_stands", rows, **{column: OF_A_CLOCK[column]})


@pytest.mark.rule("A38", "Q21")
def test_nobody_gives_a_clock_another_calendar_or_another_promise(world: World):
    accepted = world.accepted()
    for by in (world.staff, world.coordinator):
        with standing_as(by):
            rows = Deadline.objects.filter(pk=accepted.clock_id)
            not_theirs(rows, calendar=1, started_on=world.now.date(), days=30, amber_from=1)


ENDED = {"ended_on": NOW.date(), "closed_due_on": NOW.date(), "closed_age": 1, "ended_at": NOW}


@pytest.mark.rule("A38", "Q18")
def test_a_centre_does_not_stop_the_clock_of_accepted_work(world: World):
    accepted = world.accepted()
    with standing_as(world.coordinator):
        rows = Deadline.objects.filter(pk=accepted.clock_id)
        for ending in ("met", "void"):
            changed("a_centre_ends_only_what_it_withdrew", rows, ended_as=ending, **ENDED)
        changed("a_clock_stood_still_while_paused", rows, paused_wd=99)
        not_theirs(rows, is_provisional=True, started_wd=9)


@pytest.mark.rule("A38", "Q19")
def test_a_centre_ends_a_provisional_clock_only_by_withdrawing_the_work(world: World):
    sent = world.submitted()
    with standing_as(world.coordinator) as by:
        rows = Deadline.objects.filter(pk=sent.clock_id)
        for ending in ("met", "void"):
            changed("a_centre_ends_only_what_it_withdrew", rows, ended_as=ending, **ENDED)
        submissions.withdraw(submission=sent, because="Sent too early.", by=by, now=world.now)
        assert rows.get().ended_as == "void"


@pytest.mark.rule("A38", "Q5", "Q19")
def test_a_clock_begins_running_and_is_accepted_once(world: World):
    accepted = world.accepted()
    with standing_as(world.staff):
        rows = Deadline.objects.filter(pk=accepted.clock_id)
        changed("an_accepted_clock_stays_accepted", rows, is_provisional=True)
    for by, given in (
        (world.coordinator, {"is_provisional": False}),
        (world.coordinator, {"is_provisional": True, "ended_as": "void", **ENDED}),
        (world.staff, {"ended_as": "met", **ENDED}),
    ):
        with standing_as(by):
            made = copied(accepted.clock, **given)
            with kept_by("a_clock_begins_running"):
                made.save(force_insert=True)


def copied(clock: Deadline, **other: Any) -> Deadline:
    """The same clock as one that is not written yet, with these values."""
    plain = [one.attname for one in clock._meta.concrete_fields if not one.generated]
    values = {name: getattr(clock, name) for name in plain if name != "id"}
    return Deadline(**values | other)


@pytest.mark.rule("A38")
def test_an_assessor_changes_no_clock(world: World):
    allocated = world.allocated()
    with standing_as(world.assessor):
        rows = Deadline.objects.filter(pk=allocated.clock_id)
        not_theirs(rows, ended_at=NOW, started_wd=1)
        changed("a_clock_stood_still_while_paused", rows, paused_wd=1)


@pytest.mark.rule("A37")
def test_a_message_is_delivered_only_by_a_try_under_way(world: World):
    world.released()
    with standing_as(world.staff):
        rows = OutboxMessage.objects.filter(task="assessments.register_result")
        changed("delivered_by_a_try", rows, state="delivered", settled_at=world.now)
        [message] = rows
        OutboxAttempt.objects.create(
            message=message, n=1, began_at=world.now, ended_at=world.now, outcome="unknown"
        )
        changed("delivered_by_a_try", rows, state="delivered", settled_at=world.now)


@pytest.mark.rule("A36")
def test_a_delivery_goes_no_step_back(world: World):
    world.released()
    with standing_as(world.staff):
        rows = OutboxMessage.objects.filter(task="assessments.register_result")
        OutboxAttempt.objects.create(message=rows.get(), n=1, began_at=world.now)
        rows.update(state="delivered", settled_at=world.now)
        changed("message_moves_by_its_table", rows, state="waiting", settled_at=None)
        told = {"task": "t", "key": "k", "payload": {}, "made_at": world.now, "due_at": world.now}
        with kept_by("message_begins_at_its_start"):
            OutboxMessage.objects.create(state="unknown", **told)


@pytest.mark.parametrize(
    "machine", [SUBMISSION, MARKING, RESULT, MESSAGE], ids=lambda one: one.name
)
def test_every_line_says_whose_move_it_is(machine: Machine):
    named = {audience for line in machine.moves for audience in line.by}

    assert named <= {"centre", "assessor", "staff", "sweep"}
    assert all(line.by for line in machine.moves)


def test_a_move_is_the_staffs_unless_its_line_says_otherwise():
    ours = move("open", "new", to="seen")
    theirs = move("send", "new", to="sent", by=(Audience.CENTRE, Audience.STAFF))

    assert (ours.by, theirs.by) == (("staff",), ("centre", "staff"))
