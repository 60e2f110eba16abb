"""Who may order what and write in whose name: kept by PostgreSQL, and asked before any key."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Question
from assessments.operations import marking, questions
from awarding import ledger
from awarding.kernel.actors import Actor, Role
from awarding.kernel.clock import london_day
from awarding.kernel.tenancy import current
from awarding.models import Decision, Entry, OutboxMessage
from tests.factories import standing_as
from tests.world import World

DENIED = "42501"


@contextmanager
def denied() -> Iterator[None]:
    """What is done inside is refused by a policy or a grant, and not by a key."""
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.pgcode == DENIED


def order(task: str, key: str, payload: dict[str, Any], now: Any, **where: Any) -> None:
    ledger.announce([ledger.Announcement(task, key, payload, **where)], now=now)


@pytest.mark.rule("A36")
def test_a_centre_orders_nothing_of_the_bodys(world: World):
    ready = world.ready()
    result, sent = ready.pk, ready.submission_id
    with standing_as(world.coordinator):
        for task, key, payload in (
            ("assessments.register_result", f"result-{sent}-v1", {"result": result}),
            ("assessments.make_sheet", f"sheet-{result}-v1", {"result": result}),
            ("assessments.make_copies", f"copies-{sent}-1", {"submission": sent}),
            ("awarding.mail_invitation", "invitation-1", {"membership": 1}),
            ("no.such_task", "anything", {}),
        ):
            with denied():
                order(task, key, payload, world.now)


@pytest.mark.rule("A36")
def test_a_centre_orders_what_is_its_own_under_its_own_key_alone(world: World):
    own, other = world.registered(), world.registered("Other Learner").pk
    with standing_as(world.staff):
        before = set(OutboxMessage.objects.values_list("key", flat=True))
    with standing_as(world.coordinator):
        for key, payload in (
            (f"result-{own.pk}-v1", {"registration": own.pk}),
            (f"registration-{other}", {"registration": own.pk}),
            (f"registration-{own.pk}x", {"registration": own.pk}),
            (f"registration-{own.pk}", {"registration": own.pk, "after": "result-1-v1"}),
            (f"registration-{own.pk}", {"registration": other}),
            ("registration-0", {"registration": 0}),
        ):
            with denied():
                order("centres.enrol", key, payload, world.now)
    assert f"registration-{own.pk}" in before


@pytest.mark.rule("X1")
def test_a_key_that_is_taken_tells_a_centre_no_more_than_one_that_is_free(world: World):
    """The control: for its own row, where it may ask, the key does answer."""
    ready, own = world.ready(), world.registered()
    for key in (f"sheet-{ready.pk}-v1", "sheet-999999-v1"):
        with standing_as(world.coordinator), denied():
            order("assessments.make_sheet", key, {"result": ready.pk}, world.now)
    with (
        standing_as(world.coordinator),
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
    ):
        order("centres.enrol", f"registration-{own.pk}", {"registration": own.pk}, world.now)
    assert raised.value.__cause__.diag.constraint_name == "outbox_key"


@pytest.mark.rule("A26")
def test_an_assessor_orders_a_letter_about_a_question_of_their_own_work_and_nothing_else(
    world: World,
):
    others, own = (ask_about(world, who) for who in (world.somebody(Role.ASSESSOR), None))
    letter, there = "assessments.mail_question", {"centre": own.centre_id}
    with standing_as(world.assessor):
        for task, key, payload in (
            ("assessments.make_sheet", "sheet-1-v1", {"result": 1}),
            (letter, f"question-{others.pk}", {"question": others.pk}),
            (letter, f"question-{own.pk}x", {"question": own.pk}),
            ("assessments.mail_answer", f"answer-{own.pk}", {"question": own.pk}),
        ):
            with denied():
                order(task, key, payload, world.now, **there)
        with denied():
            order(letter, f"question-{own.pk}", {"question": own.pk}, world.now)
        with pytest.raises(DatabaseError) as raised, transaction.atomic():
            order(letter, f"question-{own.pk}", {"question": own.pk}, world.now, **there)
    assert raised.value.__cause__.diag.constraint_name == "outbox_key"


def ask_about(world: World, assessor: Actor | None) -> Question:
    """Have an assessor ask about work of their own."""
    if assessor:
        world.approve(assessor)
    who = assessor or world.assessor
    work = world.allocated(to=who)
    with standing_as(who) as by:
        marking.start(marking=world.marking_of(work), by=by, now=world.now)
        return questions.ask(
            submission=work,
            words="Which file is the plan?",
            answer_by=london_day(world.now) + timedelta(days=7),
            by=by,
            now=world.now,
        )


def written(by: Actor, *, person: int | None, role: str) -> None:
    """Write an entry by hand, as this person in this role."""
    for table, more, values in (
        ("awarding_entry", "details", "'{}'"),
        (
            "awarding_decision",
            "rule, document, issue, number, words, reason, until, passed_with",
            "'A1', 'D', '1', '1', 'W.', 'R.', '', ''",
        ),
    ):
        answer = transaction.atomic() if (person, role) == own(by) else denied()
        with answer, connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (awarding_body_id, centre_id, act, subject_type,"
                f" subject_id, person, role, is_shown, {more})"
                f" VALUES (%s, %s, 'submission.accept', '', 1, %s, %s, true, {values})",
                [by.body, current().centre, person, role],
            )


def own(by: Actor) -> tuple[int | None, str]:
    return by.person, ",".join(sorted(by.roles))


@pytest.mark.parametrize("who", ["coordinator", "assessor", "staff"])
def test_nobody_writes_in_anothers_name_or_in_a_role_of_another_side(world: World, who: str):
    by = getattr(world, who)
    person, role = own(by)
    strange = Role.INTAKE if who != "staff" else Role.COORDINATOR
    with standing_as(by):
        written(by, person=person, role=role)
        written(by, person=world.lead.person, role=role)
        written(by, person=None, role=role)
        written(by, person=person, role=strange)
        written(by, person=person, role=f"{role},{strange}")
    with standing_as(world.staff):
        done = Entry.objects.filter(act="submission.accept").count()
        judged = Decision.objects.filter(act="submission.accept").count()
    assert (done, judged) == (1, 1)
