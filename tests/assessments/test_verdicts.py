"""What the inspection found of a file is the portal's own word, given once (A19)."""

from typing import Any

import pytest

from awarding.models import StoredFile
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World


def a_file(world: World, verdict: str) -> int:
    """A stored file of which this was found."""
    world.add_file(world.prepared(), "witness", verdict)
    with standing_as(world.staff):
        return int(StoredFile.objects.latest("pk").pk)


def stored(world: World, **values: Any) -> StoredFile:
    given = {"key": "sent/by-hand", "name": "a.pdf", "size": 1, "sha256": "0" * 64}
    return StoredFile.objects.create(uploaded_at=world.now, **given | values)


@pytest.mark.rule("A19")
def test_a_centre_stores_a_file_that_waits_to_be_inspected(world: World):
    with standing_as(world.coordinator):
        assert stored(world).verdict == "waiting"


@pytest.mark.rule("A19")
@pytest.mark.parametrize(
    "found",
    [
        {"verdict": "accepted"},
        {"verdict": "refused"},
        {"scanned": "clean"},
        {"kind": "pdf"},
        {"content_type": "application/pdf"},
        {"verdict_code": "damaged"},
        {"verdict_words": "Fine."},
        {"inspected_at": "2026-11-20T10:00Z"},
    ],
    ids=lambda found: next(iter(found)),
)
def test_no_centre_says_what_was_found_of_its_own_file(world: World, found: dict[str, Any]):
    with standing_as(world.coordinator), kept_by("a_file_begins_waiting"):
        stored(world, **found)


@pytest.mark.rule("A19")
@pytest.mark.parametrize("verdict", ["accepted", "refused"])
@pytest.mark.parametrize(
    "other",
    [{"verdict": "waiting"}, {"verdict": "refused"}, {"verdict": "accepted"}, {"scanned": "x"}],
    ids=["waiting", "refused", "accepted", "scan"],
)
def test_a_verdict_that_was_given_stands(world: World, verdict: str, other: dict[str, str]):
    pk = a_file(world, verdict)
    with standing_as(world.worker):
        rows = StoredFile.objects.filter(pk=pk)
        if other == {"verdict": verdict}:
            assert rows.update(**other) == 1
        else:
            with kept_by("a_verdict_stands"):
                rows.update(**other)


@pytest.mark.rule("A19")
@pytest.mark.parametrize("found", [{"verdict": "accepted"}, {"scanned": "clean"}])
def test_nobody_inspects_files_in_person(world: World, found: dict[str, str]):
    pk = a_file(world, "waiting")
    with standing_as(world.staff), kept_by("the_portal_inspects_files"):
        StoredFile.objects.filter(pk=pk).update(**found)
    with standing_as(world.worker):
        assert StoredFile.objects.filter(pk=pk).update(**found) == 1
