"""One submission for staff: all that happened to it, its clock, its holds, its files."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments.models import EvidenceCopy, Hold, Submission
from assessments.operations import checking, copying, marking, signing
from assessments.queries import sending
from awarding.kernel.actors import Role
from awarding.kernel.clock import london_day
from awarding.operations import calendars as changing
from awarding.operations import sweeping
from awarding.queries import calendars
from tests.factories import standing_as
from tests.pages import client_of, words

HERE = "/northgate/staff"


def reference_of(made, world) -> str:
    """The reference of a submission, or of the one a result is of."""
    with standing_as(world.staff):
        return made.reference if isinstance(made, Submission) else made.submission.reference


@pytest.mark.rule("A39")
def test_the_history_and_the_working_say_that_the_due_day_moved(world, staff):
    sent = world.accepted(world.submitted(at=world.now - timedelta(days=40)))
    with standing_as(world.worker) as by:
        sweeping.sweep_clocks(by=by, now=world.now)
    with standing_as(world.staff) as by:
        calendar = sent.clock.calendar
        day = calendars.working_days(calendar.pk).after(london_day(world.now), -5)
        changing.correct_past_day(calendar=calendar, day=day, name="Flood", by=by, now=world.now)
    told = f"{day.day} {day:%B %Y} was a holiday (Flood)."

    page = words(staff.get(f"{HERE}/submissions/{sent.reference}/"))

    assert "Due day moved by" in page
    assert told in page
    assert "Past target since" in page
    assert told in words(staff.get(f"{HERE}/submissions/{sent.reference}/clock/"))


def test_the_page_of_a_submission_tells_everything_that_happened(world, staff):
    reference = reference_of(world.released(), world)

    page = words(staff.get(f"{HERE}/submissions/{reference}/"))

    for title in (
        "Sent by the centre", "Quality check begun", "Accepted", "Allocated",
        "Marking begun", "Handed to a lead assessor", "Quality assurance begun", "Finalised",
        "Released to the centre", "Result: Pass", "Registry: On its way",
    ):  # fmt: skip
        assert title in page
    assert "The lead assessor agreed on every criterion." in page
    assert f"{world.lead.name} (Lead assessor)" in page


def test_files_are_named_in_the_history_and_work_to_allocate_leads_there(world, staff):
    work = world.accepted()
    here = f"{HERE}/submissions/{work.reference}/"

    page = staff.get(here)
    reader = client_of(world.somebody(Role.BODY_READER)).get(here)

    told = words(page)
    assert "cover_sheet.pdf" in told.partition("History")[2]
    assert f"/allocate/?unit={world.unit.pk}" in page.content.decode()
    assert "/allocate/?unit=" not in reader.content.decode()


def test_a_copy_that_was_made_says_of_which_file(world, staff):
    work = world.accepted()
    with standing_as(world.worker) as by:
        second = EvidenceCopy.objects.filter(submission=work).latest("position")
        second.pk, second.position, second.key = None, second.position + 1, "copies/another"
        copying.keep_copy(submission=work, copy=second, by=by, now=world.now)

    page = words(staff.get(f"{HERE}/submissions/{work.reference}/"))

    assert f"File {second.position} of the upload" in page


def test_marking_that_is_under_way_is_told_to_have_begun(world, staff):
    work = world.allocated()
    with standing_as(world.assessor) as by:
        marking.start(marking=world.marking_of(work), by=by, now=world.now)

    page = words(staff.get(f"{HERE}/submissions/{work.reference}/"))

    assert f"Marking begun by {world.assessor.name}" in page
    assert "Mark sheet saved" not in page


@pytest.mark.rule("A25")
def test_the_page_of_a_submission_names_who_began_its_check_and_who_decided_it(world, staff):
    sent, other = world.submitted(), world.somebody(Role.INTAKE)
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    with standing_as(other) as by:
        world.check_and_accept(sent, by)

    page = words(staff.get(f"{HERE}/submissions/{sent.reference}/"))

    assert f"Begun by {world.staff.name}. Decided by {other.name}." in page


@pytest.mark.rule("A20")
def test_the_page_of_a_submission_names_who_reviewed_it_at_the_centre(world, staff):
    drafted, tutor = world.prepared(), world.somebody(Role.TUTOR, centre=world.centre)
    with standing_as(tutor) as by:
        given = {"points": world.unit.requirements, "by": by, "now": world.now}
        signing.review(submission=drafted, shown=sending.content_of(drafted), **given)

    page = words(staff.get(f"{HERE}/submissions/{world.submitted(drafted).reference}/"))

    assert f"Confirmed by {tutor.name} on" in page


@pytest.mark.parametrize("stage", ["submitted", "returned", "allocated", "marked", "ready"])
def test_the_page_of_a_submission_can_be_read_at_every_stage(world, staff, stage):
    reference = reference_of(getattr(world, stage)(), world)

    assert staff.get(f"{HERE}/submissions/{reference}/").status_code == 200


def test_a_draft_is_the_centres_own(world, staff):
    drafted = world.prepared()

    assert staff.get(f"{HERE}/submissions/{drafted.reference}/").status_code == 404
    assert drafted.reference not in words(staff.get(f"{HERE}/submissions/"))


@pytest.mark.parametrize("find", ["{reference}", "siân gwyn", "Sian", "GWYN", "llyr"])
def test_a_submission_is_found_by_its_reference_or_its_learner(world, staff, find):
    sent = world.submitted()

    asked = find.format(reference=sent.reference.lower())

    assert sent.reference in words(staff.get(f"{HERE}/submissions/", {"find": asked}))
    assert "No submission was found." in words(staff.get(f"{HERE}/submissions/?find=zebedee"))


@pytest.mark.parametrize("name", ["Mary O’Neill", "Mary O'Neill"])
@pytest.mark.parametrize("find", ["o'neill", "O’NEILL"])
def test_a_learner_is_found_with_either_apostrophe(world, staff, name, find):
    sent = world.submitted(world.prepared(world.registered(name)))

    assert sent.reference in words(staff.get(f"{HERE}/submissions/", {"find": find}))


@pytest.mark.rule("A39")
def test_the_working_of_the_clock_is_shown_day_by_day(world, staff):
    sent = world.submitted(at=datetime(2026, 11, 20, 10, 0, tzinfo=UTC))

    page = words(staff.get(f"{HERE}/submissions/{sent.reference}/clock/"))

    assert "Fri 20 Nov 2026 – Day of receipt" in page
    assert "Sat 21 Nov 2026 – Saturday" in page
    assert "Fri 25 Dec 2026 – Christmas Day" in page
    assert "up to 25 working days" in page


def test_a_result_is_held_and_the_hold_lifted_with_reasons(world, staff):
    at = f"{HERE}/submissions/{reference_of(world.ready(), world)}/"

    silent = words(staff.post(f"{at}hold/", {"kind": "appeal"}))
    held = staff.post(
        f"{at}hold/", {"kind": "appeal", "reason": "Asked about page 3."}, follow=True
    )
    with standing_as(world.staff):
        hold = Hold.objects.get()
    lifted = staff.post(f"{HERE}/holds/{hold.pk}/lift/", {"because": "Answered."}, follow=True)
    again = staff.post(f"{HERE}/holds/{hold.pk}/lift/", {"because": "Again."}, follow=True)

    assert "This hold was lifted already." in words(again)
    assert "Say why the result is held." in silent
    assert "Asked about page 3." in words(held)
    assert "Lift this hold" in words(held)
    assert "Answered." in words(lifted)


def test_acts_are_offered_to_those_who_may_do_them(world):
    sent, accepted = world.submitted(), world.accepted()
    reader = client_of(world.somebody(Role.BODY_READER))

    assert "Start the check" not in words(reader.get(f"{HERE}/checks/{sent.reference}/"))
    allocate = reader.get(f"{HERE}/allocate/").content.decode()
    assert accepted.reference in allocate
    assert 'type="checkbox"' not in allocate
    refused = reader.post(f"{HERE}/checks/{sent.reference}/start/")
    assert (refused.status_code, "This is done by: Intake." in words(refused)) == (403, True)


def test_the_result_sheet_is_downloaded_before_release_by_staff(world, staff):
    ready = world.ready()
    with standing_as(world.staff):
        key = ready.sheet.key
    default_storage.save(key, ContentFile(b"%PDF-1.7"))

    given = staff.get(f"{HERE}/submissions/{reference_of(ready, world)}/sheet/")

    assert given["Content-Disposition"].startswith("attachment")
    given.close()
