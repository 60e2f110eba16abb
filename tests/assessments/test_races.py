"""Two hands at once: one winner and a readable no, and more than one once the guards are gone."""

from contextlib import ExitStack
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from assessments.models import Allocation, Assurance, Marking, Result, Submission
from assessments.operations import allocating, assuring, finalising, holds, releasing
from awarding.kernel.actors import Role
from awarding.kernel.machines import Machine, MovedOn
from awarding.models import OutboxMessage
from awarding.once import Batch
from awarding.operations import moving
from tests import guards
from tests.assessments.operations.test_releasing import of_one_learner_under_two_codes
from tests.factories import standing_as
from tests.world import World

CLIENTS = 6


@pytest.fixture
def any_move(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let the machines move from anywhere, as if nobody had asked them."""

    def anywhere(machine: Machine, name: str, state: str) -> str:
        return next(line.to for line in machine.moves if line.name == name)

    monkeypatch.setattr(Machine, "after", anywhere)
    return monkeypatch


def finalise_at_once(world: World, submission: Submission, clients: int = CLIENTS) -> list[Any]:
    with standing_as(world.lead) as lead:
        assurance = assuring.open_assurance(
            marking=world.marking_of(submission), by=lead, now=world.now
        )

    def act(by: Any) -> Result:
        return finalising.finalise(
            assurance=assurance, judgements=[], comment="", by=by, now=world.now
        )

    return guards.race([(world.lead, act)] * clients)


def results(world: World) -> int:
    with standing_as(world.staff):
        return Result.objects.count()


@pytest.mark.rule("A31")
def test_of_many_who_finalise_at_once_one_wins(real_world: World):
    answers = finalise_at_once(real_world, real_world.marked())

    won = [one for one in answers if isinstance(one, Result)]
    lost = [one for one in answers if isinstance(one, MovedOn)]
    assert (len(won), len(lost), results(real_world)) == (1, CLIENTS - 1, 1)


@pytest.mark.rule("A31")
def test_the_constraint_alone_keeps_one_result(real_world: World, any_move: object):
    marked = real_world.marked()
    with guards.without_row_locks():
        answers = finalise_at_once(real_world, marked)

    won = [one for one in answers if isinstance(one, Result)]
    assert (len(won), results(real_world)) == (1, 1)


@pytest.mark.rule("A31")
def test_without_lock_machine_and_constraint_there_is_a_second_result(
    real_world: World, any_move: object
):
    marked = real_world.marked()
    with ExitStack() as off:
        off.enter_context(guards.without_row_locks())
        off.enter_context(guards.without_constraint("awarding_outboxmessage", "outbox_key"))
        off.enter_context(
            guards.without_constraint("assessments_result", "one_result_per_version")
        )
        finalise_at_once(real_world, marked)

        assert results(real_world) > 1


def allocate_at_once(world: World) -> list[Any]:
    assessors = [world.somebody(Role.ASSESSOR) for _ in range(CLIENTS)]
    for one in assessors:
        world.approve(one)
    accepted = world.accepted()
    with standing_as(world.staff):
        marking = world.marking_of(accepted).pk
        members = [world.membership(one) for one in assessors]

    def give(member: Any) -> Any:
        return lambda by: allocating.allocate(
            markings=[marking], assessor=member, by=by, now=world.now
        )

    return guards.race([(world.staff, give(member)) for member in members])


def allocations(world: World) -> int:
    with standing_as(world.staff):
        return Allocation.objects.filter(ended_at__isnull=True).count()


@pytest.mark.rule("A26")
def test_of_many_who_allocate_one_item_at_once_one_wins_and_the_rest_are_told(real_world: World):
    answers = allocate_at_once(real_world)

    done = [one for one in answers if isinstance(one, Batch) and one.done]
    told = [one for one in answers if isinstance(one, Batch) and one.refused]
    assert (len(done), len(told), allocations(real_world)) == (1, CLIENTS - 1, 1)
    assert {str(one.refused[0]).partition(".")[0] for one in told} == {"It was allocated already"}


@pytest.fixture
def nobody_asks(any_move: pytest.MonkeyPatch) -> None:
    """Let allocation ask no rule, as well."""
    any_move.setattr(allocating, "answers", lambda facts: ())


def no_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the statement that moves many rows move none, and count none."""
    monkeypatch.setattr(moving, "move_all", lambda *_, **__: None)


@pytest.mark.rule("A26")
@pytest.mark.parametrize("left", ["the statement", "the constraint"])
def test_one_guard_of_allocation_alone_keeps_one_assessor(
    real_world: World, nobody_asks: None, monkeypatch: pytest.MonkeyPatch, left: str
):
    with ExitStack() as off:
        off.enter_context(guards.without_row_locks())
        if left == "the statement":
            off.enter_context(
                guards.without_constraint("assessments_allocation", "one_assessor_at_a_time")
            )
        else:
            no_statement(monkeypatch)
        allocate_at_once(real_world)

        assert allocations(real_world) == 1


@pytest.mark.rule("A26")
def test_without_any_of_its_guards_work_has_a_second_assessor(
    real_world: World, nobody_asks: None, monkeypatch: pytest.MonkeyPatch
):
    no_statement(monkeypatch)
    with ExitStack() as off:
        off.enter_context(guards.without_row_locks())
        off.enter_context(
            guards.without_constraint("assessments_allocation", "one_assessor_at_a_time")
        )
        allocate_at_once(real_world)

        assert allocations(real_world) > 1


def release_at_once(world: World, ready: Result) -> list[Any]:
    def act(by: Any) -> Batch[Result]:
        return releasing.release_results(results=[ready.pk], by=by, now=world.now)

    return guards.race([(world.staff, act)] * CLIENTS)


def messages(world: World) -> int:
    with standing_as(world.staff):
        return OutboxMessage.objects.filter(task="assessments.register_result").count()


@pytest.mark.rule("A34", "A36")
def test_of_many_who_release_at_once_one_wins_and_the_rest_are_told(real_world: World):
    answers = release_at_once(real_world, real_world.ready())

    done = [one for one in answers if isinstance(one, Batch) and one.done]
    told = [one for one in answers if isinstance(one, Batch) and one.refused]
    assert (len(done), len(told), messages(real_world)) == (1, CLIENTS - 1, 1)


def no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "answers", lambda row: ())


@pytest.mark.rule("A34", "A36")
@pytest.mark.parametrize("left", ["the statement", "the key of the message"])
def test_one_guard_of_release_alone_lets_one_win(
    real_world: World, monkeypatch: pytest.MonkeyPatch, left: str
):
    ready = real_world.ready()
    no_rules(monkeypatch)
    with ExitStack() as off:
        off.enter_context(guards.without_row_locks())
        if left == "the statement":
            off.enter_context(guards.without_constraint("awarding_outboxmessage", "outbox_key"))
        else:
            no_statement(monkeypatch)
        release_at_once(real_world, ready)

        assert messages(real_world) == 1


@pytest.mark.rule("A36")
def test_two_passes_of_one_unit_released_at_once_are_one_pass(real_world: World):
    first, second = of_one_learner_under_two_codes(real_world)

    def act(result: Result) -> Any:
        return lambda by: releasing.release_results(results=[result.pk], by=by, now=real_world.now)

    answers = guards.race([(real_world.staff, act(one)) for one in (first, second)])

    assert sorted((len(one.done), len(one.refused)) for one in answers) == [(0, 1), (1, 0)]
    assert messages(real_world) == 1


@pytest.mark.rule("X6")
def test_a_release_waits_for_a_hold_being_placed_and_sees_it(real_world: World):
    ready = real_world.ready()
    placed = Event()

    def hold(by: Any) -> None:
        with transaction.atomic():
            holds.place(
                submission=ready.submission, kind="concern", reason="Copied.", by=by,
                now=real_world.now,
            )  # fmt: skip
            placed.set()
            guards.until_somebody_waits()

    def release(by: Any) -> Batch[Result]:
        placed.wait(10)
        return releasing.release_results(results=[ready.pk], by=by, now=real_world.now)

    _, batch = guards.race([(real_world.staff, hold), (real_world.staff, release)])

    assert [one.rule for refused in batch.refused for one in refused.answers] == ["X6"]


@pytest.mark.rule("A34", "A36")
def test_without_any_of_its_guards_a_result_is_announced_twice(
    real_world: World, monkeypatch: pytest.MonkeyPatch
):
    ready = real_world.ready()
    no_rules(monkeypatch)
    no_statement(monkeypatch)
    with ExitStack() as off:
        off.enter_context(guards.without_row_locks())
        off.enter_context(guards.without_constraint("awarding_outboxmessage", "outbox_key"))
        release_at_once(real_world, ready)

        assert messages(real_world) > 1


def test_the_world_of_the_races_is_committed(real_world: World):
    marked = real_world.marked()

    seen = guards.race([(real_world.staff, lambda by: Marking.objects.get().state)] * 2)

    assert (seen, marked.state) == (["marked", "marked"], "accepted")
    with standing_as(real_world.staff):
        assert Assurance.objects.count() == 0
