"""A19: what a centre reads of files that were refused, in the list, the history and on a page."""

import re

import pytest

from assessments.models import EvidenceFile
from assessments.operations import uploads
from assessments.rules import clauses, drafting
from awarding.kernel.rules import Refused
from tests.assessments.centre.drafts import drafted, filled, judged_anew, page, upload, url
from tests.factories import standing_as
from tests.pages import as_, at_centre

DOES_NOT_PLAY = "The video does not play. Save it again as MP4, then add it."


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


def with_a_refused_one(world):
    """A draft with two good files and one that was refused."""
    made = filled(world)
    world.add_file(made, "evidence", verdict="refused", verdict_words=DOES_NOT_PLAY)
    return made


def address_of_the_refused(world, made) -> str:
    with standing_as(world.coordinator):
        pk = EvidenceFile.objects.get(file__verdict="refused").pk
    return url(world, made, f"files/{pk}/")


@pytest.mark.rule("A19")
def test_the_page_of_a_refused_file_names_it_says_why_and_leads_back_to_the_submission(
    client, world
):
    made = with_a_refused_one(world)
    at_centre(client, world)

    answer = client.get(address_of_the_refused(world, made))

    told = answer.content.decode()
    assert answer.status_code == 409
    assert "“evidence.pdf” was refused" in told
    assert DOES_NOT_PLAY in told
    assert "How the portal works, files · rule A19" in told
    assert re.findall(r'class="govuk-back-link" href="([^"]*)"', told) == [url(world, made)]
    assert "Go back" not in told
    assert "given to nobody" not in told


def test_staff_are_led_back_to_the_submission_of_a_refused_file(client, real_world):
    world = real_world
    sent = world.submitted()
    judged_anew(world, verdict="refused", verdict_words=DOES_NOT_PLAY)
    with standing_as(world.staff):
        pk = EvidenceFile.objects.earliest("pk").pk
    as_(client, world.staff)
    at = f"/northgate/staff/submissions/{sent.reference}/"

    told = client.get(f"{at}files/{pk}/").content.decode()

    assert f'href="{at}"' in told
    assert DOES_NOT_PLAY in told


def test_the_list_and_the_history_say_which_file_was_refused(client, world):
    made = with_a_refused_one(world)
    at_centre(client, world)

    answer = client.get(url(world, made))

    assert "1 file was refused: evidence.pdf." in answer.content.decode()
    added = [one.text for one in answer.context["history"] if one.title == "File added"]
    assert sorted(added) == ["cover_sheet.pdf", "evidence.pdf", "evidence.pdf: refused"]


def test_files_just_added_are_not_said_to_be_accepted(client, world):
    made = drafted(world)
    at_centre(client, world)
    given = {"document": "evidence", "uploads": [upload()]}

    told = client.post(url(world, made, "files/"), given, follow=True).content.decode()

    assert "1 file added. The list shows whether it is accepted." in told
    assert "govuk-notification-banner--success" not in told


def test_looking_again_asks_the_page_anew(client, world):
    """An address with a fragment that is open already only jumps; one without is loaded."""
    made = drafted(world)
    world.add_file(made, "evidence", verdict="waiting")
    at_centre(client, world)

    told = page(client, world, made)

    [at] = re.findall(r'href="([^"]*)">Look again', told)
    assert at == url(world, made)


def test_no_fingerprint_is_shown_of_no_files(client, world):
    made = drafted(world)
    at_centre(client, world)
    empty = page(client, world, made)
    world.add_file(made, "evidence")

    assert "Fingerprint of the files" not in empty
    assert "Fingerprint of the files" in page(client, world, made)


@pytest.mark.rule("A19")
def test_an_empty_file_is_refused_with_its_rule(client, world):
    made = drafted(world)
    at_centre(client, world)
    good, empty = upload(), upload("empty.pdf", b"")

    alone = client.post(
        url(world, made, "files/"), {"document": "evidence", "uploads": [empty]}
    ).content.decode()
    beside = client.post(
        url(world, made, "files/"), {"document": "evidence", "uploads": [good, empty]}, follow=True
    ).content.decode()

    for told in (alone, beside):
        assert "“empty.pdf” is empty. Choose the file again." in told
        assert "Each file is inspected before it is sent" in told
        assert "(How the portal works, files · rule A19)" in told


@pytest.mark.rule("A19")
@pytest.mark.parametrize(("size", "says"), [(0, "is empty"), (10, None), (11, "no larger than")])
def test_a_file_is_taken_that_holds_something_and_is_not_too_large(size, says):
    answer = drafting.file_can_be_taken("a.pdf", size, most=10)

    assert (answer is None) if says is None else says in str(answer.reason)


@pytest.mark.rule("A19")
def test_the_largest_file_that_is_taken_is_as_large_as_the_words_say():
    most = clauses.LARGEST_MEGABYTES * 1024 * 1024

    assert drafting.file_can_be_taken("a.pdf", most) is None
    assert drafting.file_can_be_taken("a.pdf", most + 1) is not None
    assert f"no larger than {clauses.LARGEST_MEGABYTES} MB" in clauses.LARGEST_FILE.words


@pytest.mark.rule("A19")
def test_an_empty_file_is_refused_by_the_act_itself_whatever_the_form_asked(world):
    made = drafted(world)
    with standing_as(world.coordinator) as by, pytest.raises(Refused) as no:
        uploads.add_file(
            submission=made, upload=upload("e.pdf", b""), document="evidence", by=by, now=world.now
        )
    with standing_as(world.coordinator) as by:
        batch = uploads.add_files(
            submission=made,
            uploads=[upload(), upload("e.pdf", b"")],
            document="evidence",
            by=by,
            now=world.now,
        )
        there = EvidenceFile.objects.count()

    assert "“e.pdf” is empty" in str(no.value.refusals[0].reason)
    assert (len(batch.done), len(batch.refused), there) == (1, 1, 1)
