"""Notes of staff: for colleagues alone, and kept as they were written."""

import pytest
from django.db import ProgrammingError, transaction

from assessments.models import Note
from awarding.kernel.actors import Role
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.pages import client_of, words

SAID = {"words": "The centre rang: the tutor is away until Monday."}


@pytest.fixture
def work(world):
    return world.marked()


def at(work) -> str:
    return f"/northgate/staff/submissions/{work.reference}/"


def test_a_note_is_read_by_colleagues_with_who_left_it(world, staff, work):
    left = staff.post(f"{at(work)}notes/", SAID, follow=True)
    reader = words(client_of(world.somebody(Role.BODY_READER)).get(at(work)))

    assert "The note is kept." in words(left)
    assert f"the tutor is away until Monday. {world.staff.name}," in reader
    assert f"Note left for colleagues by {world.staff.name}" in reader
    assert "Leave a note for colleagues" not in reader


def test_neither_the_centre_nor_the_assessor_is_told_of_a_note(world, staff, assessor, work):
    staff.post(f"{at(work)}notes/", SAID)
    centre = client_of(world.coordinator)

    pages = [
        words(
            centre.get(f"/northgate/centre/{world.centre.number}/submissions/{work.reference}/")
        ),
        words(assessor.get(f"/northgate/assessor/marking/{work.reference}/")),
    ]

    assert [("rang" in page, "Note" in page) for page in pages] == [(False, False)] * 2
    for side in (world.coordinator, world.assessor):
        with (
            standing_as(side),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            Note.objects.exists()


def test_a_note_without_words_is_given_back(staff, world, work):
    answer = staff.post(f"{at(work)}notes/", {"words": " "})

    with standing_as(world.staff):
        assert not Note.objects.exists()
    assert "Write the note." in words(answer)


def test_who_marks_the_work_leaves_no_note_about_it(world):
    both = world.somebody(Role.ASSESSOR, Role.ALLOCATION)
    world.approve(both)
    work = world.allocated(to=both)

    assert client_of(both).post(f"{at(work)}notes/", SAID).status_code == 409


def test_a_note_stays_as_it_was_written(world, staff, work):
    staff.post(f"{at(work)}notes/", SAID)
    with standing_as(world.staff) as by:
        for change in (lambda rows: rows.update(words="Another."), lambda rows: rows.delete()):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                change(Note.objects.all())
        with kept_by("a_note_says_something"):
            Note.objects.create(
                centre_id=work.centre_id,
                submission=work,
                words="\n ",
                written_at=world.now,
                written_by=by.person,
            )
