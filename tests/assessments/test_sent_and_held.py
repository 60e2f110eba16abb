"""The database keeps unfinished work with its centre, and a held result with the body."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.models import EvidenceFile, Hold, ItemReview, Result, Submission
from assessments.operations import holds, releasing, signing, submissions
from assessments.queries import sending
from awarding.models import Declaration
from tests import guards
from tests.factories import standing_as
from tests.world import World


@contextmanager
def kept_by(guard: str) -> Iterator[None]:
    """What is done inside is refused by this guard of the database."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.diag.constraint_name == guard


def sent_by_hand(world: World, drafted: Submission) -> int:
    with standing_as(world.coordinator):
        rows = Submission.objects.filter(pk=drafted.pk)
        return rows.update(state="submitted", received_at=world.now)


def signed_again(world: World, drafted: Submission, kind: str, **other: Any) -> None:
    """Sign once more, as somebody would who writes the row by hand."""
    with standing_as(world.coordinator):
        last = Declaration.objects.filter(subject_id=drafted.pk, text__kind=kind).latest("pk")
        for name, value in {"pk": None, **other}.items():
            setattr(last, name, value)
        last.save(force_insert=True)


@pytest.mark.rule("A19", "A20")
def test_work_that_is_whole_reviewed_and_signed_is_sent(world: World):
    assert sent_by_hand(world, world.prepared()) == 1


@pytest.mark.rule("A15", "A19")
def test_a_draft_without_files_is_not_sent_though_it_was_signed(world: World):
    learner = world.registered()
    with standing_as(world.coordinator) as by:
        given = {"by": by, "now": world.now}
        drafted = submissions.draft(registration=learner, unit=world.unit, **given)
        signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=world.unit.requirements,
            **given,
        )
    world.sign(drafted)

    with kept_by("work_is_sent_with_its_files"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19")
def test_a_cover_sheet_alone_is_no_work(world: World):
    drafted = world.prepared()
    with standing_as(world.coordinator):
        EvidenceFile.objects.filter(submission=drafted, document="evidence").delete()
    world.review(drafted)
    world.sign(drafted)

    with kept_by("work_is_sent_with_its_files"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19", "Q26")
def test_work_without_its_cover_sheet_is_not_sent(world: World):
    drafted = world.prepared()
    with standing_as(world.coordinator):
        EvidenceFile.objects.filter(submission=drafted, document="cover_sheet").delete()
    world.review(drafted)
    world.sign(drafted)

    with kept_by("work_is_sent_with_its_files"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19")
@pytest.mark.parametrize("verdict", ["waiting", "refused"])
def test_a_file_nobody_has_accepted_is_not_sent(world: World, verdict: str):
    drafted = world.prepared()
    world.add_file(drafted, "witness", verdict)
    world.review(drafted)
    world.sign(drafted)

    with kept_by("work_is_sent_with_its_files"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A20")
def test_work_is_not_sent_unless_the_last_review_found_every_requirement(world: World):
    drafted = world.prepared()
    with standing_as(world.coordinator) as by:
        some = world.unit.requirements[:1]
        signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=some,
            by=by,
            now=world.now,
        )

    with kept_by("work_is_sent_reviewed"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A20")
def test_a_review_of_another_upload_is_none_of_this(world: World):
    drafted = world.prepared()
    with standing_as(world.coordinator):
        review = ItemReview.objects.get(submission=drafted)
        again = {
            "content_hash": review.content_hash,
            "reviewed_by": review.reviewed_by,
            "reviewed_at": review.reviewed_at,
        }
        ItemReview.objects.create(
            submission=drafted, upload_version=2, points=review.points, **again
        )
        ItemReview.objects.create(submission=drafted, upload_version=1, points=[], **again)

    with kept_by("work_is_sent_reviewed"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19", "Q26")
@pytest.mark.parametrize("kind", ["authenticity.learner", "finality.centre"])
@pytest.mark.parametrize(
    "other", [{"content_hash": "0" * 64}, {"subject_version": 2}], ids=["files", "upload"]
)
def test_work_is_not_sent_unless_both_signed_for_exactly_it(
    world: World, kind: str, other: dict[str, Any]
):
    drafted = world.prepared()
    signed_again(world, drafted, kind, **other)

    with kept_by("work_is_sent_signed"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19")
def test_a_file_added_after_signing_keeps_the_work_back(world: World):
    drafted = world.prepared()
    world.add_file(drafted, "witness")

    with kept_by("work_is_sent_reviewed"):
        sent_by_hand(world, drafted)
    world.review(drafted)
    with kept_by("work_is_sent_signed"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A20")
def test_a_file_added_after_the_review_keeps_the_work_back_though_all_signed(world: World):
    drafted = world.prepared()
    world.add_file(drafted, "witness")
    world.sign(drafted)

    with kept_by("work_is_sent_reviewed"):
        sent_by_hand(world, drafted)


@pytest.mark.rule("A19", "A41")
def test_work_that_was_returned_is_not_sent_again_as_it_is(world: World):
    returned = world.returned()

    with kept_by("work_is_sent_reviewed"):
        sent_by_hand(world, returned)


def hold(world: World, result: Result) -> Hold:
    given = {"kind": "concern", "reason": "Copied.", "now": world.now}
    with standing_as(world.staff) as by:
        return holds.place(submission=result.submission, by=by, **given)


def put_on_by_hand(world: World, result: Result) -> Hold:
    return Hold.objects.create(
        centre_id=result.centre_id,
        submission_id=result.submission_id,
        kind="concern",
        reason="Copied.",
        placed_at=world.now,
    )


def released_by_hand(world: World, result: Result) -> int:
    with standing_as(world.staff):
        rows = Result.objects.filter(pk=result.pk)
        return rows.update(state="released", released_at=world.now, released_by=world.staff.person)


@pytest.mark.rule("X6")
def test_nothing_that_is_held_is_released(world: World):
    result = world.ready()
    hold(world, result)

    with kept_by("a_held_result_is_not_released"):
        released_by_hand(world, result)
    with kept_by("held_work_is_not_released"), standing_as(world.staff):
        work = Submission.objects.filter(pk=result.submission_id)
        work.update(state="released", released_at=world.now)


@pytest.mark.rule("X6")
def test_of_several_holds_one_that_stands_is_enough(world: World):
    result = world.ready()
    placed = [hold(world, result) for _ in range(2)]
    with standing_as(world.staff) as by:
        holds.lift(hold=placed[0], because="Looked into.", by=by, now=world.now)
        with kept_by("a_held_result_is_not_released"):
            released_by_hand(world, result)
        holds.lift(hold=placed[1], because="Looked into.", by=by, now=world.now)
        batch = releasing.release_results(results=[result.pk], by=by, now=world.now)

    assert [one.pk for one in batch.done] == [result.pk]


@pytest.mark.rule("X6")
def test_what_is_out_is_not_held_and_a_lifted_hold_stands(world: World):
    result = world.ready()
    lifted = hold(world, result)
    with standing_as(world.staff) as by:
        holds.lift(hold=lifted, because="Looked into.", by=by, now=world.now)
        world.released(result)
        rows = Hold.objects.filter(pk=lifted.pk)
        with kept_by("a_lifted_hold_stands"):
            rows.update(lifted_at=None, lifted_by=None, lifted_because="")
        with kept_by("a_hold_comes_before_release"):
            put_on_by_hand(world, result)


@pytest.mark.rule("X6")
def test_a_hold_begins_where_it_is_not_lifted(world: World):
    placed = hold(world, world.ready())
    with standing_as(world.staff) as by, kept_by("a_hold_begins_unlifted"):
        placed.pk, placed.lifted_at, placed.lifted_by = None, world.now, by.person
        placed.lifted_because = "Looked into."
        placed.save(force_insert=True)


def hold_and_release_at_once(world: World, result: Result) -> list[Any]:
    """Place a hold and release, by two hands that lock nothing and ask nothing."""
    placed = Event()

    def place(by: Any) -> None:
        with transaction.atomic():
            put_on_by_hand(world, result)
            placed.set()
            sleep(0.5)

    def release(by: Any) -> int:
        placed.wait(10)
        rows = Result.objects.filter(pk=result.pk)
        return rows.update(state="released", released_at=world.now, released_by=world.staff.person)

    return guards.race([(world.staff, place), (world.staff, release)])


@pytest.mark.rule("X6")
def test_a_release_by_hand_waits_for_a_hold_being_placed(real_world: World):
    _, refused = hold_and_release_at_once(real_world, real_world.ready())

    assert refused.__cause__.diag.constraint_name == "a_held_result_is_not_released"


@pytest.mark.rule("X6")
def test_a_hold_by_hand_waits_for_a_release_under_way(real_world: World):
    result = real_world.ready()
    released = Event()

    def release(by: Any) -> None:
        with transaction.atomic():
            rows = Result.objects.filter(pk=result.pk)
            rows.update(state="released", released_at=real_world.now, released_by=by.person)
            released.set()
            sleep(0.5)

    def place(by: Any) -> Hold:
        released.wait(10)
        return put_on_by_hand(real_world, result)

    _, refused = guards.race([(real_world.staff, release), (real_world.staff, place)])

    assert refused.__cause__.diag.constraint_name == "a_hold_comes_before_release"


@pytest.mark.rule("X6")
def test_without_the_guards_a_held_result_is_released(real_world: World):
    result = real_world.ready()
    with guards.without_trigger("assessments_result", "a_held_result_is_not_released"):
        assert hold_and_release_at_once(real_world, result) == [None, 1]
