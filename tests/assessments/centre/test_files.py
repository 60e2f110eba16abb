"""A19, A21: what a centre reads when files are added, refused, left out or taken out again."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from assessments.models import EvidenceFile, Submission
from assessments.operations import uploads
from awarding.models import Entry
from tests.assessments.centre.drafts import (
    drafted,
    filled,
    page,
    signed_form,
    state,
    upload,
    url,
)
from tests.factories import standing_as
from tests.pages import as_, at_centre


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


def add(client, world, made, *uploads, document="evidence"):
    given = {"document": document, "uploads": list(uploads)}
    return client.post(url(world, made, "files/"), given, follow=True).content.decode()


def kept(world) -> int:
    with standing_as(world.coordinator):
        return EvidenceFile.objects.count()


def scanned(world, learner, found: str) -> Submission:
    """Work that was sent, of whose files the scanner said this."""
    made = drafted(world, world.registered(learner))
    for document in ("evidence", "cover_sheet"):
        world.add_file(made, document, scanned=found)
    world.review(made)
    world.sign(made)
    return world.submitted(made)


def test_an_empty_file_does_not_take_the_others_with_it(client, world):
    made = drafted(world)
    at_centre(client, world)
    good = [upload(f"{n}.pdf", b"%PDF " + bytes([n])) for n in range(6)]

    told = add(client, world, made, *good[:3], upload("empty.pdf", b""), *good[3:])

    assert "6 files added." in told
    assert "Not added: “empty.pdf” is empty. Choose the file again." in told
    assert kept(world) == 6


def test_files_of_which_none_can_be_taken_are_each_named(client, world):
    made = drafted(world)
    at_centre(client, world)

    told = add(client, world, made, upload("a.pdf", b""), upload("b.pdf", b""))

    assert ("“a.pdf” is empty." in told, "“b.pdf” is empty." in told) == (True, True)
    assert kept(world) == 0


@pytest.mark.rule("A19")
def test_the_same_file_is_added_once_whatever_it_is_called(client, world):
    made = drafted(world)
    at_centre(client, world)
    add(client, world, made, upload("essay.pdf"))

    again = add(client, world, made, upload("copy.pdf"), upload("more.pdf", b"%PDF-1.7 more"))
    alike = add(client, world, made, upload("other.pdf", b"%PDF-1.7 made UP"))

    assert "Not added: “copy.pdf” is in this upload already, as “essay.pdf”." in again
    assert "The portal’s own rule: A file is added to an upload once" in again
    assert "(How the portal works, files · rule A19)" in again
    assert "1 file added." in again
    assert "1 file added." in alike
    assert kept(world) == 3


@pytest.mark.rule("A19", "A21")
def test_one_file_may_be_two_kinds_of_document(client, world):
    made = drafted(world)
    at_centre(client, world)
    add(client, world, made, upload("essay.pdf"))

    told = add(client, world, made, upload("essay.pdf"), document="cover_sheet")

    assert "1 file added." in told
    assert "Evidence (being checked), Cover sheet (being checked)" in told


@pytest.mark.rule("A21")
def test_a_refused_file_is_still_missing(client, world):
    made = filled(world, "refused")
    at_centre(client, world)

    told = page(client, world, made)

    assert "Add what is missing: Evidence." in told
    assert '<span class="p-strong">Evidence</span>' in told


@pytest.mark.rule("A21")
def test_a_file_that_is_still_being_checked_does_not_count_as_there(client, world):
    made = filled(world, "waiting")
    at_centre(client, world)

    told = page(client, world, made)

    assert '<span class="p-strong">Evidence (being checked)</span>' in told


def test_refused_files_are_removed_in_one_act_and_each_is_told(client, world):
    made = filled(world)
    world.add_file(made, "evidence", verdict="refused")
    world.add_file(made, "evidence", verdict="refused")
    at_centre(client, world)
    before = page(client, world, made)

    told = client.post(url(world, made, "files/remove-refused/"), follow=True).content.decode()

    assert "Remove the refused files" in before
    assert "The refused files are removed." in told
    assert "Remove the refused files" not in told
    assert kept(world) == 2
    assert told.count("File taken out") == 2


def test_a_file_no_scanner_looked_at_says_so_to_the_centre_and_to_staff(client, world):
    sent = [scanned(world, "Ann", "not scanned"), scanned(world, "Bo", "clean")]
    staff = as_(Client(), world.staff)
    at_centre(client, world)

    told = [
        told
        for one in sent
        for told in (
            page(client, world, one),
            staff.get(f"/northgate/staff/checks/{one.reference}/").content.decode(),
        )
    ]

    words = "Not scanned for viruses: no scanner is set up."
    assert [words in one for one in told] == [True, True, False, False]


def test_what_was_added_and_taken_out_again_both_stay_in_the_history(client, world):
    made = filled(world)
    with standing_as(world.coordinator) as by:
        for evidence in EvidenceFile.objects.select_related("submission", "file"):
            uploads.remove_file(evidence=evidence, by=by, now=world.now)
    world.submitted(world.filled(made))
    at_centre(client, world)
    staff = as_(Client(), world.staff)

    own = client.get(url(world, made)).context["history"]
    theirs = staff.get(f"/northgate/staff/submissions/{made.reference}/").context["history"]

    added = [line for line in own if line.title == "File added"]
    gone = [line for line in own if line.title == "File taken out"]
    assert sorted(line.text for line in added) == ["cover_sheet.pdf"] * 2 + ["evidence.pdf"] * 2
    assert sorted(line.text for line in gone) == ["cover_sheet.pdf", "evidence.pdf"]
    assert [line.at for line in own] == sorted((line.at for line in own), reverse=True)
    titles = [line.title for line in theirs]
    assert (titles.count("File added"), titles.count("File taken out")) == (4, 2)


def test_the_history_asks_as_much_for_many_files_taken_out_as_for_one(client, world):
    made = drafted(world)
    at_centre(client, world)

    def after_taking_out(n: int) -> int:
        for _ in range(n):
            world.add_file(made, "evidence")
        with standing_as(world.coordinator) as by:
            for evidence in EvidenceFile.objects.select_related("submission", "file"):
                uploads.remove_file(evidence=evidence, by=by, now=world.now)
        with CaptureQueriesContext(connection) as asked:
            client.get(url(world, made))
        return len(asked)

    assert after_taking_out(1) == after_taking_out(6)


@pytest.mark.rule("A19", "Q27")
def test_a_returned_upload_nobody_signed_says_that_nobody_signed(client, world):
    returned = world.returned()
    at_centre(client, world)

    told = page(client, world, returned)

    assert "The learner has not signed for these files yet." in told
    assert "The files changed after" not in told


@pytest.mark.rule("A19")
def test_sending_again_from_an_old_page_says_when_and_by_whom_it_was_sent(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made)
    client.post(url(world, made, "submit/"), form)
    emptied = form | {"learner_name": ""}

    for late in (emptied, form):
        answer = client.post(url(world, made, "submit/"), late, follow=True)
        told = answer.content.decode()

        assert answer.status_code == 200
        assert "This was sent already, on " in told
        assert escape(f", by {world.coordinator.name}. Nothing was sent again.") in told
        assert "There is a problem" not in told
    assert state(world, made) == "submitted"
    with standing_as(world.coordinator):
        assert Entry.objects.filter(act="submission.submit").count() == 1


@pytest.mark.rule("A41")
def test_no_file_of_a_returned_upload_is_ticked_before_somebody_looked_at_it(client, world):
    returned = world.returned(signed="Sign the cover sheet.")
    at_centre(client, world)

    told = page(client, world, returned)

    boxes = re.findall(r'<input[^>]*name="kept"[^>]*>', told)
    assert len(boxes) == 2
    assert [one for one in boxes if "checked" in one] == []
