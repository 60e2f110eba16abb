"""D2: the broker holds hints; the rows are the truth, and are delivered without it too."""

import io
import logging
import time

import pytest
from celery import current_app, shared_task
from django.core.management import call_command
from django.db import connection, transaction

from awarding import ledger
from awarding.kernel import clock, tenancy
from awarding.kernel.actors import portal
from awarding.models import AwardingBody, OutboxMessage
from awarding.operations import outbox
from awarding.tasks.base import BriefTask, EachBodyTask, SweepTask, TenantTask
from awarding.tasks.outbox import relay_outbox
from registry.protocol import Unknown
from tests import factories

told = []


@shared_task(base=TenantTask, name="test.tell")
def tell(*, message, body, **_):
    outbox.deliver(message, call=called, confirm=confirmed, by=portal(body), now=clock.now())


def called(claimed):
    if claimed.payload.get("broken"):
        raise ZeroDivisionError("no")
    if claimed.payload.get("down"):
        raise Unknown("The registry answered 500.")
    told.append(claimed.key)


def confirmed(claimed, answer):
    return "ORC-1"


@shared_task(base=TenantTask, name="test.who")
def who(*, body, **_):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('portal.body')")
        return cursor.fetchone()


@shared_task(base=SweepTask, name="test.who_sweeps")
def who_sweeps(**_):
    return who.run(body=None)


@shared_task(base=EachBodyTask, name="test.each")
def each(*, body, **_):
    told.append(body)
    if len(told) == 1:
        raise ZeroDivisionError("the first body fails")


@pytest.fixture
def northgate(committed, broker):
    told.clear()
    return AwardingBody.objects.get(slug="northgate")


def announce(body, *keys, **payload):
    with tenancy.acting(factories.staff_scope(body)), transaction.atomic():
        ledger.announce(
            [ledger.Announcement("test.tell", key, payload) for key in keys], now=clock.now()
        )


def states(body):
    with tenancy.acting(factories.staff_scope(body)):
        return dict(OutboxMessage.objects.values_list("key", "state"))


def sweep():
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("sweep", stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_commit_that_announces_something_asks_for_the_relay_at_once(northgate, broker):
    announce(northgate, "result-1-v1")

    assert broker.waiting() == 1


def test_a_commit_that_announces_many_things_asks_for_the_relay_once(northgate, broker):
    with tenancy.acting(factories.staff_scope(northgate)), transaction.atomic():
        for n in range(5):
            announce(northgate, f"result-{n}-v1")

    assert broker.waiting() == 1


def test_what_is_rolled_back_takes_no_other_s_question_with_it(northgate, broker):
    with tenancy.acting(factories.staff_scope(northgate)), transaction.atomic():
        with transaction.atomic():
            announce(northgate, "result-1-v1")
            transaction.set_rollback(True)
        announce(northgate, "result-2-v1")

    assert (broker.waiting(), states(northgate)) == (1, {"result-2-v1": "waiting"})


def test_a_transaction_that_rolls_back_asks_for_nothing(northgate, broker):
    with tenancy.acting(factories.staff_scope(northgate)), transaction.atomic():
        ledger.announce([ledger.Announcement("test.tell", "result-1-v1", {})], now=clock.now())
        transaction.set_rollback(True)

    assert (broker.waiting(), states(northgate)) == (0, {})


def test_a_broker_that_is_down_costs_the_request_nothing(northgate, monkeypatch, caplog):
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:9/0")
    began = time.monotonic()

    with caplog.at_level(logging.WARNING, "awarding"):
        announce(northgate, "result-1-v1")

    assert states(northgate) == {"result-1-v1": "waiting"}
    assert time.monotonic() - began < 2
    assert [one.message[:18] for one in caplog.records] == ["The broker is down"]


def test_the_relay_sends_each_task_with_its_message_and_body_alone(northgate, broker):
    announce(northgate, "result-1-v1", "result-2-v1")

    relay_outbox()

    assert broker.waiting() == 3


def test_a_sweep_delivers_everything_without_a_broker(northgate, monkeypatch):
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:9/0")
    announce(northgate, *[f"result-{n}-v1" for n in range(150)])

    code, said, _ = sweep()

    assert (code, set(states(northgate).values()), len(told)) == (0, {"delivered"}, 150)
    assert "150 messages tried, 0 failed." in said


def test_a_sweep_run_twice_delivers_nothing_twice(northgate):
    announce(northgate, "result-1-v1")

    sweep()
    sweep()

    assert told == ["result-1-v1"]


def test_a_sweep_goes_on_after_a_message_that_breaks_and_says_which(northgate):
    announce(northgate, "result-1-v1", broken=True)
    announce(northgate, "result-2-v1")

    code, _, complaint = sweep()

    assert (code, told) == (1, ["result-2-v1"])
    assert "ZeroDivisionError: no" in complaint


def test_a_sweep_ends_though_a_receiver_is_down(northgate):
    announce(northgate, *[f"result-{n}-v1" for n in range(8)], down=True)

    code, _, _ = sweep()

    assert (code, set(states(northgate).values())) == (0, {"unknown"})


def test_a_task_works_as_the_body_s_own_people_and_leaves_as_nobody(northgate):
    assert who(body=northgate.pk) == ("portal_staff", str(northgate.pk))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


def test_a_sweeping_task_works_as_the_sweep(northgate):
    assert who_sweeps() == ("portal_sweep", "")


def test_a_body_whose_turn_fails_does_not_stop_the_others(northgate):
    with pytest.raises(ExceptionGroup):
        each.in_turn()

    assert len(told) == AwardingBody.objects.count()


def test_each_body_has_a_task_of_its_own(northgate, broker):
    each()

    assert (broker.waiting(), told) == (AwardingBody.objects.count(), [])


def test_the_task_of_one_body_is_run_for_that_body_alone(northgate, broker):
    told.append("nobody fails")

    each(body=northgate.pk)

    assert (broker.waiting(), told[1:]) == (0, [northgate.pk])


def test_no_task_declares_its_own_retries_or_a_soft_limit():
    current_app.loader.import_default_modules()
    ours = [
        task
        for name, task in current_app.tasks.items()
        if name.split(".")[0] in ("awarding", "centres", "assessments")
    ]

    assert ours
    for task in ours:
        assert isinstance(task, TenantTask), task.name
        assert (task.acks_late, task.max_retries, task.soft_time_limit) == (True, 0, None)


def test_every_lease_outlasts_the_task_that_holds_it():
    longest = current_app.conf.task_time_limit

    assert BriefTask.time_limit < outbox.LEASE.total_seconds()
    assert longest < outbox.LONG_LEASE.total_seconds()
    assert longest < current_app.conf.broker_transport_options["visibility_timeout"]
