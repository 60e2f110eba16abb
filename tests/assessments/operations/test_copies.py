"""A26: each file is copied by itself, within a lease that lasts, or a person hears at once."""

import pytest
from django.conf import settings as configured
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from assessments.demo import documents
from assessments.models import EvidenceCopy, Marking, Submission
from assessments.operations import copying, sheets, signing, submissions, uploads
from assessments.queries import allocating, deliveries, held, sending
from assessments.rules.allocating import copies_are_ready
from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.models import OutboxMessage, StoredFile
from awarding.operations import inspecting
from tests.factories import standing_as
from tests.world import World

COPIES = "assessments.make_copies"


class Watched(FileSystemStorage):
    """A folder that notes how long the delivery now reading or writing holds its message, in s."""

    held: list[float] = []

    def _note(self):
        if tenancy.current().audience != Audience.STAFF:
            return
        for until in OutboxMessage.objects.filter(claimed_until__gt=NOW[0]).values_list(
            "claimed_until", flat=True
        ):
            self.held.append((until - NOW[0]).total_seconds())

    def _open(self, name, mode="rb"):
        self._note()
        return super()._open(name, mode)

    def _save(self, name, content):
        self._note()
        return super()._save(name, content)


NOW = [timezone.now()]


@pytest.fixture
def watched(settings, tmp_path, now):
    NOW[0] = now
    Watched.held.clear()
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": f"{__name__}.Watched",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }
    return Watched.held


def deliver(world: World, task: str, by_hand) -> None:
    with standing_as(world.worker) as by:
        rows = OutboxMessage.objects.filter(task=task).order_by("pk")
        for message in list(rows.values_list("pk", flat=True)):
            by_hand(message=message, by=by, now=world.now)


def accepted_with_three_files(world: World) -> Submission:
    """Work with two files for the assessor and a cover sheet; nothing is copied yet."""
    learner = world.registered("Ada Evans")
    with standing_as(world.coordinator) as by:
        drafted = submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)
        for name, document in (
            ("one", "evidence"),
            ("cover", "cover_sheet"),
            ("two", "evidence"),
        ):
            upload = documents.pdf(f"{name}.pdf", name, ["My work."])
            uploads.add_file(
                submission=drafted, upload=upload, document=document, by=by, now=world.now
            )
        signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=world.unit.requirements,
            by=by,
            now=world.now,
        )
    deliver(world, "awarding.inspect_file", inspecting.deliver_inspection)
    world.sign(drafted)
    sent = world.submitted(drafted)
    with standing_as(world.staff) as by:
        return world.check_and_accept(sent, by)


def facts_of(world: World, submission: Submission):
    with standing_as(world.staff):
        items = allocating.items(Marking.objects.filter(submission=submission))
        [facts] = allocating.facts(items, {1: "Ada"}, now=world.now).values()
        holder = held.holders([submission.pk])[submission.pk]
    assert (holder.copies_ready, holder.copies_stuck and not holder.copies_ready) == (
        facts.copies_ready,
        facts.copies_are_stuck,
    )
    return facts


@pytest.mark.rule("A26")
def test_work_is_ready_when_every_file_has_its_copy_and_not_before(real_world: World, watched):
    world = real_world
    sent = accepted_with_three_files(world)
    with standing_as(world.worker) as by:
        first, second = OutboxMessage.objects.filter(task=COPIES).order_by("pk")
        copying.deliver_copies(message=first.pk, by=by, now=world.now)
        only_one = facts_of(world, sent)
        copying.deliver_copies(message=second.pk, by=by, now=world.now)
        copying.deliver_copies(message=second.pk, by=by, now=world.now)

    assert (only_one.copies_ready, facts_of(world, sent).copies_ready) == (False, True)
    with standing_as(world.staff):
        names = list(EvidenceCopy.objects.order_by("position").values_list("name", flat=True))
    assert names == ["Evidence 1.pdf", "Evidence 2.pdf"]


@pytest.mark.rule("A26")
def test_a_file_that_cannot_be_copied_goes_to_a_person_at_once_and_holds_up_no_other(
    real_world: World, watched
):
    world = real_world
    sent = accepted_with_three_files(world)
    with standing_as(world.staff):
        first = StoredFile.objects.order_by("pk").first()
    with configured_storage().open(first.key, "wb") as stored:
        stored.write(b"%PDF-1.7 and then nothing")

    deliver(world, COPIES, copying.deliver_copies)

    with standing_as(world.staff):
        states = list(
            OutboxMessage.objects.filter(task=COPIES).order_by("pk").values_list("state", "tries")
        )
        [row] = deliveries.page({}, "needs_a_person", now=world.now).rows
    facts = facts_of(world, sent)
    assert states == [("needs_a_person", 1), ("delivered", 1)]
    assert (row.subject, row.last_answer) == (
        sent.reference,
        "The assessor's copy could not be made: damaged.",
    )
    assert (facts.copies_ready, facts.copies_are_stuck) == (False, True)
    assert "have them tried again" in str(copies_are_ready(facts).reason)


def configured_storage() -> FileSystemStorage:
    return FileSystemStorage(**configured.STORAGES["default"]["OPTIONS"])


@pytest.mark.rule("A26", "A33")
def test_who_inspects_copies_or_makes_a_sheet_holds_the_message_for_longer_than_a_task_runs(
    real_world: World, watched
):
    world = real_world
    held_by = {}
    sent = accepted_with_three_files(world)
    held_by["inspecting"] = list(watched)
    watched.clear()
    deliver(world, COPIES, copying.deliver_copies)
    held_by["copying"] = list(watched)
    world.finalised(world.marked(world.allocated(sent)))
    watched.clear()
    deliver(world, "assessments.make_sheet", sheets.deliver_sheet)
    held_by["sheet"] = list(watched)

    shortest = {name: min(seconds) for name, seconds in held_by.items()}
    assert all(one > configured.CELERY_TASK_TIME_LIMIT for one in shortest.values()), shortest
