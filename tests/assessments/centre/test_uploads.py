"""A centre's files: added, named where they cannot be, taken out."""

import pytest

from assessments.forms.sending import ENDINGS
from assessments.models import EvidenceFile
from awarding.inspection.kinds import BY_ENDING
from awarding.models import Entry
from tests.assessments.centre.drafts import drafted, page, upload, url
from tests.factories import standing_as
from tests.pages import at_centre


def test_several_files_are_added_at_once_without_a_script(client, world):
    made = drafted(world)
    at_centre(client, world)

    answer = client.post(
        url(world, made, "files/"),
        {"document": "evidence", "uploads": [upload("one.pdf"), upload("two.docx", b"PK")]},
        follow=True,
    )
    told = answer.content.decode()

    assert "2 files added." in told
    assert [name in told for name in ("one.pdf", "two.docx", "Being checked")] == [True] * 3


def test_files_sent_twice_are_added_once(client, world):
    made = drafted(world)
    at_centre(client, world)
    sent = {"document": "evidence", "form_key": "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"}

    for _ in range(2):
        two = [upload("a.pdf"), upload("b.pdf", b"%PDF-1.7 another")]
        client.post(url(world, made, "files/"), {**sent, "uploads": two})

    with standing_as(world.coordinator):
        assert EvidenceFile.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"document": "evidence"}, "Choose at least one file to add."),
        ({"document": "evidence", "uploads": upload("x.pdf", b"")}, "“x.pdf” is empty."),
        ({"document": "novel", "uploads": upload()}, "Choose one of the answers offered."),
    ],
)
def test_what_is_wrong_with_an_upload_is_said(client, world, sent, told):
    made = drafted(world)
    at_centre(client, world)

    answer = client.post(url(world, made, "files/"), sent).content.decode()

    assert told in answer
    assert "<title>Error: " in answer


def test_the_file_picker_offers_what_the_inspection_accepts():
    assert set(ENDINGS) == set(BY_ENDING)


def test_each_file_shows_its_verdict_the_reason_and_what_to_do(client, world):
    made = drafted(world)
    world.add_file(made, "evidence", verdict="waiting")
    why = "The file is protected with a password. Save a copy without it."
    world.add_file(made, "cover_sheet", verdict="refused", verdict_words=why)
    at_centre(client, world)

    told = page(client, world, made)

    assert "Being checked" in told
    assert "Refused" in told
    assert "Save a copy without it." in told
    assert "Look again" in told
    row = told.partition("Save a copy without it.")[2].partition("</li>")[0]
    assert "The portal’s own rule: Each file is inspected before it is sent" in row
    assert "How the portal works, files · rule A19" in row


def test_a_file_is_removed(client, world):
    made = drafted(world)
    world.add_file(made, "evidence")
    at_centre(client, world)
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.get()

    told = client.post(url(world, made, f"files/{file.pk}/remove/"), follow=True).content.decode()

    assert "“evidence.pdf” removed." in told
    assert "No files yet." in told
    assert "File taken out" in told


def test_a_file_of_several_that_is_there_already_is_left_out_by_name(client, world):
    made = drafted(world)
    at_centre(client, world)
    sent = {"document": "evidence", "form_key": "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"}

    for _ in range(2):
        three = [upload("a.pdf"), upload("again.pdf"), upload("b.pdf", b"%PDF-1.7 another")]
        answer = client.post(url(world, made, "files/"), {**sent, "uploads": three}, follow=True)
        told = answer.content.decode()

        assert "2 files added." in told
        assert "Not added: “again.pdf” is in this upload already, as “a.pdf”." in told
    with standing_as(world.coordinator):
        names = EvidenceFile.objects.values_list("file__name", flat=True)
        assert sorted(names) == ["a.pdf", "b.pdf"]
        assert Entry.objects.filter(act="submission.add_file").count() == 2


def test_a_file_removed_since_is_not_counted_when_its_form_is_sent_again(client, world):
    made = drafted(world)
    at_centre(client, world)
    sent = {"document": "evidence", "form_key": "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"}
    for _ in range(2):
        two = [upload("a.pdf"), upload("b.pdf", b"%PDF-1.7 another")]
        at = url(world, made, "files/")
        answer = client.post(at, {**sent, "uploads": two}, follow=True)
        with standing_as(world.coordinator):
            EvidenceFile.objects.filter(file__name="b.pdf").delete()

    assert "1 file added." in answer.content.decode()
