"""A19, A33: bytes are stored with no transaction open, and none stay that no row names."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection

from assessments.models import EvidenceFile, ResultSheet
from assessments.operations import sheets, uploads
from awarding import operation as operations
from awarding.kernel.actors import NotAllowed
from awarding.models import OutboxMessage, StoredFile
from tests.factories import standing_as
from tests.world import World

within: list[bool] = []


class Noting(FileSystemStorage):
    """A folder that notes whether a transaction was open whenever something was stored."""

    def _save(self, name, content):
        within.append(connection.in_atomic_block)
        return super()._save(name, content)


@pytest.fixture
def folder(settings, tmp_path):
    within.clear()
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": f"{__name__}.Noting",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }
    return tmp_path


def lying_in(folder) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def files(*contents: str) -> list[ContentFile]:
    return [ContentFile(one.encode(), f"{one}.pdf") for one in contents]


def add(world: World, drafted, *contents: str):
    with standing_as(world.coordinator) as by:
        return uploads.add_files(
            submission=drafted,
            uploads=files(*contents),
            document="evidence",
            by=by,
            now=world.now,
        )


def named(world: World) -> set[str]:
    with standing_as(world.staff):
        return set(StoredFile.objects.values_list("key", flat=True))


@pytest.mark.rule("A19")
def test_files_are_stored_before_the_transaction_and_what_is_refused_is_deleted(
    real_world: World, folder
):
    world = real_world
    drafted = world.prepared()
    within.clear()
    before = named(world)

    added = add(world, drafted, "one", "two", "one")

    assert (len(added.done), len(added.refused)) == (2, 1)
    assert within == [False, False, False]
    assert lying_in(folder) == named(world)
    assert len(named(world) - before) == 2


@pytest.mark.rule("A19")
def test_files_of_a_form_that_is_sent_twice_lie_there_once(real_world: World, folder):
    world = real_world
    drafted = world.prepared()
    key = uuid4()

    for _ in range(2):
        with operations.sent_with(key):
            add(world, drafted, "one", "two")

    assert lying_in(folder) == named(world)
    with standing_as(world.staff):
        assert EvidenceFile.objects.count() == 4


def test_nothing_is_stored_for_who_may_not_send(real_world: World, folder):
    world = real_world
    drafted = world.prepared()
    before = lying_in(folder)
    within.clear()

    with standing_as(world.staff) as by, pytest.raises(NotAllowed):
        uploads.add_files(
            submission=drafted, uploads=files("one"), document="evidence", by=by, now=world.now
        )

    assert (within, lying_in(folder)) == ([], before)


@pytest.mark.rule("A33")
def test_a_sheet_is_stored_before_it_is_attached(real_world: World, folder):
    world = real_world
    world.finalised()
    within.clear()

    with standing_as(world.worker) as by:
        message = OutboxMessage.objects.get(task="assessments.make_sheet")
        sheets.deliver_sheet(message=message.pk, by=by, now=world.now)

        assert (within, ResultSheet.objects.get().key in lying_in(folder)) == ([False], True)
