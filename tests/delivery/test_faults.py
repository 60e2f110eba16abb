"""D4: whatever the registry does, each result and registration stands there exactly once."""

import threading

import pytest
from django.db import connection

from assessments.models import RegistryDifference
from assessments.operations import registering
from assessments.tasks.registering import reconcile_registries, register_result
from awarding.kernel import clock
from awarding.models import Entry
from centres.operations import registering as enrolling
from tests.factories import standing_as

BEFORE = ["broken_before", "dropped_before", "too_many", "error_as_success", "page_as_success"]
AFTER = ["broken_after", "dropped_after", "slow_after", "no_reference", "cut_short"]


def tell(line, registry, message):
    """One delivery, by a client that does not wait long."""
    with standing_as(line.world.worker) as by:
        registering.deliver_result(
            message=message.pk, connect=lambda: registry, by=by, now=line.world.now
        )


def about_the_result(line):
    return next(one for one in line.messages() if one.task == "assessments.register_result")


@pytest.mark.rule("A36")
@pytest.mark.parametrize("fault", BEFORE + AFTER)
def test_a_fault_leaves_the_outcome_unknown_and_the_next_try_enters_it_once(line, fault):
    released = line.released()
    message = about_the_result(line)
    line.server.fail(fault)

    tell(line, line.registry(read_seconds=0.5), message)
    unknown, running = about_the_result(line).state, line.result().state
    line.time_passes()
    tell(line, line.registry(), message)

    assert (unknown, running) == ("unknown", "released")
    assert (about_the_result(line).state, line.result().state) == ("delivered", "registered")
    assert line.results() == [f"result-{released.submission_id}-v1"]
    assert line.outcomes() == [("unknown", True), ("delivered", True)]


@pytest.mark.parametrize("fault", ["other_learner", "other_outcome"])
def test_an_answer_about_something_else_goes_to_a_person(line, fault):
    line.released()
    line.server.fail(fault)

    tell(line, line.registry(), about_the_result(line))

    assert about_the_result(line).state == "needs_a_person"
    assert line.result().state == "released"


def test_a_proxy_that_sends_it_twice_makes_one_entry(line):
    released = line.released()
    line.server.fail("twice")

    tell(line, line.registry(), about_the_result(line))

    assert line.results() == [f"result-{released.submission_id}-v1"]
    assert about_the_result(line).state == "delivered"


def test_the_same_task_eight_times_at_once_asks_once(line):
    released = line.released()
    message, start = about_the_result(line), threading.Barrier(8)

    def deliver():
        start.wait()
        register_result(message=message.pk, body=line.world.body.pk)
        connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert line.results() == [f"result-{released.submission_id}-v1"]
    assert line.outcomes() == [("delivered", True)]
    assert line.server.database.rows("SELECT count(*) FROM orchard_turnedaway") == [(0,)]


def test_a_sweep_tells_of_registrations_and_passes_and_the_books_then_agree(line):
    released = line.world.released()

    line.sweep()

    registration = line.messages()[0].payload["registration"]
    assert line.states() == {"delivered"}
    assert line.entered() == [
        f"registration-{registration}",
        f"result-{released.submission_id}-v1",
    ]


def test_the_nightly_comparison_agrees_with_the_real_registry(line):
    line.world.released()
    line.sweep()

    reconcile_registries.in_turn()

    with standing_as(line.world.staff):
        assert not RegistryDifference.objects.exists()
        assert Entry.objects.filter(act="registry.reconcile").count() == 1


def test_the_nightly_comparison_sees_what_the_registry_lost(line):
    released = line.world.released()
    line.sweep()
    line.server.database.empty()

    reconcile_registries.in_turn()

    with standing_as(line.world.staff):
        found = RegistryDifference.objects.values_list("key", "what")
        assert (f"result-{released.submission_id}-v1", "gone") in found


class NewKeyEachTime:
    """A client that breaks the contract: it names each try, and not the thing."""

    def __init__(self, registry):
        self.registry, self.tries = registry, 0

    def _key(self, key):
        self.tries += 1
        return key.replace("-", f"-{self.tries}-", 1)

    def register(self, award, *, key):
        return self.registry.register(award, key=self._key(key))

    def enrol(self, registration, *, key):
        return self.registry.enrol(registration, key=self._key(key))


def test_control_with_a_key_that_names_the_try_the_registry_has_it_twice(line):
    line.world.registered()
    (message,) = line.messages()
    broken = NewKeyEachTime(line.registry())
    line.server.fail("broken_after")

    for _ in range(2):
        with standing_as(line.world.worker) as by:
            enrolling.deliver_registration(
                message=message.pk, connect=lambda: broken, by=by, now=clock.now()
            )
        line.time_passes()

    assert len(line.entered()) == 2


def test_control_with_a_key_that_names_the_try_a_result_clashes_with_itself(line):
    line.released()
    message, broken = about_the_result(line), NewKeyEachTime(line.registry())
    line.server.fail("broken_after")

    for _ in range(2):
        tell(line, broken, message)
        line.time_passes()

    assert about_the_result(line).state == "needs_a_person"
