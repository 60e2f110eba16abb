"""A36, A37: a released pass reaches the registry once, and its receipt stops the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from assessments.models import Result
from assessments.operations import registering, releasing
from assessments.queries import registering as told
from assessments.tasks.registering import register_result
from awarding.models import Deadline, Decision, Entry, OutboxAttempt, OutboxMessage
from centres.models import Registration
from centres.operations import registering as enrolling
from centres.tasks.registering import enrol
from registry.fake import FakeRegistry
from registry.protocol import Award, Unknown
from tests.assessments.operations.test_releasing import of_one_learner_under_two_codes, rules_of
from tests.assessments.reviewed import reviewed
from tests.factories import settled, standing_as
from tests.registry.samples import award


@pytest.fixture
def registry():
    return FakeRegistry()


def deliver(world, registry, task="assessments.register_result"):
    """Deliver the only message of a task, a registration first; return it as it is then."""
    how = {
        "assessments.register_result": registering.deliver_result,
        "centres.enrol": enrolling.deliver_registration,
    }
    if task != "centres.enrol":
        deliver(world, registry, "centres.enrol")
    with standing_as(world.worker) as by:
        message = OutboxMessage.objects.get(task=task)
        how[task](message=message.pk, connect=lambda: registry, by=by, now=world.now)
        message.refresh_from_db()
        return message


def result(world):
    with standing_as(world.staff):
        return Result.objects.select_related("submission__clock").get()


@pytest.mark.rule("A36", "Q17")
@pytest.mark.parametrize(
    ("released_at", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), date(2026, 11, 30)),
    ],
)
def test_a_pass_is_awarded_on_the_london_day_of_its_release(world, released_at, day):
    passed = world.released()
    with standing_as(world.staff):
        row = told.rows().get(pk=passed.pk)
        row.released_at = released_at

        assert told.award(row).awarded_on == day


@pytest.mark.rule("A36")
def test_a_second_pass_clashes_with_one_the_registry_has_entered(world, registry):
    first, second = of_one_learner_under_two_codes(world)
    world.released(first)
    deliver(world, registry)

    with standing_as(world.staff) as by:
        entered = Result.objects.get(pk=first.pk).state
        batch = releasing.release_results(results=[second.pk], by=by, now=world.now)

    assert (entered, batch.done) == ("registered", [])
    assert [rules_of(one) for one in batch.refused] == [["A36"]]


@pytest.mark.rule("A36", "A37")
def test_a_released_pass_is_entered_and_its_receipt_kept(world, registry):
    released = world.released()

    message = deliver(world, registry)

    entered = registry.awards[f"result-{released.submission_id}-v1"]
    now = result(world)
    assert (message.state, message.last_answer) == ("delivered", entered.receipt.reference)
    assert (now.state, now.registered_at, now.registry_receipt) == (
        "registered",
        world.now,
        entered.receipt.reference,
    )


def test_the_registry_is_told_who_passed_what_and_when(world, registry):
    released = world.released()
    with standing_as(world.staff):
        learner = released.submission.registration

    deliver(world, registry)

    assert registry.awards[f"result-{released.submission_id}-v1"].award == Award(
        learner_number=learner.number,
        learner_name="Siân Gŵyn Llŷr",
        qualification_number="603/4051/1",
        unit_code="8605-300",
        awarded_on=released.released_at.date(),
    )


@pytest.mark.rule("A36")
def test_however_often_it_is_tried_it_is_entered_once(world, registry):
    world.released()

    for _ in range(3):
        deliver(world, registry)

    with standing_as(world.staff):
        assert Entry.objects.filter(act="result.register").count() == 1
    assert len(registry.awards) == 1


@pytest.mark.rule("Q18")
def test_the_receipt_stops_the_clock_and_release_does_not(world, registry):
    world.released()
    before = result(world).submission.clock.ended_as

    deliver(world, registry)

    assert (before, result(world).submission.clock.ended_as) == ("", Deadline.Ending.MET)


@pytest.mark.rule("Q18")
def test_while_the_answer_is_not_known_the_clock_runs(world):
    class Silent(FakeRegistry):
        def register(self, award, *, key):
            super().register(award, key=key)
            raise Unknown("The registry answered 500.")

    world.released()

    message = deliver(world, Silent())

    now = result(world)
    assert (message.state, now.state, now.submission.clock.ended_at) == (
        "unknown",
        "released",
        None,
    )


def test_a_clash_goes_to_a_person_with_the_registrys_words(world, registry):
    released = world.released()
    with standing_as(world.staff):
        number = released.submission.registration.number
    deliver(world, registry, "centres.enrol")
    held = replace(
        award(),
        learner_number=number,
        unit_code="8605-300",
        qualification_number="603/4051/1",
    )
    registry.register(held, key="result-999999-v1")

    message = deliver(world, registry)

    assert message.state == "needs_a_person"
    assert message.last_answer.startswith("The unit is held already")
    assert result(world).state == "released"


@pytest.mark.rule("A37")
def test_a_referral_is_never_announced(world):
    world.released(decision="referral")

    with standing_as(world.staff):
        assert not OutboxMessage.objects.filter(task="assessments.register_result").exists()


def announced(world, of):
    with standing_as(world.staff):
        OutboxMessage.objects.create(
            task="assessments.register_result",
            key=f"result-{of.submission_id}-v1",
            payload={"result": of.pk},
            made_at=world.now,
            due_at=world.now,
        )


def second_version(world, first):
    """Return the pass that takes the place of a first version, ready to be released."""
    reviewed(world, first)
    with standing_as(world.lead):
        made = Result.objects.create(
            centre_id=first.centre_id,
            submission=first.submission,
            version=2,
            outcome="pass",
            reason="An appeal was upheld.",
            finalised_at=world.now,
            finalised_by=world.lead.person,
        )
    return world.ready(made)


@pytest.mark.rule("A36")
def test_the_first_pass_of_a_submission_is_the_registrys_version_1(world, registry):
    second = second_version(world, world.finalised(decision="referral"))
    world.released(second)

    message = deliver(world, registry)

    key = f"result-{second.submission_id}-v1"
    assert (message.key, message.payload["result"]) == (key, second.pk)
    assert (message.state, list(registry.awards)) == ("delivered", [key])


@pytest.mark.rule("A36")
def test_a_later_version_is_told_after_the_one_before_it(world, registry):
    first = world.finalised()
    second = second_version(world, first)
    announced(world, first)
    world.released(second)

    with standing_as(world.worker) as by:
        later = OutboxMessage.objects.get(key=f"result-{second.submission_id}-v2")
        registering.deliver_result(
            message=later.pk, connect=lambda: registry, by=by, now=world.now
        )
        later.refresh_from_db()

    assert later.payload["after"] == f"result-{second.submission_id}-v1"
    assert (later.state, later.tries, registry.awards) == ("waiting", 0, {})


@pytest.mark.rule("A11", "A36")
def test_a_pass_is_told_after_the_registration_of_its_learner(world, registry):
    released = world.released()
    with standing_as(world.worker) as by:
        message = OutboxMessage.objects.get(task="assessments.register_result")
        registering.deliver_result(
            message=message.pk, connect=lambda: registry, by=by, now=world.now
        )
        message.refresh_from_db()
        registration = Registration.objects.get()

    assert message.payload["after"] == f"registration-{registration.pk}"
    assert (message.state, message.tries, registry.awards) == ("waiting", 0, {})
    deliver(world, registry)
    assert list(registry.awards) == [f"result-{released.submission_id}-v1"]


@pytest.mark.rule("A36")
def test_a_pass_the_registry_has_no_registration_for_comes_round_again(world, registry):
    world.released()
    with standing_as(world.worker):
        settled(OutboxMessage.objects.filter(task="centres.enrol"), world.now)

    message = deliver(world, registry)

    assert (message.state, message.due_at > world.now) == ("unknown", True)
    assert "is not registered yet" in message.last_answer
    with standing_as(world.staff):
        assert OutboxAttempt.objects.get(message=message).outcome == "refused"


@pytest.mark.rule("A36", "X6")
def test_a_message_about_a_result_not_released_is_refused_and_the_refusal_kept(world, registry):
    announced(world, world.ready())

    message = deliver(world, registry)

    assert (message.state, registry.awards) == ("needs_a_person", {})
    with standing_as(world.staff):
        assert Decision.objects.get(act="result.tell_registry").rule == "A36"


@pytest.mark.rule("A37")
def test_a_message_about_a_referral_is_refused(world, registry):
    announced(world, world.released(decision="referral"))

    message = deliver(world, registry)

    assert (message.state, registry.awards) == ("needs_a_person", {})
    with standing_as(world.staff):
        rules = Decision.objects.filter(act="result.tell_registry").values_list("rule", flat=True)
        assert sorted(rules) == ["A36", "A37"]


@pytest.mark.rule("A37")
def test_the_database_keeps_no_receipt_for_a_referral(world):
    released = world.released(decision="referral")

    with standing_as(world.staff), pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=released.pk).update(
            state="registered", registered_at=world.now, registry_receipt="ORC-1"
        )


@pytest.mark.rule("X6")
def test_the_database_registers_nothing_before_release(world):
    ready = world.ready()

    with standing_as(world.staff), pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=ready.pk).update(
            state="registered", registered_at=world.now, registry_receipt="ORC-1"
        )


@pytest.mark.rule("A11")
def test_a_registration_is_told_and_its_receipt_kept(world, registry):
    made = world.registered()

    message = deliver(world, registry, "centres.enrol")

    told = registry.enrolled[f"registration-{made.pk}"]
    with standing_as(world.coordinator):
        kept = Registration.objects.get()
    assert (message.state, kept.registry_receipt) == ("delivered", told.receipt.reference)
    assert (told.registration.learner_number, told.registration.registered_on) == (
        made.number,
        date(2026, 11, 20),
    )


@pytest.mark.rule("A11", "A36")
@pytest.mark.parametrize("tell", [enrol, register_result], ids=lambda task: task.name)
def test_a_registry_that_is_not_set_up_counts_as_a_try(world, settings, tell):
    settings.REGISTRY_URL = ""
    world.released()
    if tell is register_result:
        deliver(world, FakeRegistry(), "centres.enrol")
    with standing_as(world.worker):
        message = OutboxMessage.objects.get(task=tell.name)

    with pytest.raises(ImproperlyConfigured):
        tell(message=message.pk, body=world.body.pk)

    with standing_as(world.worker):
        message.refresh_from_db()
    assert (message.state, message.tries) == ("unknown", 1)
    assert "Set REGISTRY_URL" in message.last_answer
