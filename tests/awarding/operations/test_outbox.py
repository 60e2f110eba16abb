"""D1, D2, D4: a message is claimed, called and confirmed; at least once outside, once inside."""

from datetime import timedelta

import pytest

from awarding import ledger
from awarding.kernel.actors import Role, portal
from awarding.kernel.rules import Clause, Refusal, say
from awarding.kernel.rules import Refused as RuleRefused
from awarding.models import Decision, Entry, OutboxAttempt, OutboxMessage
from awarding.operations import messages, outbox
from awarding.states import MOST_TRIES
from registry.protocol import OutOfOrder, Refused, Unknown
from tests.factories import actor, standing_as

CLAUSE = Clause("House rules", "1", "H1", "Only released results go out.")


@pytest.fixture
def by(body, staff_scope):
    return portal(body.pk)


@pytest.fixture
def message(by, now):
    return announced(now)


def announced(now, key="result-1-v1", **payload):
    announcement = ledger.Announcement("test.tell", key, {"result": 1, **payload})
    ledger.announce([announcement], now=now)
    return OutboxMessage.objects.get(key=key).pk


def taken(claimed):
    return f"ORC-{claimed.key}"


def lost(claimed):
    raise Unknown("The registry answered 500.")


def heard(claimed, answer):
    return answer


def deliver(message, by, now, call=taken, confirm=heard):
    outbox.deliver(message, call=call, confirm=confirm, by=by, now=now)
    return OutboxMessage.objects.get(pk=message)


def outcomes():
    return list(OutboxAttempt.objects.order_by("n").values_list("n", "outcome", "answer"))


def test_a_delivered_message_keeps_what_was_answered_and_when(message, by, now):
    row = deliver(message, by, now)

    assert (row.state, row.settled_at, row.last_answer) == ("delivered", now, "ORC-result-1-v1")
    assert outcomes() == [(1, "delivered", "ORC-result-1-v1")]


def test_a_message_delivered_again_calls_nobody(message, by, now):
    calls = []
    for _ in range(3):
        deliver(message, by, now, call=lambda claimed: calls.append(claimed.key) or "ORC-1")

    assert calls == ["result-1-v1"]


def test_the_try_is_written_before_the_call(message, by, now):
    seen = []

    deliver(message, by, now, call=lambda claimed: seen.append(outcomes()) or "ORC-1")

    assert seen == [[(1, "unknown", "")]]


def test_while_one_process_calls_no_other_may(message, by, now):
    second = []

    def call(claimed):
        second.append(outbox.claim(message, by=by, now=now + timedelta(seconds=59)))
        return "ORC-1"

    deliver(message, by, now, call=call)

    assert second == [None]


def test_a_claim_whose_process_died_is_taken_again_with_the_same_key(message, by, now):
    first = outbox.claim(message, by=by, now=now)

    again = outbox.claim(message, by=by, now=now + outbox.LEASE)

    assert (first.key, again.key, again.tries) == ("result-1-v1", "result-1-v1", 2)
    assert OutboxMessage.objects.get(pk=message).state == "unknown"


def test_an_outcome_nobody_knows_is_a_state_and_is_asked_again_later(message, by, now):
    row = deliver(message, by, now, call=lost)

    assert (row.state, row.last_answer) == ("unknown", "The registry answered 500.")
    assert now < row.due_at <= now + timedelta(seconds=5)
    assert deliver(message, by, row.due_at - timedelta(milliseconds=1)).state == "unknown"
    assert deliver(message, by, row.due_at).state == "delivered"


def test_what_came_too_soon_is_told_again_later_and_is_known_to_be_refused(message, by, now):
    def early(claimed):
        raise OutOfOrder("Version 1 is not entered yet.")

    row = deliver(message, by, now, call=early)

    assert (row.state, row.last_answer) == ("unknown", "Version 1 is not entered yet.")
    assert outcomes() == [(1, "refused", "Version 1 is not entered yet.")]
    assert deliver(message, by, row.due_at).state == "delivered"


def test_it_waits_as_long_as_it_is_asked_to(message, by, now):
    def busy(claimed):
        raise Unknown("The registry answered 429.", wait=timedelta(minutes=10))

    assert deliver(message, by, now, call=busy).due_at == now + timedelta(minutes=10)


def test_after_the_last_try_a_person_must_look(message, by, now):
    for n in range(MOST_TRIES):
        row = deliver(message, by, now + timedelta(hours=n), call=lost)

    assert (row.state, row.tries, row.last_answer) == (
        "needs_a_person",
        MOST_TRIES,
        "The registry answered 500.",
    )
    assert Entry.objects.get().act == "message.set_aside"


def test_tries_that_died_go_to_a_person_and_are_not_called_once_more(message, by, now):
    for n in range(MOST_TRIES):
        outbox.claim(message, by=by, now=now + n * outbox.LEASE)

    row = deliver(message, by, now + timedelta(hours=1), call=pytest.fail)

    assert (row.state, row.last_answer) == ("needs_a_person", outbox.NO_ANSWER)


def test_a_no_goes_to_a_person_at_once_with_the_registrys_words(message, by, now):
    def no(claimed):
        raise Refused("The learner already holds this unit.")

    row = deliver(message, by, now, call=no)

    assert (row.state, row.last_answer) == (
        "needs_a_person",
        "The learner already holds this unit.",
    )
    assert outcomes() == [(1, "refused", "The learner already holds this unit.")]


def test_a_rule_that_refuses_goes_to_a_person_with_its_sentence(message, by, now):
    def no(claimed):
        raise RuleRefused((Refusal("A36", CLAUSE, say("Release it first.")),))

    assert deliver(message, by, now, call=no).last_answer == "Release it first."


def test_what_breaks_is_recorded_put_off_and_not_hidden(message, by, now):
    def broken(claimed):
        raise ZeroDivisionError("no")

    with pytest.raises(ZeroDivisionError):
        deliver(message, by, now, call=broken)

    row = OutboxMessage.objects.get(pk=message)
    assert (row.state, row.last_answer) == ("unknown", "ZeroDivisionError: no")


def test_a_confirmation_that_fails_changes_nothing_and_is_tried_again(message, by, now):
    def broken(claimed, answer):
        OutboxMessage.objects.filter(pk=message).update(last_answer="half written")
        raise ZeroDivisionError("no")

    with pytest.raises(ZeroDivisionError):
        deliver(message, by, now, confirm=broken)

    row = OutboxMessage.objects.get(pk=message)
    assert (row.state, row.last_answer) == ("unknown", "ZeroDivisionError: no")
    assert outcomes() == [(1, "unknown", "ZeroDivisionError: no")]
    assert deliver(message, by, row.due_at).state == "delivered"


def test_a_receipt_that_comes_after_the_lease_settles_it_and_the_second_changes_nothing(
    message, by, now
):
    late, second = (outbox.claim(message, by=by, now=now + n * outbox.LEASE) for n in range(2))
    confirmed = []

    def confirm(claimed, answer):
        confirmed.append(answer)
        return answer

    outbox.settle(late, "ORC-1", confirm, now=now)
    outbox.settle(second, "ORC-1", confirm, now=now)

    assert (confirmed, outcomes()) == (
        ["ORC-1"],
        [(1, "delivered", "ORC-1"), (2, "delivered", "ORC-1")],
    )


def test_a_late_no_does_not_undo_what_was_delivered(message, by, now):
    late, second = (outbox.claim(message, by=by, now=now + n * outbox.LEASE) for n in range(2))
    outbox.settle(second, "ORC-1", heard, now=now)

    outbox.give_to_a_person(late, "Too late.", by=by, now=now)
    outbox.put_off(late, "Too late.", wait=None, by=by, now=now)

    assert OutboxMessage.objects.get(pk=message).state == "delivered"


def test_version_two_waits_until_version_one_is_settled(message, by, now):
    second = announced(now, "result-1-v2", after="result-1-v1")

    assert deliver(second, by, now, call=pytest.fail).state == "waiting"
    deliver(message, by, now)
    assert deliver(second, by, now).state == "delivered"


def test_staff_with_the_registry_duty_try_again_what_needs_a_person(message, body, by, now):
    for n in range(MOST_TRIES):
        deliver(message, by, now + timedelta(hours=n), call=lost)

    with standing_as(actor(Role.REGISTRY, body=body)) as person:
        batch = messages.retry(messages=[message], by=person, now=now + timedelta(days=2))
        entry = Entry.objects.get(act="message.retry")

    assert [row.pk for row in batch.done] == [message]
    assert (entry.subject_id, entry.person) == (message, person.person)
    row = deliver(message, by, now + timedelta(days=2))
    assert (row.state, row.tries, len(outcomes())) == ("delivered", 1, MOST_TRIES + 1)


@pytest.mark.rule("A36")
def test_what_does_not_need_a_person_is_not_tried_again_by_one(message, body, by, now):
    with standing_as(actor(Role.REGISTRY, body=body)) as person:
        batch = messages.retry(messages=[message], by=person, now=now)
        kept = Decision.objects.get()

    [refused] = batch.refused
    assert (batch.done, refused.subject.pk, kept.subject_id) == ([], message, message)
    assert str(refused).startswith("The portal is trying it already.")


def test_what_needs_no_person_is_named_and_the_rest_tried_again(message, body, by, now):
    second = announced(now, "result-2-v1")
    deliver(message, by, now)
    outbox.give_to_a_person(outbox.claim(second, by=by, now=now), "Refused.", by=by, now=now)

    with standing_as(actor(Role.REGISTRY, body=body)) as person:
        batch = messages.retry(messages=[message, second], by=person, now=now)

    assert [row.pk for row in batch.done] == [second]
    assert [one.subject.pk for one in batch.refused] == [message]
    assert str(batch.refused[0]).startswith("It is delivered.")
    tried = OutboxMessage.objects.get(pk=second)
    assert (tried.state, tried.tries, tried.due_at) == ("waiting", 0, now)
