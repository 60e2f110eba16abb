"""What has had its day is cleared: form keys after thirty days, log-ins that ran out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience, Role
from awarding.models import FormKey
from awarding.operations import clearing
from awarding.tasks import clearing as tasks
from tests.factories import actor, standing_as


def sent(body, at):
    """A key of a form that was sent at this time."""
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        key = uuid4()
        FormKey.objects.create(key=key, person=by.person, act="test.name", asked="", at=at)
    return key


def cleared(now):
    with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
        gone = clearing.clear_form_keys(now=now)
        return gone, set(FormKey.objects.values_list("key", flat=True))


def test_a_form_key_is_kept_thirty_days_and_then_cleared_in_every_body(body, other_body, now):
    kept = {sent(one, now - timedelta(days=30)) for one in (body, other_body)}
    for one in (body, other_body):
        sent(one, now - timedelta(days=30, seconds=1))

    assert cleared(now) == (2, kept)
    assert cleared(now) == (0, kept)


@pytest.mark.parametrize(
    "audience", sorted(set(Audience) - {Audience.SWEEP}), ids=lambda audience: audience
)
def test_who_sends_forms_clears_no_key(body, now, audience):
    sent(body, now)
    scope = tenancy.Scope(audience, body.pk, 1, 1)

    with tenancy.acting(scope), pytest.raises(DatabaseError) as refused, transaction.atomic():
        FormKey.objects.all().delete()
    assert refused.value.__cause__.pgcode == "42501"


def test_log_ins_that_ran_out_are_cleared_and_others_stay(body, now):
    for name, left in (("over", timedelta()), ("open", timedelta(seconds=1))):
        Session.objects.create(session_key=name, session_data="", expire_date=now + left)

    with tenancy.acting(tenancy.NOBODY):
        assert clearing.clear_sessions(now=now) == 1

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_each_of_the_two_is_cleared_by_a_task_of_its_own(body, now):
    """One that fails leaves the other to its own line of the schedule."""
    kept = sent(body, now)
    sent(body, now - timedelta(days=60))
    Session.objects.create(session_key="over", session_data="", expire_date=now)

    tasks.clear_sessions()
    assert not Session.objects.exists()
    with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
        assert FormKey.objects.count() == 2
    tasks.clear_form_keys()

    with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
        assert list(FormKey.objects.values_list("key", flat=True)) == [kept]
