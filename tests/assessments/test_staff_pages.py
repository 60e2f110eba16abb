"""The pages of staff: what waits, the quality check, allocation, holds, a submission whole."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from assessments.models import Allocation, Hold, Marking, QualityCheck, Submission
from assessments.operations import checking
from assessments.queries import queues
from awarding.kernel.actors import Actor, Role
from awarding.kernel.clock import london_day
from awarding.models import Person
from awarding.operations import calendars as changing
from awarding.operations import sweeping
from awarding.queries import calendars
from centres.models import AssessorApproval, ConflictOfInterest
from tests.factories import member, person, signed_in, standing_as

HERE = "/northgate/staff"


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    own = {"default": folder | {"OPTIONS": {"location": str(tmp_path)}}}
    settings.STORAGES = settings.STORAGES | own


@pytest.fixture
def now() -> datetime:
    """Today: pages ask the database what day it is."""
    return datetime.now(UTC)


def client_of(somebody: Actor) -> Client:
    return signed_in(Client(), Person.objects.get(pk=somebody.person))


@pytest.fixture
def staff(world):
    return client_of(world.staff)


def words(answer) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def reference_of(made, world) -> str:
    """The reference of a submission, or of the one a result is of."""
    with standing_as(world.staff):
        return made.reference if isinstance(made, Submission) else made.submission.reference


def points(submission, world, **answers) -> dict:
    """Answers to every point of the check: met, but those named with what to do."""
    with standing_as(world.staff):
        asked = [point.code for point in world.points(submission)]
    told = {f"met-{n}": "no" if code in answers else "yes" for n, code in enumerate(asked)}
    return told | {f"what-{n}": answers.get(code, "") for n, code in enumerate(asked)}


ANSWER_BY = {"answer_by_0": "1", "answer_by_1": "2", "answer_by_2": "2027"}


def test_the_first_page_counts_what_waits_and_says_how_long(world, staff):
    world.submitted()
    world.accepted()

    answer = staff.get(f"{HERE}/queues/")

    assert staff.get("/").url == f"{HERE}/queues/"
    told = words(answer)
    assert "1 1 Quality check" in told
    assert "1 1 Allocate" in told
    assert told.count("Oldest: Day 1") == 2
    assert f'href="{HERE}/checks/"' in answer.content.decode()


@pytest.mark.parametrize("queue", ["checks", "allocate", "with-assessors", "submissions"])
def test_a_list_asks_as_much_for_thirty_rows_as_for_one(
    world, staff, queue, django_assert_max_num_queries, django_assert_num_queries
):
    make = {"checks": world.submitted, "allocate": world.accepted}.get(queue, world.allocated)
    make()
    with django_assert_max_num_queries(40) as one:
        staff.get(f"{HERE}/{queue}/")
    make()
    make()

    with django_assert_num_queries(len(one.captured_queries)):
        staff.get(f"{HERE}/{queue}/")


def test_a_queue_is_narrowed_by_the_colour_of_its_clocks(world, staff):
    sent = world.submitted()

    assert sent.reference in words(staff.get(f"{HERE}/checks/?colour=green"))
    assert "Nothing here fits the filter." in words(staff.get(f"{HERE}/checks/?colour=breached"))


@pytest.mark.rule("Q17")
@pytest.mark.parametrize("later", range(8))
def test_the_filter_by_colour_agrees_with_what_the_clocks_say(world, later):
    for days in (1, 26, 29, 33, 34, 35, 36, 37, 60):
        at = world.now - timedelta(days=days)
        world.submitted(world.prepared(world.registered(f"L{days}")), at=at)

    with standing_as(world.staff):
        on = london_day(world.now + timedelta(days=later))
        rows = queues.waiting(queues.Queue.CHECK)
        colours = {line.pk: line.clock.colour for line in queues.page(rows, {}, on=on).rows}
        found = {
            colour: {one.pk for one in queues.narrowed(rows, queues.Wanted(colour=colour), on)}
            for colour in queues.COLOURS
        }
    assert found == {
        colour: {pk for pk, one in colours.items() if one == colour} for colour in queues.COLOURS
    }
    assert found["green"]
    assert found["breached"]


@pytest.mark.rule("A39")
def test_the_history_and_the_working_say_that_the_due_day_moved(world, staff):
    sent = world.accepted(world.submitted(at=world.now - timedelta(days=40)))
    with standing_as(world.staff) as by:
        calendar = sent.clock.calendar
        sweeping.sweep_clocks(by=world.worker, now=world.now)
        day = calendars.working_days(calendar.pk).after(london_day(world.now), -5)
        changing.correct_past_day(calendar=calendar, day=day, name="Flood", by=by, now=world.now)
    told = f"{day.day} {day:%B %Y} was a holiday (Flood)."

    page = words(staff.get(f"{HERE}/submissions/{sent.reference}/"))

    assert "Due day moved by" in page
    assert told in page
    assert "Past target since" in page
    assert told in words(staff.get(f"{HERE}/submissions/{sent.reference}/clock/"))


def test_a_check_is_begun_and_the_work_accepted(world, staff):
    sent = world.submitted()

    begun = staff.post(f"{HERE}/checks/{sent.reference}/start/")
    page = words(staff.get(begun.url))
    done = staff.post(begun.url, {"act": "all-met"}, follow=True)

    assert "Every file opens and can be assessed." in page
    assert "Signed for exactly these files." in page
    assert f"{sent.reference} is accepted." in words(done)
    with standing_as(world.staff):
        assert Submission.objects.get().state == "accepted"
        check = QualityCheck.objects.get()
        assert check.outcome == "accepted"
        assert all(point.is_met for point in check.points.all())


def test_the_next_check_and_its_acceptance_are_two_presses(world, staff):
    first = world.submitted()
    world.submitted(world.prepared(world.registered("Rhys Bowen")))

    begun = staff.post(f"{HERE}/checks/next/")
    done = staff.post(begun.url, {"act": "all-met"}, follow=True)
    staff.post(f"{HERE}/checks/next/")
    nothing = staff.post(f"{HERE}/checks/next/", follow=True)

    assert begun.url == f"{HERE}/checks/{first.reference}/"
    assert f"{first.reference} is accepted." in words(done)
    assert "Nothing waits for its quality check." in words(nothing)


def test_work_is_returned_with_what_to_do_and_by_when(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")

    done = staff.post(
        f"{HERE}/checks/{sent.reference}/",
        {"act": "return", **points(sent, world, signed="Sign the cover sheet."), **ANSWER_BY},
        follow=True,
    )

    assert f"{sent.reference} is returned to the centre." in words(done)
    with standing_as(world.staff):
        check = QualityCheck.objects.get()
        assert (check.outcome, str(check.answer_by)) == ("returned", "2027-02-01")
        assert [one.what_to_do for one in check.points.filter(is_met=False)] == [
            "Sign the cover sheet."
        ]


@pytest.mark.rule("A25")
def test_accepting_what_is_not_met_is_refused_and_nothing_typed_is_lost(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")

    answer = staff.post(
        f"{HERE}/checks/{sent.reference}/",
        {"act": "all-met", **points(sent, world, opens="Send page 2 again.")},
    )

    assert answer.status_code == 409
    assert "Return it, or confirm what is not met: Every file opens" in words(answer)
    assert "rule A25" in words(answer)
    assert "Send page 2 again." in answer.content.decode()


@pytest.mark.rule("A25")
def test_a_point_nobody_answered_is_not_taken_as_met(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")

    answer = staff.post(f"{HERE}/checks/{sent.reference}/", {"act": "accept", "met-0": "yes"})

    assert answer.status_code == 409
    assert "Not answered: The work is that of the registered learner" in words(answer)
    with standing_as(world.staff):
        assert Submission.objects.get().state == "checking"


def test_a_return_without_words_says_what_is_missing(world, staff):
    sent = world.submitted()
    staff.post(f"{HERE}/checks/{sent.reference}/start/")
    at = f"{HERE}/checks/{sent.reference}/"

    unanswered = words(staff.post(at, {"act": "return"}))
    past = {**ANSWER_BY, "answer_by_2": "2020"}
    too_early = words(staff.post(at, {"act": "return", **points(sent, world), **past}))
    all_met = staff.post(at, {"act": "return", **points(sent, world), **ANSWER_BY})

    assert "Choose whether this is met: " in unanswered
    assert "Enter the day by which the centre should answer." in unanswered
    assert "Answer by must be a day after today." in too_early
    assert (all_met.status_code, "Every point is met." in words(all_met)) == (409, True)


def test_a_file_is_given_as_an_attachment_and_to_nobody_elsewhere(world, staff, other_body):
    sent = world.submitted()
    with standing_as(world.staff):
        evidence = sent.files.select_related("file").first()
    stranger = person("cal@mti.test", "Cal Reid")
    member(stranger, other_body, Role.INTAKE)
    at = f"{HERE}/submissions/{sent.reference}/files/{evidence.pk}/"

    given = staff.get(at)

    assert given["Content-Disposition"].startswith("attachment")
    assert b"".join(given.streaming_content).startswith(b"evidence")
    assert signed_in(Client(), stranger).get(at).status_code == 404
    assert signed_in(Client(), stranger).get(at.replace("northgate", "mti")).status_code == 404


def test_ticked_work_goes_to_one_assessor(world, staff):
    first, second = world.accepted(), world.accepted()
    with standing_as(world.staff):
        ticked = [world.marking_of(one).pk for one in (first, second)]
        membership = world.membership(world.assessor).pk

    page = words(staff.get(f"{HERE}/allocate/"))
    done = staff.post(f"{HERE}/allocate/", {"ticked": ticked, "assessor": membership}, follow=True)

    assert f"{world.assessor.name} · 0 in hand" in page
    assert f"2 submissions allocated to {world.assessor.name}." in words(done)
    with standing_as(world.staff):
        assert Allocation.objects.filter(person_id=world.assessor.person).count() == 2


@pytest.mark.rule("A26")
def test_what_cannot_be_allocated_is_named_on_its_row_and_the_rest_is_done(world, staff):
    other = world.somebody(Role.ASSESSOR)
    world.approve(other)
    mine, fine = (
        world.accepted(),
        world.accepted(world.submitted(world.prepared(world.registered("Rhys Bowen")))),
    )
    with standing_as(world.staff):
        ConflictOfInterest.objects.create(
            person_id=world.assessor.person,
            learner=mine.registration.learner,
            reason="A cousin",
            declared_at=world.now,
        )
        ticked = [world.marking_of(one).pk for one in (mine, fine)]
        membership = world.membership(world.assessor).pk

    page = words(staff.get(f"{HERE}/allocate/"))
    answer = staff.post(f"{HERE}/allocate/", {"ticked": ticked, "assessor": membership})

    assert f"Not {world.assessor.name}: A cousin" in page
    assert answer.status_code == 409
    assert f"1 submission allocated to {world.assessor.name}." in words(answer)
    assert "1 submission was not allocated." in words(answer)
    assert "A cousin. Choose another assessor. How the portal works" in words(answer)
    assert fine.reference not in words(answer)
    with standing_as(world.staff):
        assert Allocation.objects.get().submission_id == fine.pk


@pytest.mark.rule("A26")
def test_what_somebody_else_allocated_meanwhile_is_named_though_it_waits_no_longer(world, staff):
    gone = world.allocated()
    with standing_as(world.staff):
        ticked = [world.marking_of(gone).pk]
        membership = world.membership(world.assessor).pk

    answer = staff.post(f"{HERE}/allocate/", {"ticked": ticked, "assessor": membership})

    assert answer.status_code == 409
    assert f"{gone.reference}: It was allocated already." in words(answer)


def test_ticking_nothing_or_what_is_not_there_allocates_nothing(world, staff):
    world.accepted()
    with standing_as(world.staff):
        membership = world.membership(world.assessor).pk

    nothing = staff.post(f"{HERE}/allocate/", {"assessor": membership})
    unknown = staff.post(f"{HERE}/allocate/", {"ticked": [999_999], "assessor": membership})

    assert "Tick at least one submission." in words(nothing)
    assert unknown.status_code == 404


def test_work_is_taken_back_with_a_reason(world, staff):
    held = world.allocated()
    at = f"{HERE}/with-assessors/{held.reference}/"

    silent = words(staff.post(at, {"because": " "}))
    done = staff.post(at, {"because": "On leave."}, follow=True)

    assert "Say why it is taken back." in silent
    assert f"Taken back from {world.assessor.name}." in words(done)
    with standing_as(world.staff):
        assert Marking.objects.get().state == "to_allocate"
        assert Allocation.objects.get().ended_because == "On leave."


def test_an_assessor_is_approved_and_an_interest_recorded(world, staff):
    new = world.somebody(Role.ASSESSOR)
    at = f"{HERE}/assessors/{new.person}/"
    day = {"approve-from_on_0": "1", "approve-from_on_1": "9", "approve-from_on_2": "2026"}

    staff.post(f"{at}approve/", {"approve-unit": world.unit.pk, **day})
    staff.post(
        f"{at}interests/", {"declare-centre_number": "012345", "declare-reason": "Taught there."}
    )
    page = words(staff.get(at))

    assert f"{world.unit} From 1 September 2026" in page
    assert "Riverside College · Centre 012345 Taught there." in page
    assert new.name in words(staff.get(f"{HERE}/assessors/?unit={world.unit.pk}"))


def test_an_approval_and_an_interest_end(world, staff):
    with standing_as(world.staff):
        interest = ConflictOfInterest.objects.create(
            person_id=world.assessor.person,
            centre=world.centre,
            reason="Taught there.",
            declared_at=world.now,
        )
        approval = AssessorApproval.objects.get()
    day = {"until_on_0": "1", "until_on_1": "2", "until_on_2": "2027"}

    staff.post(f"{HERE}/interests/{interest.pk}/end/")
    early = staff.post(f"{HERE}/approvals/{approval.pk}/end/", {**day, "until_on_2": "2024"})
    staff.post(f"{HERE}/approvals/{approval.pk}/end/", day)

    page = words(staff.get(f"{HERE}/assessors/{world.assessor.person}/"))
    assert early.status_code == 409
    assert "Ends on must not be before the first day, 1 January 2025." in words(early)
    assert "until 1 February 2027" in page
    assert "No longer holds" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Say what the interest is."),
        ({"declare-reason": "x"}, "Enter a centre number or a registration number."),
        (
            {"declare-reason": "x", "declare-centre_number": "999999"},
            "Enter the number of one of your centres.",
        ),
        (
            {"declare-reason": "x", "declare-registration_number": "R1"},
            "Enter a registration number you have issued.",
        ),
    ],
)
def test_an_interest_without_its_facts_says_what_to_enter(world, staff, sent, said):
    at = f"{HERE}/assessors/{world.assessor.person}/interests/"

    assert said in words(staff.post(at, sent))


def test_the_page_of_a_submission_tells_everything_that_happened(world, staff):
    reference = reference_of(world.released(), world)

    page = words(staff.get(f"{HERE}/submissions/{reference}/"))

    for title in (
        "Sent by the centre", "Quality check begun", "Accepted: the clock counts", "Allocated",
        "Marking begun", "Handed to a lead assessor", "Quality assurance begun", "Finalised",
        "Released to the centre", "Result: Pass", "Registry: Waiting",
    ):  # fmt: skip
        assert title in page
    assert "The lead assessor agreed on every criterion." in page
    assert f"{world.lead.name} (Lead assessor)" in page


@pytest.mark.rule("A25")
def test_the_page_of_a_submission_names_who_began_its_check_and_who_decided_it(world, staff):
    sent, other = world.submitted(), world.somebody(Role.INTAKE)
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    with standing_as(other) as by:
        world.check_and_accept(sent, by)

    page = words(staff.get(f"{HERE}/submissions/{sent.reference}/"))

    assert f"Begun by {world.staff.name}. Decided by {other.name}." in page


@pytest.mark.parametrize("stage", ["submitted", "returned", "allocated", "marked", "ready"])
def test_the_page_of_a_submission_can_be_read_at_every_stage(world, staff, stage):
    reference = reference_of(getattr(world, stage)(), world)

    assert staff.get(f"{HERE}/submissions/{reference}/").status_code == 200


def test_a_draft_is_the_centres_own(world, staff):
    drafted = world.prepared()

    assert staff.get(f"{HERE}/submissions/{drafted.reference}/").status_code == 404
    assert drafted.reference not in words(staff.get(f"{HERE}/submissions/"))


@pytest.mark.parametrize("find", ["{reference}", "siân gwyn", "Sian"])
def test_a_submission_is_found_by_its_reference_or_its_learner(world, staff, find):
    sent = world.submitted()

    asked = find.format(reference=sent.reference.lower())

    assert sent.reference in words(staff.get(f"{HERE}/submissions/", {"find": asked}))
    assert "No submission was found." in words(staff.get(f"{HERE}/submissions/?find=zebedee"))


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

    silent = words(staff.post(f"{at}hold/", {"kind": "question"}))
    held = staff.post(
        f"{at}hold/", {"kind": "question", "reason": "Asked about page 3."}, follow=True
    )
    with standing_as(world.staff):
        hold = Hold.objects.get()
    lifted = staff.post(f"{HERE}/holds/{hold.pk}/lift/", {"because": "Answered."}, follow=True)

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
