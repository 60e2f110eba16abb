"""A breach is told to people, in one letter for the set; it decides nothing."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction

from awarding.kernel.actors import Role, portal
from awarding.models import OutboxMessage
from awarding.operations import breaches, calendars, deadlines
from awarding.operations.sweeping import sweep_clocks
from awarding.rules.clock import SlaTerms
from awarding.tasks import clocks as tasks
from tests import factories
from tests.factories import standing_as

BREACHED = datetime(2026, 12, 30, 1, tzinfo=UTC)
AMBER = datetime(2026, 12, 16, 1, tzinfo=UTC)


@pytest.fixture
def late(committed, now):
    """Northgate, where two clocks of Riverside have passed their target and were swept."""
    body = factories.AwardingBody.objects.get(slug="northgate")
    riverside = factories.centre(body, "012345", "Riverside College")
    with standing_as(portal(body.pk)) as by:
        calendars.seed_calendar(division="england-and-wales", by=by, now=now)
        for _ in range(2):
            start(riverside, now)
        sweep_clocks(by=by, now=AMBER)
        sweep_clocks(by=by, now=BREACHED)
    return body


def start(centre, now):
    return deadlines.start(
        kind="submission.sla", centre=centre, received_at=now, provisional=False, terms=SlaTerms()
    )


def deliver(body, now=BREACHED):
    with standing_as(portal(body.pk)) as by:
        message = OutboxMessage.objects.get()
        breaches.tell_breach(message=message.pk, by=by, now=now)
        message.refresh_from_db()
    return message


@pytest.mark.rule("Q17")
def test_what_was_due_on_friday_is_told_on_saturday(committed, now):
    body = factories.AwardingBody.objects.get(slug="northgate")
    riverside = factories.centre(body, "012345", "Riverside College")
    with standing_as(portal(body.pk)) as by:
        calendars.seed_calendar(division="england-and-wales", by=by, now=now)
        start(riverside, datetime(2026, 10, 16, 9, tzinfo=UTC))
        letters = []
        for day in (20, 21, 22, 23):
            sweep_clocks(by=by, now=datetime(2026, 11, day, 1, tzinfo=UTC))
            letters.append(OutboxMessage.objects.count())

    assert letters == [0, 1, 1, 1]


def test_the_set_is_told_in_one_letter_to_those_who_can_see_to_it(late):
    for role in (Role.ALLOCATION, Role.ADMINISTRATOR, Role.RELEASE):
        factories.member(factories.person(f"{role}@northgate.test"), late, role)

    message = deliver(late)

    (letter,) = mail.outbox
    assert (message.state, letter.subject) == (
        "delivered",
        "Northgate Awards: 2 clocks have passed their target",
    )
    assert letter.to == ["administrator@northgate.test", "allocation@northgate.test"]
    assert "Riverside College, centre 012345: 2 clocks" in letter.body
    assert "/northgate/staff/" in letter.body


def test_amber_alone_is_not_announced_and_a_breach_is_once(late):
    with standing_as(portal(late.pk)) as by:
        sweep_clocks(by=by, now=BREACHED)

        assert OutboxMessage.objects.get().task == tasks.tell_breach.name


def test_clocks_that_have_stopped_since_are_not_written_about(late, now):
    factories.member(factories.person("a@northgate.test"), late, Role.ALLOCATION)
    with standing_as(portal(late.pk)), transaction.atomic():
        deadlines.meet_all(OutboxMessage.objects.get().payload["deadlines"], now=BREACHED)

    assert (deliver(late).last_answer, mail.outbox) == ("all done since", [])


def test_where_nobody_is_to_be_told_the_message_is_settled(late):
    assert (deliver(late).state, mail.outbox) == ("delivered", [])


def test_a_silent_mail_server_is_asked_again(late, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    factories.member(factories.person("a@northgate.test"), late, Role.ALLOCATION)

    assert deliver(late).state == "unknown"


def test_the_task_runs_for_each_body(late):
    tasks.sweep_clocks.in_turn()

    with standing_as(portal(late.pk)):
        assert OutboxMessage.objects.count() == 1
