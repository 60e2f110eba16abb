"""A file that changes while its work is sent: of the two, the second waits and sees the first."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from assessments.models import EvidenceFile, Submission
from awarding.kernel.actors import Actor
from awarding.operations import files
from tests import guards
from tests.assessments.test_sent_and_held import sent_by_hand
from tests.factories import standing_as
from tests.world import World

Act = Callable[[], Any]


def taking_out(world: World, drafted: Submission) -> Act:
    """Take the work out of the upload by hand, asking nobody and locking nothing."""
    rows = {"submission": drafted.pk, "document": "evidence"}
    return lambda: EvidenceFile.objects.filter(**rows).delete()[0]


def adding(world: World, drafted: Submission) -> Act:
    """Add a file nobody has inspected or signed for, by hand."""
    with standing_as(world.coordinator) as by:
        stored = files.receive(upload=ContentFile(b"%PDF-1.7", "b.pdf"), by=by, now=world.now)
    values = {"submission_id": drafted.pk, "upload_version": 1, "file_id": stored.pk}
    return lambda: EvidenceFile.objects.bulk_create([EvidenceFile(document="witness", **values)])


def at_once(world: World, first: Act, second: Act) -> Any:
    """Do the first in a transaction that stays open until the second waits for it.

    Returns what the second was answered.
    """
    begun = Event()

    def open_ended(by: Actor) -> None:
        with transaction.atomic():
            first()
            begun.set()
            guards.until_somebody_waits()

    def waiting(by: Actor) -> Any:
        begun.wait(10)
        return second()

    held, answer = guards.race([(world.coordinator, open_ended), (world.coordinator, waiting)])
    if held is not None:
        raise held
    return answer


def refused_by(answer: Any) -> str:
    return str(answer.__cause__.diag.constraint_name)


@pytest.mark.rule("A19")
@pytest.mark.parametrize("change", [taking_out, adding])
def test_work_is_not_sent_past_a_change_of_its_files(real_world: World, change: Any):
    drafted = real_world.prepared()

    answer = at_once(
        real_world, change(real_world, drafted), lambda: sent_by_hand(real_world, drafted)
    )

    assert refused_by(answer) == "work_is_sent_reviewed"


@pytest.mark.rule("A19")
@pytest.mark.parametrize("change", [taking_out, adding])
def test_no_file_changes_past_the_sending_of_its_work(real_world: World, change: Any):
    drafted = real_world.prepared()

    answer = at_once(
        real_world, lambda: sent_by_hand(real_world, drafted), change(real_world, drafted)
    )

    assert refused_by(answer) == "files_locked_once_sent"
