"""A25, A38, A41, Q5, Q19, Q27: the check starts the clock or says what to do."""

from datetime import date, timedelta
from threading import Event

import pytest
from django.db import transaction

from assessments.models import CheckPoint, Involvement, Marking, QualityCheck, Submission
from assessments.operations import checking
from assessments.queries.checking import points_for
from assessments.rules.checking import Point
from awarding.kernel.actors import Actor, Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused
from awarding.models import Deadline, OutboxMessage, Unit
from tests import guards
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A25", "A38", "Q5", "Q19")
def test_acceptance_makes_the_provisional_clock_the_clock_from_the_upload(world: World):
    sent = world.submitted()

    accepted = world.accepted(sent)

    with standing_as(world.staff):
        clock = Deadline.objects.get(pk=accepted.clock_id)
        marking = Marking.objects.get(submission=accepted)
        asked = OutboxMessage.objects.filter(task="assessments.make_copies").count()
    assert (accepted.state, marking.state, asked) == ("accepted", "to_allocate", 1)
    assert (clock.is_provisional, clock.started_on) == (False, world.now.date())


@pytest.mark.rule("A25", "A41")
def test_nothing_is_accepted_with_a_point_not_met(world: World):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)

        with pytest.raises(Refused) as refused:
            checking.accept(
                submission=sent,
                points=world.points(sent, opens="Send it as a PDF."),
                by=by,
                now=world.now,
            )

        state = Submission.objects.get(pk=sent.pk).state
    assert ([answer.rule for answer in refused.value.answers], state) == (["A25"], "checking")


@pytest.mark.rule("A21", "A25")
@pytest.mark.parametrize(
    ("required", "asked"),
    [
        (["evidence", "cover_sheet"], ["document.cover_sheet"]),
        (["cover_sheet", "witness"], ["document.cover_sheet", "document.witness"]),
    ],
    ids=str,
)
def test_a_check_asks_for_each_document_the_unit_requires(
    world: World, required: list[str], asked: list[str]
):
    with standing_as(world.staff):
        Unit.objects.update(required_documents=required)
        unit = Unit.objects.get()

    points = points_for(Submission(unit=unit))

    assert [code for code, _ in points] == ["opens", "learner", "unit", "signed", *asked]
    assert all(words.endswith(".") for _, words in points)


@pytest.mark.rule("A21", "A25")
def test_nothing_is_accepted_whose_required_documents_nobody_looked_at(world: World):
    sent = world.submitted()
    standing = [Point(code, "…", True) for code in ("opens", "learner", "unit", "signed")]
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)

        with pytest.raises(Refused, match="Choose whether this is met: Cover sheet"):
            checking.accept(submission=sent, points=standing, by=by, now=world.now)


@pytest.mark.rule("A25")
def test_nothing_is_returned_before_every_point_is_answered(world: World):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
        given = world.points(sent, signed="Sign it.")
        unmet = [one for one in given if not one.is_met]

        with pytest.raises(Refused, match="Say of each point whether it is met"):
            checking.return_to_centre(
                submission=sent,
                points=unmet,
                answer_by=date(2026, 12, 4),
                by=by,
                now=world.now,
            )

        assert Submission.objects.get(pk=sent.pk).state == "checking"


@pytest.mark.rule("A25")
@pytest.mark.parametrize("answered", [0, 1], ids=["none", "one"])
def test_nothing_is_accepted_before_every_point_is_answered(world: World, answered: int):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
        given = world.points(sent)[:answered]

        with pytest.raises(Refused, match="Say of each point whether it is met"):
            checking.accept(submission=sent, points=given, by=by, now=world.now)

        assert Submission.objects.get(pk=sent.pk).state == "checking"


@pytest.mark.rule("A25")
@pytest.mark.parametrize("later", [0, -1], ids=["today", "yesterday"])
def test_a_centre_is_given_until_a_later_day_to_answer(world: World, later: int):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)

        with pytest.raises(Refused, match="Answer by must be tomorrow or later"):
            checking.return_to_centre(
                submission=sent,
                points=world.points(sent, signed="Sign it."),
                answer_by=world.now.date() + timedelta(days=later),
                by=by,
                now=world.now,
            )


@pytest.mark.rule("A41", "A25", "Q19", "Q27")
def test_a_return_voids_the_clock_and_says_what_to_do(world: World):
    sent = world.submitted()
    clock = sent.clock_id

    returned = world.returned(sent, signed="Sign the cover sheet.")

    with standing_as(world.coordinator):
        check = QualityCheck.objects.get(submission=returned)
        reasons = list(CheckPoint.objects.filter(is_met=False).values_list("code", "what_to_do"))
        ended = Deadline.objects.get(pk=clock).ended_as
        kept = Submission.objects.values_list("clock", "received_at").get(pk=returned.pk)
    assert (returned.state, returned.number, returned.upload_version) == ("returned", 1, 2)
    assert (kept, ended, check.outcome) == ((None, None), "void", "returned")
    assert reasons == [("signed", "Sign the cover sheet.")]


@pytest.mark.rule("A41", "Q5", "Q27")
def test_a_returned_submission_starts_afresh_at_its_new_upload(world: World):
    returned = world.returned()
    later = world.now + timedelta(days=5)

    sent = world.submitted(world.filled(returned), at=later)

    assert (sent.number, sent.received_at, sent.clock.started_on) == (1, later, later.date())


@pytest.mark.rule("A25", "A29")
@pytest.mark.parametrize("end", ["accept", "return"])
def test_who_decides_a_check_that_another_began_is_kept_as_its_judge(world: World, end: str):
    sent, other = world.submitted(), world.somebody(Role.INTAKE)
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)

    with standing_as(other) as by:
        decide(world, sent, end, by)

    with standing_as(world.staff):
        check = QualityCheck.objects.get()
        judges = set(Involvement.objects.values_list("person", "part"))
    assert (check.checked_by, check.decided_by) == (world.staff.person, other.person)
    assert judges == {(world.staff.person, "checked"), (other.person, "checked")}


@pytest.mark.rule("A25")
def test_who_decides_the_check_they_began_is_kept_once(world: World):
    world.accepted()

    with standing_as(world.staff):
        assert QualityCheck.objects.get().decided_by == world.staff.person
        assert Involvement.objects.count() == 1


def decide(world: World, sent: Submission, end: str, by: Actor) -> None:
    checking.open_check(submission=sent, by=by, now=world.now)
    if end == "accept":
        checking.accept(submission=sent, points=world.points(sent), by=by, now=world.now)
        return
    unmet = world.points(sent, signed="Sign the cover sheet.")
    checking.return_to_centre(
        submission=sent, points=unmet, answer_by=date(2026, 12, 4), by=by, now=world.now
    )


@pytest.mark.rule("A25")
def test_a_check_under_way_is_carried_on(world: World):
    sent = world.submitted()
    with standing_as(world.staff) as by:
        first = checking.open_check(submission=sent, by=by, now=world.now)
        again = checking.open_check(submission=sent, by=by, now=world.now)

    assert first == again


def test_nothing_is_accepted_that_nobody_took_for_checking(world: World):
    sent = world.submitted()

    with standing_as(world.staff) as by, pytest.raises(IllegalMove):
        checking.accept(submission=sent, points=world.points(sent), by=by, now=world.now)


@pytest.mark.rule("A25")
def test_two_who_ask_for_the_next_check_together_get_one_each(real_world: World):
    first, second = real_world.submitted(), real_world.submitted()
    taken, done = Event(), Event()

    def slow(by: Actor) -> list[QualityCheck]:
        with transaction.atomic():
            opened = checking.open_next(by=by, now=real_world.now).done
            taken.set()
            done.wait(10)
        return opened

    def quick(by: Actor) -> list[QualityCheck]:
        taken.wait(10)
        opened = checking.open_next(by=by, now=real_world.now).done
        done.set()
        return opened

    other = real_world.somebody(Role.INTAKE)
    [one], [two] = guards.race([(real_world.staff, slow), (other, quick)])

    assert (one.submission_id, two.submission_id) == (first.pk, second.pk)
    assert (one.checked_by, two.checked_by) == (real_world.staff.person, other.person)


def test_when_nothing_waits_for_its_check_nothing_is_taken(world: World):
    with standing_as(world.staff) as by:
        assert checking.open_next(by=by, now=world.now).done == []
