"""An operation commits once, enters what was done and keeps what was refused."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from awarding import operation as operations
from awarding.kernel import tenancy
from awarding.kernel.actors import GRANTS, Audience, NotAllowed, Role
from awarding.kernel.rules import Clause, Refusal, Refused, say, unless
from awarding.kernel.tenancy import NoTenant
from awarding.models import AwardingBody, Calendar, Decision, Entry
from awarding.once import Batch
from tests.factories import actor, standing_as

CLAUSE = Clause("House rules", "1", "H1", "A calendar must have a name.")


@pytest.fixture(scope="module", autouse=True)
def _act() -> None:
    for act in ("test.name", "test.call"):
        if act not in GRANTS.acts():
            GRANTS.enter(act, Role.ADMINISTRATOR, meaning="Name a calendar in a test.")


@operations.operation("test.name")
def name_calendar(*, name: str, by: object, now: datetime) -> Calendar:
    made = Calendar.objects.create(division=name, name=name)
    if not name.isalpha():
        unless(Refusal("H1", CLAUSE, say("Give the calendar a name.")), subject=made)
    operations.note(letters=len(name))
    return made


@operations.operation("test.call")
def call_calendar(*, name: str, by: object, now: datetime) -> Calendar:
    operations.note(called=len(name))
    return name_calendar(name=name, by=by, now=now)


@operations.operation("test.name")
def name_what_can_be(*, names: list[str], by: object, now: datetime) -> AwardingBody:
    operations.note(asked=len(names))
    for name in names:
        with suppress(Refused):
            call_calendar(name=name, by=by, now=now)
    return AwardingBody.objects.get(pk=by.body)


@operations.operation("test.name", each=True)
def close_calendars(*, calendars: list[Calendar], by: object, now: datetime) -> Batch[Calendar]:
    no = Refusal("H1", CLAUSE, say("Calendar {name} stays.", name="42"), until=now)
    return Batch(
        [one for one in calendars if one.name.isalpha()],
        [Refused((no,), one) for one in calendars if not one.name.isalpha()],
    )


@operations.operation("test.name")
def draw_calendar(*, upload: ContentFile, by: object, now: datetime) -> Calendar:
    made: Calendar = Calendar.objects.create(division=upload.name, name=upload.name)
    return made


def test_what_was_done_leaves_one_entry_with_its_details(
    body: AwardingBody, now: datetime
) -> None:
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        made = name_calendar(name="Easter", by=by, now=now)

        entry = Entry.objects.get()
    assert (entry.act, entry.subject_type, entry.subject_id) == (
        "test.name",
        "awarding.calendar",
        made.pk,
    )
    assert (entry.person, entry.role, entry.details) == (
        by.person,
        "administrator",
        {"letters": 6},
    )


def test_a_refusal_rolls_the_act_back_and_is_kept(body: AwardingBody, now: datetime) -> None:
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        with pytest.raises(Refused):
            name_calendar(name="42", by=by, now=now)

        decision = Decision.objects.get()
        assert (Calendar.objects.count(), Entry.objects.count()) == (0, 0)
    assert (decision.rule, decision.words) == ("H1", "A calendar must have a name.")


def test_what_an_inner_act_wrote_before_it_refused_is_gone_and_the_outer_keeps_its_notes(
    body: AwardingBody, now: datetime
) -> None:
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        name_what_can_be(names=["Easter", "42"], by=by, now=now)

        named = list(Calendar.objects.values_list("name", flat=True))
        entries = list(Entry.objects.order_by("pk").values_list("act", "details"))
    assert named == ["Easter"]
    assert entries == [
        ("test.name", {"letters": 6}),
        ("test.call", {"called": 6}),
        ("test.name", {"asked": 2}),
    ]


@pytest.mark.rule("A16")
def test_an_act_needs_a_role_that_is_granted_it(body: AwardingBody, now: datetime) -> None:
    with standing_as(actor(Role.INTAKE, body=body)) as by, pytest.raises(NotAllowed):
        name_calendar(name="Easter", by=by, now=now)


def test_an_actor_of_another_body_is_refused(
    body: AwardingBody, other_body: AwardingBody, now: datetime
) -> None:
    stranger = actor(Role.ADMINISTRATOR, body=other_body)
    with standing_as(actor(Role.ADMINISTRATOR, body=body)), pytest.raises(NoTenant):
        name_calendar(name="Easter", by=stranger, now=now)


@pytest.mark.parametrize(
    "elsewhere",
    [{"audience": Audience.ASSESSOR}, {"centre": 7}, {"person": 7}],
    ids=["audience", "centre", "person"],
)
def test_an_actor_who_stands_elsewhere_in_the_body_is_refused(
    body: AwardingBody, now: datetime, elsewhere: dict[str, object]
) -> None:
    by = actor(Role.ADMINISTRATOR, body=body)
    scope = tenancy.Scope(by.audience, by.body, by.centre, by.person)
    with tenancy.acting(scope):
        assert name_calendar(name="Easter", by=by, now=now)
    with tenancy.acting(replace(scope, **elsewhere)), pytest.raises(NoTenant):
        name_calendar(name="Whitsun", by=by, now=now)


def test_a_request_that_begins_a_second_operation_is_stopped(
    body: AwardingBody, now: datetime
) -> None:
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        with operations.one_request():
            name_calendar(name="Easter", by=by, now=now)
            with pytest.raises(operations.SecondOperation):
                name_calendar(name="Whitsun", by=by, now=now)
        with operations.one_request():
            name_calendar(name="Advent", by=by, now=now)

        assert set(Calendar.objects.values_list("name", flat=True)) == {"Easter", "Advent"}


def test_one_operation_that_does_many_counts_once_for_its_request(
    body: AwardingBody, now: datetime
) -> None:
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by, operations.one_request():
        name_what_can_be(names=["Easter", "Whitsun"], by=by, now=now)

        assert Calendar.objects.count() == 2


def test_the_same_form_sent_twice_changes_once_and_answers_the_same(
    body: AwardingBody, now: datetime
) -> None:
    key = uuid4()
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        with operations.sent_with(key):
            first = name_calendar(name="Easter", by=by, now=now)
        with operations.sent_with(key):
            second = name_calendar(name="Easter", by=by, now=now)

        assert (first, Calendar.objects.count(), Entry.objects.count()) == (second, 1, 1)


def test_a_batch_sent_twice_names_again_what_was_refused(
    body: AwardingBody, now: datetime
) -> None:
    key = uuid4()
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        made = [Calendar.objects.create(division=name, name=name) for name in ("Easter", "42")]
        with operations.sent_with(key):
            first = close_calendars(calendars=made, by=by, now=now)
        with operations.sent_with(key):
            second = close_calendars(calendars=made, by=by, now=now)

        kept = Decision.objects.count()
    assert second.done == first.done
    assert [(one.subject, told(one)) for one in second.refused] == [
        (one.subject, told(one)) for one in first.refused
    ]
    assert (len(second.refused), kept) == (1, 1)


def told(refused: Refused) -> list[tuple[object, ...]]:
    return [(one.rule, one.clause, str(one.reason), one.until) for one in refused.answers]


def test_another_file_of_the_same_name_is_not_the_same_form(
    body: AwardingBody, now: datetime
) -> None:
    key = uuid4()
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        with operations.sent_with(key):
            draw_calendar(upload=ContentFile(b"one", "plan.pdf"), by=by, now=now)
        with operations.sent_with(key):
            draw_calendar(upload=ContentFile(b"one", "plan.pdf"), by=by, now=now)
        with operations.sent_with(key), pytest.raises(operations.KeyReused):
            draw_calendar(upload=ContentFile(b"two", "plan.pdf"), by=by, now=now)

        assert Calendar.objects.count() == 1


def test_a_form_key_used_for_another_act_is_refused_though_it_asks_the_same(
    body: AwardingBody, now: datetime
) -> None:
    key = uuid4()
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        with operations.sent_with(key):
            name_calendar(name="Easter", by=by, now=now)
        with operations.sent_with(key), pytest.raises(operations.KeyReused):
            call_calendar(name="Easter", by=by, now=now)


def test_a_form_key_used_for_something_else_is_refused(body: AwardingBody, now: datetime) -> None:
    key = uuid4()
    with standing_as(actor(Role.ADMINISTRATOR, body=body)) as by:
        with operations.sent_with(key):
            name_calendar(name="Easter", by=by, now=now)
        with operations.sent_with(key), pytest.raises(operations.KeyReused):
            name_calendar(name="Whitsun", by=by, now=now)


def test_a_key_that_somebody_else_used_is_a_key_of_ones_own(
    body: AwardingBody, now: datetime
) -> None:
    key = uuid4()
    for name, person in (("Easter", 901), ("Whitsun", 902)):
        with standing_as(actor(Role.ADMINISTRATOR, body=body, person=person)) as by:
            with operations.sent_with(key):
                name_calendar(name=name, by=by, now=now)

            assert Calendar.objects.filter(name=name).exists()
