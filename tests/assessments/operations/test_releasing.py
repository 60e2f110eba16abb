"""A33, A34, A36, A37, A40, X6, Q18: released once, in order, and never before its time."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Result, Submission
from assessments.operations import holds, releasing
from assessments.queries import record, references
from assessments.rules import clauses
from awarding import ledger
from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from awarding.models import Deadline, Entry, Membership, OutboxMessage
from centres.models import Learner, Registration
from centres.operations import approving
from tests.factories import standing_as
from tests.world import World

A_DAY = timedelta(days=1)


def rules_of(refused: Refused) -> list[str]:
    return [one.rule for one in refused.answers]


@pytest.mark.rule("A34", "A36", "A37", "Q18")
def test_a_pass_is_released_and_announced_to_the_registry_once(world: World):
    result = world.released()

    with standing_as(world.staff):
        keys = list(
            OutboxMessage.objects.filter(task="assessments.register_result").values_list(
                "key", flat=True
            )
        )
        submission = Submission.objects.get(pk=result.submission_id)
        clock = Deadline.objects.get(pk=submission.clock_id)
    assert (result.state, submission.state) == ("released", "released")
    assert (keys, clock.ended_at) == ([f"result-{result.submission_id}-v1"], None)


@pytest.mark.rule("A36")
def test_a_message_planted_under_a_results_key_stops_that_result_and_no_other(world: World):
    planted, other = world.ready(), world.ready()
    with standing_as(world.staff) as by:
        key = f"result-{planted.submission_id}-v1"
        ledger.announce([ledger.Announcement("test.tell", key, {})], now=world.now)

        batch = releasing.release_results(results=[planted.pk, other.pk], by=by, now=world.now)

    assert [one.pk for one in batch.done] == [other.pk]
    [refused] = batch.refused
    assert (refused.subject.pk, rules_of(refused)) == (planted.pk, ["A36"])


@pytest.mark.rule("A37", "A40", "Q18", "Q27", "X1")
def test_a_referral_stops_its_clock_opens_submission_2_and_tells_no_registry(world: World):
    result = world.released(decision="referral")

    with standing_as(world.staff):
        sent = OutboxMessage.objects.filter(task="assessments.register_result").count()
        following = Submission.objects.get(previous_id=result.submission_id)
        ended = Deadline.objects.get(pk=result.submission.clock_id).ended_as
    assert (result.state, sent, ended) == ("referred", 0, "met")
    assert (following.number, following.state, following.clock_id) == (2, "draft", None)


@pytest.mark.rule("A40")
def test_a_resubmission_has_a_fresh_clock_of_its_own(world: World):
    first = world.released(decision="referral")
    with standing_as(world.coordinator):
        following = Submission.objects.get(previous_id=first.submission_id)
        before = Submission.objects.get(pk=first.submission_id).clock_id

    again = world.accepted(world.submitted(world.filled(following)))

    assert (again.number, again.clock.days) == (2, 25)
    assert again.clock_id != before


@pytest.mark.rule("A33", "A36")
def test_nothing_is_released_before_its_sheet_is_made(world: World):
    result = world.finalised()
    with standing_as(world.staff) as by:
        batch = releasing.release_results(results=[result.pk], by=by, now=world.now)

    assert [rules_of(one) for one in batch.refused] == [["A33"]]


@pytest.mark.rule("X6")
def test_a_hold_keeps_a_result_back_until_it_is_lifted(world: World):
    ready = world.ready()
    with standing_as(world.staff) as by:
        hold = holds.place(
            submission=ready.submission,
            kind="concern",
            reason="Two learners sent the same file.",
            by=by,
            now=world.now,
        )
        refused = releasing.release_results(results=[ready.pk], by=by, now=world.now)
        holds.lift(hold=hold, because="They worked apart.", by=by, now=world.now)
        done = releasing.release_results(results=[ready.pk], by=by, now=world.now)

    assert [rules_of(one) for one in refused.refused] == [["X6"]]
    assert [one.pk for one in done.done] == [ready.pk]


@pytest.mark.rule("X6")
def test_a_hold_stays_as_it_was_first_lifted(world: World):
    ready = world.ready()
    with standing_as(world.staff) as by:
        hold = holds.place(
            submission=ready.submission, kind="other", reason="Look.", by=by, now=world.now
        )
        first = holds.lift(hold=hold, because="They worked apart.", by=by, now=world.now)
        again = holds.lift(hold=hold, because="Another reason.", by=by, now=world.now + A_DAY)

    assert (again.lifted_because, again.lifted_at) == ("They worked apart.", first.lifted_at)


@pytest.mark.rule("X6")
def test_a_result_that_is_out_is_not_held(world: World):
    result = world.released()
    with standing_as(world.staff):
        out = Submission.objects.get(pk=result.submission_id)
    with standing_as(world.staff) as by, pytest.raises(Refused) as refused:
        holds.place(submission=out, kind="other", reason="Late.", by=by, now=world.now)

    assert rules_of(refused.value) == ["X6"]


@pytest.mark.rule("A34")
def test_what_is_out_is_not_released_again(world: World):
    result = world.released()
    with standing_as(world.staff) as by:
        batch = releasing.release_results(results=[result.pk], by=by, now=world.now)
        entries = Entry.objects.filter(act="result.release").count()

    assert ([rules_of(one) for one in batch.refused][0], entries) == (["A34"], 1)


def of_one_learner_under_two_codes(world: World) -> list[Result]:
    """Two passes of the same unit, ready for release: the learner took it under two codes."""
    first = world.registered()
    with standing_as(world.staff) as by:
        code = approving.grant_code(
            centre=world.centre,
            qualification=first.qualification,
            code="8605-22",
            is_service=True,
            by=by,
            now=world.now,
        )
    with standing_as(world.coordinator):
        learner = Learner.objects.get()
    with standing_as(world.staff):
        second = Registration.objects.create(
            centre=world.centre,
            learner=learner,
            qualification=first.qualification,
            catalogue_entry=code,
            number="NA-SECOND",
            registered_on=world.now,
        )
    return [ready(world, one) for one in (first, second)]


def ready(world: World, learner: Registration) -> Result:
    accepted = world.accepted(world.submitted(world.prepared(learner)))
    return world.ready(world.finalised(world.marked(world.allocated(accepted))))


@pytest.mark.rule("A36")
def test_a_clash_is_named_and_never_dropped(world: World):
    first, second = of_one_learner_under_two_codes(world)
    world.released(first)

    with standing_as(world.staff) as by:
        batch = releasing.release_results(results=[second.pk], by=by, now=world.now)

    assert [rules_of(one) for one in batch.refused] == [["A36"]]


@pytest.mark.rule("A36")
def test_a_learner_passes_a_unit_once_in_one_batch_too(world: World):
    first, second = of_one_learner_under_two_codes(world)

    with standing_as(world.staff) as by:
        batch = releasing.release_results(results=[first.pk, second.pk], by=by, now=world.now)

    assert [one.pk for one in batch.done] == [first.pk]
    assert [rules_of(one) for one in batch.refused] == [["A36"]]


@pytest.mark.rule("A36", "X6")
def test_a_pass_that_is_refused_stands_in_no_others_way(world: World):
    held, free = of_one_learner_under_two_codes(world)

    with standing_as(world.staff) as by:
        given = {"kind": "concern", "reason": "Copied.", "by": by, "now": world.now}
        holds.place(submission=held.submission, **given)
        batch = releasing.release_results(results=[held.pk, free.pk], by=by, now=world.now)

    assert [one.pk for one in batch.done] == [free.pk]
    assert [(one.subject.pk, rules_of(one)) for one in batch.refused] == [(held.pk, ["X6"])]


@pytest.mark.rule("A34")
def test_of_a_batch_what_can_be_released_is_and_the_rest_is_named(world: World):
    ready, not_ready = world.ready(), world.finalised()
    with standing_as(world.staff) as by:
        batch = releasing.release_results(results=[ready.pk, not_ready.pk], by=by, now=world.now)

    assert [one.pk for one in batch.done] == [ready.pk]
    assert [one.subject.pk for one in batch.refused] == [not_ready.pk]


@pytest.mark.rule("A34", "A35")
def test_the_centre_sees_nothing_before_release_and_the_result_after(world: World):
    ready = world.ready()
    with standing_as(world.coordinator):
        before = (Result.objects.count(), Submission.objects.get().state)
    world.released(ready)
    with standing_as(world.coordinator):
        after = (Result.objects.count(), Submission.objects.get().state)

    assert (before, after) == ((0, "accepted"), (1, "released"))


@pytest.mark.rule("A40")
def test_a_release_asks_as_much_for_many_referrals_as_for_one(world: World):
    one, *many = [world.ready(decision="referral") for _ in range(4)]
    asked = []
    for wanted in ([one], many):
        with standing_as(world.staff) as by, CaptureQueriesContext(connection) as queries:
            batch = releasing.release_results(
                results=[result.pk for result in wanted], by=by, now=world.now + A_DAY
            )
        assert (len(batch.done), batch.refused) == (len(wanted), [])
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_reference_has_seven_letters_that_nobody_confuses(world: World):
    with standing_as(world.staff):
        drawn = references.several(50, world.now)

    assert len(set(drawn)) == 50
    assert all(re.fullmatch(r"[A-Z]+-26-[2-9A-HJ-NP-Z]{7}", one) for one in drawn), drawn


@pytest.mark.rule("A36")
def test_the_message_about_each_pass_is_found_by_its_key(world: World):
    passed, referred = world.released(), world.released(decision="referral")

    with standing_as(world.staff), CaptureQueriesContext(connection) as queries:
        found = record.deliveries([passed.pk, referred.pk])

    assert {pk: one.key for pk, one in found.items()} == {
        passed.pk: f"result-{passed.submission_id}-v1"
    }
    where = queries.captured_queries[-1]["sql"].partition("WHERE")[2]
    assert '"key" IN' in where
    assert "payload" not in where


@pytest.mark.rule("A26", "A30")
@pytest.mark.parametrize("who", ["assessor", "lead"])
def test_an_interest_recorded_since_it_was_finalised_keeps_a_result_in(world, who):
    result = world.ready()
    with standing_as(world.staff) as by:
        declared = approving.declare_conflict(
            person=getattr(world, who).person,
            centre=world.centre,
            learner=None,
            reason="His sister teaches there.",
            by=by,
            now=world.now,
        )
        kept = releasing.release_results(results=[result.pk], by=by, now=world.now)
        [told] = kept.refused[0].answers
        approving.end_conflict(conflict=declared, by=by, now=world.now)
        after = releasing.release_results(results=[result.pk], by=by, now=world.now)

    assert (told.rule, told.clause) == ("A26", clauses.INDEPENDENCE)
    assert "Place a hold" in str(told.reason)
    assert ([one.pk for one in after.done], kept.done) == ([result.pk], [])


@pytest.mark.rule("A26", "A30")
@pytest.mark.parametrize("who", ["assessor", "lead"])
@pytest.mark.parametrize(("days", "kept"), [(-1, True), (1, False)])
def test_who_joined_the_centre_since_finalising_judged_freely(
    world: World, who: str, days: int, kept: bool
):
    result = world.ready()
    with standing_as(world.staff) as by:
        Membership.objects.create(
            person_id=getattr(world, who).person,
            centre=world.centre,
            role=Role.CENTRE_STAFF,
            name="Now there",
            email="now@there.example",
            began_at=result.finalised_at + timedelta(days=days),
        )
        batch = releasing.release_results(
            results=[result.pk], by=by, now=world.now + timedelta(days=2)
        )

    assert [one.pk for one in batch.done] == ([] if kept else [result.pk])
    assert ["A26"] * kept == [one.rule for no in batch.refused for one in no.refusals]
