"""The relay hands over what is due, once, in order, and spares a receiver that is down."""

from datetime import timedelta

import pytest

from awarding import ledger
from awarding.kernel import tenancy
from awarding.kernel.actors import Audience, portal
from awarding.models import OutboxAttempt, OutboxMessage
from awarding.operations import outbox, relaying
from registry.protocol import Unknown
from tests import factories

SWEEP = tenancy.Scope(Audience.SWEEP)


def announce(body, now, *keys, task="test.tell", **payload):
    with tenancy.acting(factories.staff_scope(body)):
        ledger.announce([ledger.Announcement(task, key, payload) for key in keys], now=now)


def handed_over(now):
    with tenancy.acting(SWEEP):
        return [one.message for one in relaying.hand_over(now=now)]


def keys_of(pks):
    with tenancy.acting(SWEEP):
        keys = dict(OutboxMessage.objects.values_list("pk", "key"))
    return [keys[pk] for pk in pks]


def fail(body, message, now):
    def lost(claimed):
        raise Unknown("The registry answered 500.")

    with tenancy.acting(factories.staff_scope(body)):
        outbox.deliver(message, call=lost, confirm=pytest.fail, by=portal(body.pk), now=now)


def succeed(body, message, now):
    with tenancy.acting(factories.staff_scope(body)):
        outbox.deliver(
            message, call=str, confirm=lambda c, a: "ORC-1", by=portal(body.pk), now=now
        )


def test_what_is_due_is_handed_over_once_for_every_body(body, other_body, now):
    announce(body, now, "result-1-v1", "result-2-v1")
    announce(other_body, now, "result-1-v1")

    first, second = handed_over(now), handed_over(now)

    assert (len(first), second) == (3, [])


def test_what_was_handed_over_and_lost_comes_round_again(body, now):
    announce(body, now, "result-1-v1")

    first, later = handed_over(now), handed_over(now + relaying.HAND_OVER)

    assert first == later


def test_what_is_claimed_is_not_handed_over_while_the_lease_holds(body, now):
    announce(body, now, "result-1-v1")
    (message,) = handed_over(now)
    late = now + timedelta(seconds=30)
    with tenancy.acting(factories.staff_scope(body)):
        outbox.claim(message, by=portal(body.pk), now=late)

    assert handed_over(late + outbox.LEASE - timedelta(seconds=1)) == []
    assert handed_over(late + outbox.LEASE) == [message]


def test_version_two_is_handed_over_after_version_one_is_delivered(body, now):
    announce(body, now, "result-1-v1")
    announce(body, now, "result-1-v2", after="result-1-v1")

    (first,) = handed_over(now)
    succeed(body, first, now)

    assert keys_of([first]) == ["result-1-v1"]
    assert keys_of(handed_over(now)) == ["result-1-v2"]


def test_the_same_key_of_another_body_does_not_hold_anything_up(body, other_body, now):
    announce(other_body, now + timedelta(days=1), "result-1-v1")
    announce(body, now, "result-1-v2", after="result-1-v1")

    assert keys_of(handed_over(now)) == ["result-1-v2"]


@pytest.fixture
def down(body, now):
    """A registry that has left five tries in a row without an answer."""
    announce(body, now, *[f"result-{n}-v1" for n in range(5)])
    messages = handed_over(now)
    for message in messages:
        fail(body, message, now)
    return messages


def test_a_receiver_that_is_down_is_asked_one_thing_at_a_time(body, other_body, now, down):
    announce(body, now, *[f"result-{n}-v1" for n in range(10, 20)])
    announce(other_body, now, "result-1-v1", "result-2-v1")

    assert sorted(keys_of(handed_over(now))) == ["result-1-v1", "result-10-v1", "result-2-v1"]


def test_a_backlog_for_a_receiver_that_is_down_holds_up_nobody_else(body, other_body, now, down):
    announce(body, now, *[f"result-{n}-v1" for n in range(10, 10 + 2 * relaying.AT_ONCE)])
    announce(body, now, "inspect-1", task="test.inspect")
    announce(other_body, now, "result-1-v1")

    assert sorted(keys_of(handed_over(now))) == ["inspect-1", "result-1-v1", "result-10-v1"]


def test_one_answer_is_enough_to_ask_for_everything_again(body, now, down):
    announce(body, now, *[f"result-{n}-v1" for n in range(10, 20)])
    succeed(body, handed_over(now)[0], now)

    assert len(handed_over(now)) == 9


def test_a_try_whose_process_died_says_nothing_of_the_receiver(body, now, down):
    with tenancy.acting(SWEEP):
        OutboxAttempt.objects.update(ended_at=None)
    announce(body, now, "result-10-v1", "result-11-v1")

    assert len(handed_over(now)) == 2
