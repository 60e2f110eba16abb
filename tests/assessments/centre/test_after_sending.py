"""Work that was sent: returned, accepted, withdrawn, and its history."""

import re
from datetime import timedelta

import pytest

from assessments.models import EvidenceFile
from assessments.operations import checking
from awarding.kernel import clock
from awarding.models import Deadline
from awarding.operations import calendars
from awarding.queries import calendars as queries
from tests.assessments.centre.drafts import (
    POINTS,
    page,
    signed_form,
    state,
    upload,
    url,
)
from tests.factories import standing_as
from tests.pages import at_centre


@pytest.mark.rule("A41")
def test_returned_work_says_why_point_by_point_and_by_when(client, world):
    sent = world.submitted()
    world.returned(sent, signed="Sign the cover sheet.", opens="Send file 2 again.")
    at_centre(client, world)

    told = page(client, world, sent)

    assert "Returned to you: answer by 4 December 2026" in told
    assert "Send file 2 again." in told
    assert "Not met: Every file opens and can be assessed." in told
    assert "Clock not started: the submission was not correct yet." in told
    assert "of 25 working days" not in told
    assert "Files of earlier uploads" in told


@pytest.mark.rule("A19", "A41")
def test_files_of_a_returned_upload_are_kept_and_sent_again_as_they_are(client, world):
    sent = world.submitted()
    world.returned(sent)
    at_centre(client, world)
    offered = re.findall(r'name="kept" value="(\d+)"', page(client, world, sent))
    at = url(world, sent, "files/keep/")

    once = client.post(at, {"kept": offered}, follow=True).content.decode()
    again = client.post(at, {"kept": offered}, follow=True).content.decode()
    client.post(url(world, sent, "submit/"), signed_form(client, world, sent))

    assert (len(offered), "Keep these files" in once) == (2, False)
    assert "That file is kept already, or was never sent." in again
    assert state(world, sent) == "submitted"
    with standing_as(world.coordinator):
        uploads = [
            list(EvidenceFile.objects.filter(upload_version=n).values_list("file", "document"))
            for n in (1, 2)
        ]
    assert uploads[0] == uploads[1]


def test_keeping_nothing_is_answered_on_the_page(client, world):
    sent = world.submitted()
    world.returned(sent)
    at_centre(client, world)

    answer = client.post(url(world, sent, "files/keep/"), {})

    assert "Tick at least one file to keep." in answer.content.decode()


@pytest.mark.rule("A19")
def test_work_that_was_sent_offers_nothing_that_changes_it(client, world):
    sent = world.submitted()
    at_centre(client, world)

    told = page(client, world, sent)
    late = client.post(url(world, sent, "files/"), {"document": "evidence", "uploads": upload()})
    review = client.post(url(world, sent, "review/"), POINTS)

    assert "Add files" not in told
    assert late.status_code == 409
    assert "The files of a submission that was sent do not change" in late.content.decode()
    assert review.status_code == 409


@pytest.mark.rule("A38", "A39")
def test_accepted_work_shows_its_clock_and_how_it_is_counted(client, world):
    world.now = clock.now() - timedelta(days=10)
    sent = world.accepted()
    at_centre(client, world)

    told = page(client, world, sent)

    assert re.search(r"Day \d+ of 25 working days", told)
    assert f"/{sent.reference}/clock/" in told
    assert "Quality check passed" in told
    assert "Northgate Awards (Intake)" in told


def test_work_is_withdrawn_with_a_reason_and_its_clock_no_longer_counts(client, world):
    sent = world.submitted()
    at_centre(client, world)
    asked = client.get(url(world, sent, "withdraw/")).content.decode()
    silent = client.post(url(world, sent, "withdraw/"), {"because": " "}).content.decode()

    told = client.post(
        url(world, sent, "withdraw/"), {"because": "Sent for the wrong learner."}, follow=True
    ).content.decode()

    assert "Why it is withdrawn" in asked
    assert "Enter why the work is withdrawn." in silent
    assert "Reason: Sent for the wrong learner." in told
    with standing_as(world.staff):
        assert Deadline.objects.get(pk=sent.clock_id).ended_as == "void"


@pytest.mark.rule("A19", "A25")
@pytest.mark.parametrize(
    ("stage", "why"),
    [
        ("checking", "The quality check of this work has begun, so it is not withdrawn now."),
        ("accepted", "This work passed its quality check and is being assessed"),
    ],
)
def test_work_that_cannot_be_withdrawn_says_why_and_so_does_the_address(client, world, stage, why):
    sent = opened(world) if stage == "checking" else world.accepted()
    at_centre(client, world)

    told = page(client, world, sent)
    answers = [
        client.get(url(world, sent, "withdraw/")),
        client.post(url(world, sent, "withdraw/"), {"because": "Sent for the wrong learner."}),
    ]

    assert [one.status_code for one in answers] == [409, 409]
    for words in (one.content.decode() for one in answers):
        assert "Back to the submission" in words
        assert 'name="because"' not in words
    assert "What you typed" in answers[1].content.decode()
    assert "Sent for the wrong learner." in answers[1].content.decode()
    for words in (told, *(one.content.decode() for one in answers)):
        assert why in words
        assert "How the portal works, withdrawing · rule A19" in words
        assert "A centre may withdraw work until its quality check begins" in words
    assert 'disabled aria-disabled="true"' in told
    assert state(world, sent) == stage


def opened(world):
    """Work whose quality check intake has opened."""
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    return sent


@pytest.mark.rule("A35")
def test_the_history_names_people_of_the_centre_and_the_others_by_role(client, world):
    sent = world.accepted()
    at_centre(client, world)

    told = client.get(url(world, sent)).context["history"]

    lines = [(line.title, line.by) for line in told]
    assert lines[0] == (
        "Quality check passed: the work is being assessed",
        "Northgate Awards (Intake)",
    )
    assert ("Sent to the awarding body", world.coordinator.name) in lines
    assert lines[-1] == ("Draft opened", world.coordinator.name)
    assert len(lines) == 8


@pytest.mark.rule("A39")
@pytest.mark.parametrize(("stage", "times"), [("submitted", 0), ("accepted", 1)])
def test_the_history_tells_that_the_due_day_moved_once_a_day_is_promised(
    client, world, stage, times
):
    sent = getattr(world, stage)()
    with standing_as(world.staff) as by:
        calendar = sent.clock.calendar
        day = queries.working_days(calendar.pk).after(clock.london_day(world.now), 3)
        calendars.declare_holiday(calendar=calendar, day=day, name="Fair", by=by, now=world.now)
    at_centre(client, world)

    told = client.get(url(world, sent)).context["history"]

    moved = [line for line in told if line.title == "Due day moved"]
    assert [line.by for line in moved] == ["Northgate Awards (Administrator)"] * times
    assert all(f"(Fair, {day.day} {day:%B %Y})." in line.text for line in moved)
