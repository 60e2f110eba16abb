"""A record's rows are its own centre's: another centre's words about it are read as nobody's."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from assessments.models import EvidenceFile, Submission
from assessments.operations import uploads
from assessments.queries import record, sending, sent, submission_page, timeline
from awarding import ledger
from awarding.kernel import clock
from awarding.kernel.actors import Actor, Role
from awarding.models import Declaration, Entry
from awarding.queries import declarations, moves
from tests import factories, guards
from tests.assessments.constraints.kept import kept_by
from tests.assessments.test_sent_and_held import sent_by_hand
from tests.factories import standing_as
from tests.world import World

KIND = "authenticity.learner"
SUBMISSION = "assessments.submission"
MOVED = {"was_due_on": "2026-12-01", "due_on": "2027-12-01"}


@dataclass
class Strange:
    """Another centre's coordinator, who writes of work that is not theirs."""

    by: Actor

    def signs(self, work: Submission, real: Declaration) -> None:
        """Sign for the work of another, in a row of one's own centre."""
        values = {one.attname: getattr(real, one.attname) for one in real._meta.concrete_fields}
        other = {"id": None, "centre_id": self.by.centre, "signer_name": "Mallory"}
        with standing_as(self.by):
            Declaration.objects.create(**values | other | {"entered_by": self.by.person})

    def enters(self, act: str, label: str, pk: int, **details: object) -> None:
        """Enter an act on a record of another, in a row of one's own centre."""
        with standing_as(self.by), transaction.atomic():
            lines = [ledger.Line(act, label, pk, self.by.centre, True, details)]
            ledger.enter(lines, by=self.by, role=str(Role.COORDINATOR))

    def decides(self, work: Submission) -> None:
        """Give a reason for another's signature, in a row of one's own centre."""
        with standing_as(self.by), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO awarding_decision (awarding_body_id, centre_id, act, subject_type,"
                " subject_id, person, role, is_shown, rule, document, issue, number, words,"
                " reason, until, passed_with) VALUES (%s, %s, 'submission.declare', %s, %s, %s,"
                " 'coordinator', true, 'Q26', 'D', '1', '1', 'W.', 'R.', '', 'Mallory says so.')",
                [self.by.body, self.by.centre, SUBMISSION, work.pk, self.by.person],
            )


def strange_to(world: World) -> Strange:
    with standing_as(world.staff):
        other = factories.centre(world.body)
    return Strange(world.somebody(Role.COORDINATOR, centre=other))


@pytest.fixture
def strange(world: World) -> Strange:
    return strange_to(world)


@pytest.fixture
def work(world: World) -> Submission:
    return world.accepted()


def signed(world: World, work: Submission) -> Declaration:
    with standing_as(world.staff):
        found = declarations.last_signed(work, KIND)
    assert found
    return found


@pytest.mark.rule("A19", "X1", "X4")
def test_another_centres_signature_is_not_the_works(world, strange, work):
    real = signed(world, work)
    strange.signs(work, real)

    with standing_as(world.staff):
        shown = sent.sent(sent.found(work.reference))
        page = submission_page.gathered(
            submission_page.found(work.reference), on=clock.london_day(world.now)
        )
    assert signed(world, work) == real
    assert "Mallory" not in {one.signer_name for one in shown.declarations}
    assert "Mallory" not in {one.signer_name for one in page.declarations}
    assert real in shown.declarations
    assert real in page.declarations


@pytest.mark.rule("Q26", "X1")
def test_another_centres_reason_is_not_the_works(world, strange, work):
    strange.decides(work)

    with standing_as(world.staff):
        assert sent.sent(sent.found(work.reference)).why_named_otherwise == ""
        assert [one.passed_with for one in record.history(work).decisions] == []


@pytest.mark.rule("X1", "X4")
def test_another_centres_entries_are_not_in_the_works_history(world, strange, work):
    before = history(world, work)
    strange.enters("submission.withdraw", SUBMISSION, work.pk)
    strange.enters("submission.remove_file", SUBMISSION, work.pk, evidence=1, file=1)
    strange.enters("clock.move", "awarding.deadline", work.clock_id or 0, **MOVED)

    assert history(world, work) == before


@pytest.mark.rule("X1", "X4")
def test_nor_are_its_entries_of_a_file_that_was_taken_out(world, strange):
    drafted = world.prepared()
    with standing_as(world.coordinator) as by:
        gone = EvidenceFile.objects.filter(submission=drafted).first()
        pk = gone.pk
        uploads.remove_file(evidence=gone, by=by, now=world.now)
    before = history(world, drafted)
    strange.enters("submission.add_file", timeline.EVIDENCE, pk, document="evidence")

    assert history(world, drafted) == before


def history(world: World, work: Submission) -> tuple[list[str], list[str]]:
    """What staff read of the work, and what the page of its centre would tell were it theirs."""
    with standing_as(world.staff):
        page = submission_page.gathered(
            submission_page.found(work.reference), on=clock.london_day(world.now)
        )
        return (
            [one.act for one in record.history(work).entries],
            [one.act for one in page.history],
        )


@pytest.mark.rule("A39", "X1")
def test_another_centre_moves_no_clock_by_saying_so(world, strange, work):
    strange.enters("clock.move", "awarding.deadline", work.clock_id or 0, **MOVED)

    with standing_as(world.staff):
        assert Entry.objects.filter(act="clock.move").count() == 1
        assert moves.noted(work.clock) == []


@pytest.mark.rule("A19", "X1")
def test_a_signature_of_another_centre_sends_nothing_even_where_it_can_be_read(real_world: World):
    drafted, strange = real_world.prepared(), strange_to(real_world)
    real_world.add_file(drafted, "witness")
    real_world.review(drafted)
    with standing_as(real_world.coordinator):
        now_there = sending.content_hash(drafted, sending.files_of(drafted))
        old = [declarations.last_signed(drafted, kind) for kind in (KIND, "finality.centre")]
    for one in old:
        one.content_hash = now_there
        strange.signs(drafted, one)

    with guards.open_to("awarding_declaration", "centre", "true"), kept_by("work_is_sent_signed"):
        sent_by_hand(real_world, drafted)
