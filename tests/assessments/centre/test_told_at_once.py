"""What a centre is told at once: of a form, of files sent again, and of work that is not sent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from awarding.kernel import clock
from awarding.models import StoredFile
from tests.assessments.centre.drafts import filled, page, signed_form, state, upload, url
from tests.assessments.centre.test_sending import shown_on
from tests.centres.test_transfers import on_ordinary_code
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, words

ESSAY = b"%PDF-1.7 an essay"


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.mark.rule("A19", "A20", "Q26")
def test_an_empty_form_and_another_name_are_each_told_in_one_round(client, world):
    made = filled(world)
    at_centre(client, world)
    shown = shown_on(page(client, world, made))

    empty = client.post(url(world, made, "submit/"), {"shown": shown}).content.decode()
    other = client.post(
        url(world, made, "submit/"), {"shown": shown, "learner_name": "Someone Else"}
    ).content.decode()

    assert "Enter the learner&#x27;s name as signed on the cover sheet." in empty
    for told in (empty, other):
        assert "Tick that you sign the declaration for the centre." in told
        assert "Not confirmed yet: " in told
        assert 'id="id_points_error"' in told
        assert "There is a problem" in told
    assert "The declaration is signed “Someone Else”" in other
    assert state(world, made) == "draft"


@pytest.mark.rule("A19", "A20", "Q26")
def test_another_name_on_a_full_form_hides_no_requirement_left_open(client, world):
    made = filled(world)
    at_centre(client, world)
    shown = shown_on(page(client, world, made))
    form = {"shown": shown, "learner_name": "Someone Else", "centre_signs": "on"}

    told = client.post(url(world, made, "submit/"), form).content.decode()

    assert "Not confirmed yet: " in told
    assert "The declaration is signed “Someone Else”" in told


def test_the_page_says_that_a_change_of_the_files_clears_what_was_not_submitted(client, world):
    made = filled(world)
    at_centre(client, world)

    assert "clears what you ticked and typed below" in page(client, world, made)


@pytest.mark.rule("A25", "Q27")
def test_the_same_bytes_sent_again_are_told_to_the_centre_and_to_intake(client, world):
    sent = filled(world)
    at_centre(client, world)
    add(client, world, sent, upload("talk.pdf", ESSAY))
    judge(world)
    returned = world.returned(world.submitted(reviewed(world, sent)))

    told = add(client, world, returned, upload("speech.pdf", ESSAY), upload("new.pdf", b"%PDF 2"))
    judge(world)
    world.add_file(returned, "cover_sheet")
    world.submitted(reviewed(world, returned))
    staff = as_(Client(), world.staff)
    check = words(staff.get(f"/northgate/staff/checks/{sent.reference}/"))

    assert "“speech.pdf” is the same file as “talk.pdf” of upload 1" in told
    assert "“new.pdf” is the same" not in told
    assert "Not changed since upload 1, where it was “talk.pdf”." in check
    assert check.count("New in this upload.") == 2


def add(client, world, made, *files) -> str:
    given = {"document": "evidence", "uploads": list(files)}
    return client.post(url(world, made, "files/"), given, follow=True).content.decode()


def judge(world) -> None:
    with standing_as(world.worker):
        StoredFile.objects.filter(verdict="waiting").update(verdict="accepted")


def reviewed(world, made):
    world.review(made)
    world.sign(made)
    return made


@pytest.mark.rule("A12")
def test_work_that_cannot_be_sent_is_not_offered_on_the_learners_page(client, world):
    learner = on_ordinary_code(world)
    at_centre(client, world)

    told = client.get(centre_url(world, f"learners/{learner.learner_id}/")).content.decode()

    assert "/open/" not in told
    assert 'disabled aria-disabled="true"' in told
    assert "as soon as the awarding body has transferred the registration" in " ".join(
        told.split()
    )


def test_a_return_says_nothing_of_files_it_does_not_know(client, world):
    returned = world.returned(opens="talk.mp4 does not play.")
    at_centre(client, world)

    told = page(client, world, returned)

    assert "names no files" not in told
    assert "Read above what you were asked for" in told


@pytest.mark.rule("A39")
def test_the_working_page_names_the_work_and_marks_the_days_that_matter(client, world):
    sent = world.accepted()
    at_centre(client, world)

    told = words(client.get(url(world, sent, "clock/")))

    assert "Siân Gŵyn Llŷr, " in told
    assert "Back to the submission" in told
    for mark in ("Due soon from this day", "Nearly due from this day", "Due day"):
        assert told.count(mark) == 1
    assert "Past target from this day" not in told
    assert f"/{sent.reference}/clock/" in page(client, world, sent)


@pytest.mark.rule("A39")
def test_the_day_past_the_target_is_marked(client, world):
    world.now = clock.now() - timedelta(days=60)
    sent = world.accepted()
    at_centre(client, world)

    told = words(client.get(url(world, sent, "clock/")))

    assert told.count("Past target from this day") == 1


@pytest.mark.rule("Q19")
def test_a_centre_is_promised_no_day_before_its_work_is_accepted(client, world):
    sent = world.submitted()
    at_centre(client, world)

    told = words(client.get(url(world, sent, "clock/")))

    assert "Due soon from this day" not in told


@pytest.mark.rule("A19", "A20")
def test_a_page_from_before_a_file_was_added_says_so_beside_the_name_left_out(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made)
    del form["learner_name"]
    world.add_file(made, "witness")

    answer = client.post(url(world, made, "submit/"), form)
    told = answer.content.decode()

    assert answer.status_code == 409
    assert "The files changed while you were reading. Read them again, then confirm." in told
    assert escape("Enter the learner's name as signed on the cover sheet.") in told
    assert "Not confirmed yet" not in told
