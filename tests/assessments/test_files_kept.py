"""The files of work that was sent stay as they were sent: what PostgreSQL itself refuses (A19)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.models import EvidenceFile
from assessments.operations import uploads
from assessments.queries import sending
from awarding.models import AwardingBody
from tests import guards
from tests.conftest import NOW
from tests.factories import standing_as
from tests.world import World


@contextmanager
def locked() -> Iterator[None]:
    """What is done inside is refused, since those files were sent."""
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        yield
    assert raised.value.__cause__.diag.constraint_name == "files_locked_once_sent"


def files_of(upload: int) -> list[tuple[int, str, int]]:
    rows = EvidenceFile.objects.filter(upload_version=upload).order_by("pk")
    return list(rows.values_list("pk", "document", "file_id"))


@pytest.mark.rule("A19", "Q27")
def test_after_a_return_the_first_upload_stays_as_it_was_sent(world: World):
    returned = world.returned()
    with standing_as(world.coordinator) as by:
        sent = files_of(1)
        first = EvidenceFile.objects.filter(upload_version=1).first()
        with locked():
            uploads.remove_file(evidence=first, by=by, now=world.now)
        with locked():
            EvidenceFile.objects.create(
                submission=returned, upload_version=1, document="witness", file_id=first.file_id
            )
        uploads.keep_files(
            submission=returned, evidence=sending.sent_before(returned), by=by, now=world.now
        )

        assert files_of(1) == sent
        assert len(files_of(2)) == len(sent)


@pytest.fixture
def may_update(committed: None) -> Iterator[World]:
    """A world in which a centre's role was given what it has not: UPDATE on its files."""
    world = World(AwardingBody.objects.get(slug="northgate"), NOW)
    with guards.granted("assessments_evidencefile", "centre", "UPDATE"):
        yield world


@pytest.mark.rule("A19")
def test_a_file_is_moved_neither_out_of_sent_work_nor_into_it(may_update: World):
    world = may_update
    sent = world.submitted()
    drafted = world.prepared(world.registered("Rhys Bowen"))
    moves = [(sent, drafted), (drafted, sent)]
    with standing_as(world.coordinator):
        for out_of, into in moves:
            one = EvidenceFile.objects.filter(submission=out_of).first()
            with locked(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE assessments_evidencefile SET submission_id = %s WHERE id = %s",
                    [into.pk, one.pk],
                )

        counted = [EvidenceFile.objects.filter(submission=one).count() for one in (sent, drafted)]
    assert counted == [2, 2]


@pytest.mark.rule("A19")
def test_a_file_changes_upload_only_while_both_are_open(may_update: World):
    world = may_update
    world.returned()
    with standing_as(world.coordinator):
        one = EvidenceFile.objects.filter(upload_version=1).first()
        with locked(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE assessments_evidencefile SET upload_version = 2 WHERE id = %s", [one.pk]
            )
