"""A19, A20, A21, A41: a centre sends final, reviewed, signed work, and cannot change it after."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from assessments.models import EvidenceFile, ItemReview, Submission
from assessments.operations import signing, submissions, uploads
from assessments.queries import sending
from awarding.kernel.actors import Actor, Role
from awarding.kernel.machines import IllegalMove
from awarding.kernel.rules import Refused
from awarding.models import Decision, Entry, StoredFile, Unit
from awarding.operations import catalogue
from tests.factories import standing_as
from tests.world import UNIT, World


def rules_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return sorted({answer.rule for answer in refused.value.answers})


@pytest.mark.rule("A19", "Q5", "Q19", "A15")
def test_complete_work_is_sent_and_starts_a_provisional_clock(world: World):
    sent = world.submitted()

    with standing_as(world.staff):
        sent = Submission.objects.select_related("clock").get(pk=sent.pk)
    assert (sent.state, sent.received_at, sent.clock.is_provisional) == (
        "submitted",
        world.now,
        True,
    )


@pytest.mark.rule("A20")
def test_no_draft_is_opened_for_a_unit_of_another_qualification(world: World):
    learner = world.registered()
    with standing_as(world.staff) as by:
        other = catalogue.add_qualification(
            number="500/6771/0",
            title="Another",
            level="3",
            units=[replace(UNIT, code="X1")],
            by=by,
            now=world.now,
        )
        unit = Unit.objects.get(qualification=other)
    with standing_as(world.coordinator) as by, pytest.raises(Refused) as refused:
        submissions.draft(registration=learner, unit=unit, by=by, now=world.now)

    assert rules_of(refused) == ["A20"]


@pytest.mark.rule("A19", "A20", "A21")
def test_an_empty_draft_is_refused_with_every_reason_at_once(world: World):
    learner = world.registered()
    with standing_as(world.coordinator) as by:
        drafted = submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)

        with pytest.raises(Refused) as refused:
            submissions.submit(submission=drafted, by=by, now=world.now)

        kept = list(Decision.objects.order_by("pk").values_list("rule", flat=True))
        drafted.refresh_from_db()
    assert (rules_of(refused), drafted.state) == (["A19", "A20", "A21"], "draft")
    assert kept == ["A21", "A19", "A20", "A19", "A19"]


WORK = "Add the learner's work: at least one file beside the cover sheet."


@pytest.mark.rule("A18", "A19", "A21", "Q26")
@pytest.mark.parametrize(
    ("document", "asked"),
    [
        ("cover_sheet", [WORK]),
        ("evidence", ["Add what is missing: Cover sheet."]),
    ],
)
def test_work_for_a_unit_that_requires_no_document_is_still_work_and_signed_for(
    world: World, document: str, asked: list[str]
):
    learner = world.registered()
    with standing_as(world.staff):
        Unit.objects.update(required_documents=["cover_sheet"])
    with standing_as(world.coordinator) as by:
        drafted = submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)
    world.add_file(drafted, document)
    world.review(drafted)
    world.sign(drafted)

    with standing_as(world.coordinator) as by, pytest.raises(Refused) as refused:
        submissions.submit(submission=drafted, by=by, now=world.now)

    assert [str(answer.reason) for answer in refused.value.answers] == asked


SIGN_AGAIN = [
    "The files changed after the learner signed. Record the learner's signature again.",
    "The files changed after the centre signed. Sign the centre's declaration again.",
]


@pytest.mark.rule("A19", "Q26", "Q27")
def test_the_same_files_sent_again_after_a_return_need_new_signatures(world: World):
    returned = world.returned()
    with standing_as(world.coordinator) as by:
        same = sending.sent_before(returned)
        uploads.keep_files(submission=returned, evidence=same, by=by, now=world.now)
        signing.review(
            submission=returned,
            shown=sending.content_of(returned),
            points=world.unit.requirements,
            by=by,
            now=world.now,
        )
        with pytest.raises(Refused) as refused:
            submissions.submit(submission=returned, by=by, now=world.now)

    assert [answer.rule for answer in refused.value.answers] == ["A19", "A19"]


def reviewed(world: World, drafted: Submission, reviewer: Actor, points: int = 2) -> ItemReview:
    """Have somebody of the centre confirm the first so many requirements."""
    with standing_as(reviewer) as by:
        some = world.unit.requirements[:points]
        return signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=some,
            by=by,
            now=world.now,
        )


def refused_as_unreviewed(world: World, drafted: Submission) -> str:
    """What sending is refused with, which is the review alone."""
    with standing_as(world.coordinator) as by, pytest.raises(Refused) as refused:
        submissions.submit(submission=drafted, by=by, now=world.now)
    assert rules_of(refused) == ["A20"]
    return str(refused.value.answers[0].reason)


@pytest.mark.rule("A20")
@pytest.mark.parametrize("empty", [True, False], ids=["before any file", "before another"])
def test_a_review_counts_for_the_files_it_reviewed_alone(world: World, empty: bool):
    learner = world.registered()
    with standing_as(world.coordinator) as by:
        drafted = submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)
    for document in () if empty else ("evidence", "cover_sheet"):
        world.add_file(drafted, document)
    reviewed(world, drafted, world.coordinator)
    for document in ("evidence", "cover_sheet") if empty else ("evidence",):
        world.add_file(drafted, document)
    world.sign(drafted)

    assert refused_as_unreviewed(world, drafted).startswith("The files changed since the work")


@pytest.mark.rule("A20")
def test_the_last_review_counts_and_names_who_made_it(world: World):
    drafted = world.prepared()
    tutor = world.somebody(Role.TUTOR, centre=world.centre)
    made = reviewed(world, drafted, tutor, points=1)

    assert "Not confirmed yet: Examples" in refused_as_unreviewed(world, drafted)
    assert made.reviewed_by == tutor.person != drafted.made_by


@pytest.mark.rule("A20")
def test_a_review_that_names_no_files_counts_for_none(world: World):
    drafted = world.prepared()
    with standing_as(world.coordinator):
        review = ItemReview.objects.get(submission=drafted)
        review.pk, review.content_hash = None, ""
        review.save(force_insert=True)

    assert "Not confirmed yet" in refused_as_unreviewed(world, drafted)


def signed_for(upload: int = 1, document: str = "evidence", sha256: str = "a" * 64) -> str:
    """The hash one signs of a submission with one file."""
    drafted = Submission(reference="NA-26-AAAAAAA", number=1, upload_version=upload)
    file = EvidenceFile(document=document, file=StoredFile(sha256=sha256))
    return sending.content_hash(drafted, [file])


@pytest.mark.rule("A19", "Q26", "Q27")
@pytest.mark.parametrize(
    "other",
    [{"upload": 2}, {"document": "witness"}, {"sha256": "b" * 64}],
    ids=lambda one: [*one][0],
)
def test_what_is_signed_is_this_upload_these_documents_and_these_bytes(other):
    assert signed_for() == signed_for()
    assert signed_for(**other) != signed_for()


@pytest.mark.rule("A19", "A21", "Q26")
def test_the_same_file_as_another_document_needs_new_signatures(world: World):
    drafted = world.prepared()
    with standing_as(world.staff):
        Unit.objects.update(required_documents=["cover_sheet"])
    with standing_as(world.coordinator) as by:
        signed = EvidenceFile.objects.get(submission=drafted, document="evidence")
        file = signed.file_id
        signed.delete()
        EvidenceFile.objects.create(
            submission=drafted, upload_version=1, document="witness", file_id=file
        )
        signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=world.unit.requirements,
            by=by,
            now=world.now,
        )
        with pytest.raises(Refused) as refused:
            submissions.submit(submission=drafted, by=by, now=world.now)

    assert [str(answer.reason) for answer in refused.value.answers] == SIGN_AGAIN


@pytest.mark.rule("A19", "Q26", "X4")
def test_a_file_added_after_signing_needs_both_signatures_again(world: World):
    drafted = world.prepared()
    world.add_file(drafted, "evidence")
    world.review(drafted)

    with standing_as(world.coordinator) as by, pytest.raises(Refused) as refused:
        submissions.submit(submission=drafted, by=by, now=world.now)

    assert [str(answer.reason) for answer in refused.value.answers] == SIGN_AGAIN


@pytest.mark.rule("A19")
@pytest.mark.parametrize("verdict", ["waiting", "refused"])
def test_work_with_a_file_that_was_not_accepted_is_not_sent(world: World, verdict: str):
    drafted = world.prepared()
    world.add_file(drafted, "evidence", verdict=verdict)
    world.review(drafted)
    world.sign(drafted)

    with standing_as(world.coordinator) as by, pytest.raises(Refused) as refused:
        submissions.submit(submission=drafted, by=by, now=world.now)

    assert rules_of(refused) == ["A19"]


@pytest.mark.rule("A19")
@pytest.mark.parametrize("act", ["add", "remove"])
def test_the_database_keeps_the_files_of_sent_work_as_they_are(world: World, act: str):
    sent = world.submitted()

    with standing_as(world.coordinator):
        evidence = EvidenceFile.objects.filter(submission=sent).earliest("pk")
        copy = EvidenceFile.objects.get(pk=evidence.pk)
        copy.pk = None
        change = {"remove": evidence.delete, "add": copy.save}[act]
        with pytest.raises(IntegrityError, match="do not change"), transaction.atomic():
            change()

        assert EvidenceFile.objects.count() == 2


@pytest.mark.rule("A19", "A41")
def test_work_is_sent_once(world: World):
    sent = world.submitted()

    with standing_as(world.coordinator) as by, pytest.raises(IllegalMove):
        submissions.submit(submission=sent, by=by, now=world.now)


@pytest.mark.rule("A20", "Q26", "Q27")
def test_a_returned_submission_is_reviewed_and_signed_again(world: World):
    returned = world.returned()

    with standing_as(world.coordinator) as by, pytest.raises(Refused) as refused:
        submissions.submit(submission=returned, by=by, now=world.now)

    assert rules_of(refused) == ["A19", "A20", "A21"]


def test_withdrawn_work_keeps_its_rows_and_says_why(world: World):
    sent = world.submitted()

    with standing_as(world.coordinator) as by:
        done = submissions.withdraw(
            submission=sent, because="The learner left.", by=by, now=world.now
        )
        files = EvidenceFile.objects.filter(submission=done).count()
    assert (done.state, done.withdrawn_because, files) == ("withdrawn", "The learner left.", 2)


def test_the_centre_reads_its_own_acts(world: World):
    sent = world.submitted()

    with standing_as(world.coordinator):
        acts = list(
            Entry.objects.filter(subject_type="assessments.submission", subject_id=sent.pk)
            .order_by("pk")
            .values_list("act", flat=True)
        )
    assert acts == ["submission.draft", "submission.submit"]


def sent_before(world: World, came_to: str) -> Submission:
    """A submission that was sent for the unit, and what became of it."""
    if came_to == "nothing yet":
        return world.prepared()
    result = world.released(decision=came_to)
    with standing_as(world.coordinator):
        return Submission.objects.select_related("registration").get(pk=result.submission_id)


def opened_again(world: World, before: Submission) -> Submission:
    with standing_as(world.coordinator) as by:
        return submissions.draft(
            registration=before.registration, unit=world.unit, by=by, now=world.now
        )


@pytest.mark.rule("A40", "Q27")
def test_the_submission_after_a_referral_is_opened_again_when_it_was_withdrawn(world: World):
    referred = sent_before(world, "referral")
    with standing_as(world.coordinator) as by:
        second = Submission.objects.get(previous=referred)
        submissions.withdraw(submission=second, because="A wrong start.", by=by, now=world.now)

    again = opened_again(world, referred)

    assert (again.number, again.previous_id, again.state) == (2, referred.pk, "draft")


@pytest.mark.rule("A40", "Q27")
@pytest.mark.parametrize(
    ("came_to", "why"),
    [
        ("nothing yet", "has a submission for this unit already"),
        ("referral", "has a submission for this unit already"),
        ("pass", "has passed this unit"),
    ],
)
def test_a_unit_has_one_submission_at_a_time(world: World, came_to: str, why: str):
    before = sent_before(world, came_to)

    with pytest.raises(Refused) as refused:
        opened_again(world, before)

    assert rules_of(refused) == ["Q27"]
    assert why in str(refused.value.answers[0].reason)


@pytest.mark.rule("A20")
def test_a_review_of_more_or_fewer_points_is_another_review(world: World):
    drafted = world.prepared()
    every = list(world.unit.requirements)

    with standing_as(world.coordinator):
        stands = [
            sending.review_stands(drafted, one) for one in (every, every[:-1], [*every, "X"])
        ]

    assert stands == [True, False, False]
