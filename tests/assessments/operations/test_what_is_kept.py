"""Who did it, when, and over what: what each act keeps of itself."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from assessments.models import EvidenceFile, ItemReview, MarkSheet, Result, Submission
from assessments.operations import (
    checking,
    mark_sheets,
    marking,
    releasing,
    signing,
    submissions,
    uploads,
)
from assessments.operations.mark_sheets import Seen
from assessments.queries import sending, sheets
from assessments.queries.sheet_data import sheet_data
from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from awarding.models import Decision, StoredFile
from centres.operations import approving
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A20")
def test_a_review_says_who_made_it_and_when(world: World):
    drafted, later = world.prepared(), world.now + timedelta(hours=3)
    with standing_as(world.coordinator) as by:
        signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=world.unit.requirements,
            by=by,
            now=later,
        )
        made = ItemReview.objects.latest("pk")

    assert (made.reviewed_by, made.reviewed_at) == (world.coordinator.person, later)


@pytest.mark.rule("A19", "Q27")
def test_a_file_sent_as_two_kinds_of_document_is_kept_as_each_of_them(world: World):
    learner = world.registered()
    with standing_as(world.coordinator) as by:
        given = {"by": by, "now": world.now}
        drafted = submissions.draft(registration=learner, unit=world.unit, **given)
        for document in ("witness", "observation"):
            upload = ContentFile(b"The same.", "record.pdf")
            uploads.add_file(submission=drafted, upload=upload, document=document, **given)
    with standing_as(world.worker):
        StoredFile.objects.update(verdict="accepted", inspected_at=world.now)
    returned = world.returned(world.submitted(world.filled(drafted)))

    with standing_as(world.coordinator) as by:
        witness = EvidenceFile.objects.filter(document="witness")
        uploads.keep_files(submission=returned, evidence=witness, by=by, now=world.now)
        left = {one.document for one in sending.sent_before(returned)}
        uploads.keep_files(
            submission=returned, evidence=sending.sent_before(returned), by=by, now=world.now
        )
        kept = [one.document for one in sending.files_of(returned)]

    assert left == {"observation", "evidence", "cover_sheet"}
    assert sorted(kept) == ["cover_sheet", "evidence", "observation", "witness"]


@pytest.mark.rule("A29")
def test_what_is_handed_over_has_a_hash_of_its_comments_too(world: World):
    work = world.allocated()
    with standing_as(world.assessor) as by:
        given = {"by": by, "now": world.now}
        sheet = marking.start(marking=world.marking_of(work), **given)
        criteria = sheets.criteria_of(world.unit.pk)

        def hashed(**typed: object) -> str:
            before = MarkSheet.objects.get(pk=sheet.pk)
            saved = mark_sheets.save_sheet(
                sheet=before, seen=Seen(before.version), **typed, **given
            )
            return sheets.content_hash(saved, sheets.facts(saved, criteria))

        outcome = criteria[0].outcome_id
        each = [
            hashed(),
            hashed(comments={outcome: "A clear start."}),
            hashed(comments={criteria[-1].outcome_id: "A clear start."}),
            hashed(overall="Well led."),
            hashed(marks=[mark_sheets.Typed(criteria[0].pk, "pass", "See page 2.")]),
        ]
    assert len(set(each)) == 5


@pytest.mark.rule("A33", "A40")
def test_a_result_sheet_says_the_number_of_its_submission(world: World):
    first = world.released(decision="referral")
    with standing_as(world.coordinator):
        opened = Submission.objects.get(previous_id=first.submission_id)
    sent = world.submitted(world.filled(opened))
    second = world.finalised(world.marked(world.allocated(world.accepted(sent))))

    for result, number in ((first, "1"), (second, "2")):
        with standing_as(world.staff):
            found = sheet_data(Result.objects.get(pk=result.pk))
        told = {one.label: one.words for one in found.details}
        assert told["Submission number"] == number


@pytest.mark.rule("A34")
def test_a_release_says_who_released_and_when(world: World):
    ready, later = world.ready(), world.now + timedelta(hours=3)
    other = world.somebody(Role.RELEASE)
    with standing_as(other) as by:
        releasing.release_results(results=[ready.pk], by=by, now=later)
    with standing_as(world.staff):
        out = Result.objects.select_related("submission").get(pk=ready.pk)

    assert (out.released_by, out.released_at) == (other.person, later)
    assert out.submission.released_at == later


@pytest.mark.rule("A26")
def test_a_refusal_of_the_bodys_people_is_told_to_no_centre_and_the_centres_own_is(world: World):
    """That somebody of the body has an interest is said in the words of the refusal."""
    tied, sent = world.somebody(Role.INTAKE), world.submitted()
    with standing_as(world.staff) as by:
        given = {"centre": world.centre, "learner": None, "reason": "A sister.", "now": world.now}
        approving.declare_conflict(person=tied.person or 0, by=by, **given)
        checking.open_check(submission=sent, by=by, now=world.now)
    with standing_as(tied) as by, pytest.raises(Refused):
        checking.accept(submission=sent, points=world.points(sent), by=by, now=world.now)
    with standing_as(world.coordinator) as by, pytest.raises(Refused):
        submissions.withdraw(submission=sent, because="Late.", by=by, now=world.now)

    told = {}
    for side in (world.staff, world.coordinator):
        with standing_as(side):
            told[side.audience] = set(Decision.objects.values_list("act", flat=True))
    assert told == {
        "staff": {"submission.accept", "submission.withdraw"},
        "centre": {"submission.withdraw"},
    }
