"""D1, D2: a worker killed in the middle, a broker flushed: nothing is lost and nothing doubled."""

import pytest

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.tasks.outbox import relay_outbox
from tests.broker import await_that, working
from tests.factories import standing_as

REGISTRATIONS = 30


def relay(line):
    with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
        relay_outbox()


@pytest.mark.rule("A36")
def test_a_worker_killed_between_the_call_and_the_confirmation_enters_it_once(
    line, broker, tmp_path
):
    released = line.released()
    key = f"result-{released.submission_id}-v1"
    line.server.fail("slow_after")

    with working(broker, tmp_path / "worker.log", **line.environment) as worker:
        relay(line)
        await_that(lambda: key in line.entered())
        worker.kill()
    left_behind = (line.result().state, line.outcomes())
    line.time_passes()
    line.sweep()

    assert left_behind == ("released", [("unknown", False)])
    assert (line.result().state, line.entered().count(key)) == ("registered", 1)
    assert line.outcomes() == [("unknown", False), ("delivered", True)]
    assert line.result().registry_receipt == line.registry().look_up(key).reference


def test_workers_killed_again_and_again_lose_nothing_and_double_nothing(line, broker, tmp_path):
    for n in range(REGISTRATIONS):
        line.world.registered(f"Learner {n}")
    line.server.fail(*["none", "broken_after", "dropped_before", "slow_after"] * 10)

    for round in range(3):
        with working(broker, tmp_path / f"worker{round}.log", **line.environment) as worker:
            line.time_passes()
            relay(line)
            wanted = (round + 1) * REGISTRATIONS // 4
            await_that(lambda wanted=wanted: len(line.entered()) >= wanted)
            worker.kill()
    line.server.fail()
    line.time_passes()
    line.sweep()

    expected = sorted(f"registration-{one.payload['registration']}" for one in line.messages())
    assert (line.states(), line.entered()) == ({"delivered"}, expected)
    assert len(expected) == REGISTRATIONS


def test_a_broker_flushed_with_every_task_on_it_loses_nothing(line, broker):
    line.world.registered()
    line.world.registered("Rhys Morgan")
    relay(line)
    handed_over = broker.waiting()

    broker.flush()
    line.sweep()
    before_the_time = line.states()
    line.time_passes()
    line.sweep()

    assert handed_over >= 2
    assert (before_the_time, line.states(), len(line.entered())) == (
        {"waiting"},
        {"delivered"},
        2,
    )


def test_a_worker_delivers_within_moments_of_the_commit(line, broker, tmp_path):
    with working(broker, tmp_path / "worker.log", **line.environment):
        line.world.registered()

        await_that(lambda: line.states() == {"delivered"}, seconds=10)

    with standing_as(line.world.coordinator):
        assert line.entered() == [f"registration-{line.messages()[0].payload['registration']}"]
