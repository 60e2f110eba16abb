"""A18 to A21, A41: work is opened, filled, reviewed, signed and sent on one page, or why not."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from assessments.forms.sending import ENDINGS
from assessments.models import EvidenceFile, ItemReview, Submission
from assessments.operations import submissions
from awarding.inspection.kinds import BY_ENDING
from awarding.kernel import clock
from awarding.kernel.actors import Role
from awarding.models import Deadline, Declaration, Entry, StoredFile
from awarding.operations import calendars
from awarding.queries import calendars as queries
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, hillside
from tests.world import World

POINTS = {"points": ["0", "1"]}


def drafted(world: World) -> Submission:
    learner = world.registered()
    with standing_as(world.coordinator) as by:
        return submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)


def url(world: World, submission: Submission, part: str = "") -> str:
    return centre_url(world, f"submissions/{submission.reference}/{part}")


def page(client, world, submission) -> str:
    return client.get(url(world, submission)).content.decode()


def upload(name="essay.pdf", content=b"%PDF-1.7 made up") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled(world: World) -> Submission:
    """A draft with its documents, not reviewed and not signed."""
    made = drafted(world)
    for document in ("evidence", "cover_sheet"):
        world.add_file(made, document)
    return made


def signed_form(client, world, submission, **changed):
    """What a browser sends when everything is ticked and signed."""
    shown = re.search(r'name="shown" value="(\w+)"', page(client, world, submission))[1]
    signing = {"learner_name": "Siân Gŵyn Llŷr", "centre_signs": "on", "shown": shown}
    return POINTS | signing | changed


def state(world: World, submission: Submission) -> str:
    with standing_as(world.coordinator):
        return Submission.objects.get(pk=submission.pk).state


@pytest.mark.rule("A18")
def test_a_submission_is_opened_for_a_unit_from_the_learners_page(client, world):
    learner = world.registered()
    at_centre(client, world)
    seen = client.get(centre_url(world, f"learners/{learner.learner_id}/")).content.decode()

    answer = client.post(
        centre_url(world, f"registrations/{learner.number}/open/"), {"unit": world.unit.pk}
    )

    assert "Submit work for this unit" in seen
    with standing_as(world.coordinator):
        assert answer.url == url(world, Submission.objects.get())


@pytest.mark.rule("A40", "Q27")
def test_a_unit_has_one_submission_at_a_time(client, world):
    learner = world.registered()
    at_centre(client, world)
    at = centre_url(world, f"registrations/{learner.number}/open/")
    client.post(at, {"unit": world.unit.pk})

    again = client.post(at, {"unit": world.unit.pk})

    assert again.status_code == 409
    assert escape("This learner has a submission for this unit already.") in again.content.decode()


def test_a_unit_of_another_qualification_cannot_be_opened(client, world):
    learner = world.registered()
    at_centre(client, world)
    at = centre_url(world, f"registrations/{learner.number}/open/")

    assert client.post(at, {"unit": world.unit.pk + 999}).status_code == 404
    assert client.post(at, {"unit": "x"}).status_code == 404


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
    world.add_file(made, "cover_sheet", verdict="refused")
    with standing_as(world.staff):
        StoredFile.objects.filter(verdict="refused").update(
            verdict_words="The file is protected with a password. Save a copy without it."
        )
    at_centre(client, world)

    told = page(client, world, made)

    assert "Being checked" in told
    assert "Refused" in told
    assert "Save a copy without it." in told
    assert "Look again" in told


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


@pytest.mark.rule("A19", "A20", "A21")
def test_the_page_of_an_empty_draft_says_everything_that_is_still_to_do(client, world):
    made = drafted(world)
    at_centre(client, world)

    told = page(client, world, made)

    assert "Add what is missing: Evidence, Cover sheet." in told
    assert "Review the work against the unit&#x27;s requirements." in told
    assert "The learner has not signed for these files yet." in told
    assert "The centre has not signed for these files yet." in told
    assert "rule A21" in told
    assert 'disabled aria-disabled="true"' in told


@pytest.mark.rule("A19", "A20", "A21", "Q26")
def test_work_is_reviewed_signed_and_sent_in_one_act(client, world):
    made = filled(world)
    at_centre(client, world)

    answer = client.post(
        url(world, made, "submit/"), signed_form(client, world, made), follow=True
    )
    told = answer.content.decode()

    assert state(world, made) == "submitted"
    assert "Its files are locked." in told
    assert "Quality check" in told
    assert "Signed by Siân Gŵyn Llŷr" in told
    with standing_as(world.coordinator):
        assert list(ItemReview.objects.values_list("points", flat=True)) == [
            world.unit.requirements
        ]
        signers = Declaration.objects.order_by("pk").values_list("signer_name", flat=True)
        assert list(signers) == ["Siân Gŵyn Llŷr", world.coordinator.name]
        hashes = set(Declaration.objects.values_list("content_hash", flat=True))
    assert len(hashes) == 1
    assert hashes.pop() in told


def test_a_double_click_sends_once_and_answers_as_before(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made, form_key="6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e")

    answers = [client.post(url(world, made, "submit/"), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    with standing_as(world.coordinator):
        assert Declaration.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"learner_name": ""}, "Enter the learner's name as signed on the cover sheet."),
        ({"centre_signs": ""}, "Tick that you sign the declaration for the centre."),
    ],
)
def test_what_was_left_out_is_asked_for_and_nothing_is_sent(client, world, changed, told):
    made = filled(world)
    at_centre(client, world)

    form = signed_form(client, world, made, **changed)
    answer = client.post(url(world, made, "submit/"), {k: v for k, v in form.items() if v})

    assert escape(told) in answer.content.decode()
    assert state(world, made) == "draft"


@pytest.mark.rule("A20")
def test_a_requirement_left_open_hides_no_other_no(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made, points=["0"])
    with standing_as(world.staff):
        StoredFile.objects.update(verdict="waiting")

    answer = client.post(url(world, made, "submit/"), form)
    told = answer.content.decode()

    assert (answer.status_code, state(world, made)) == (409, "draft")
    assert "Still being checked:" in told
    assert "Not confirmed yet: Examples are from the workplace." in told
    assert 'id="id_points_error"' in told


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


@pytest.mark.rule("A19")
def test_nobody_signs_for_files_they_were_not_shown(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made)
    world.add_file(made, "evidence")

    refused = client.post(url(world, made, "submit/"), form)
    told = refused.content.decode()
    shown_now = re.search(r'name="shown" value="(\w+)"', told)[1]

    assert (refused.status_code, state(world, made)) == (409, "draft")
    assert "The files changed while you were reading." in told
    assert 'value="Siân Gŵyn Llŷr"' in told
    client.post(url(world, made, "submit/"), form | {"shown": shown_now})
    assert state(world, made) == "submitted"


def test_a_refusal_at_the_last_moment_keeps_what_was_typed(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made)
    with standing_as(world.staff):
        StoredFile.objects.update(verdict="waiting")

    answer = client.post(url(world, made, "submit/"), form)
    told = answer.content.decode()

    assert answer.status_code == 409
    assert "Still being checked:" in told
    assert "The portal’s own rule: Each file is inspected before it is sent" in told
    assert 'value="Siân Gŵyn Llŷr"' in told
    with standing_as(world.coordinator):
        assert not Declaration.objects.exists()


def test_a_review_is_kept_for_later_by_who_may_not_send(client, world):
    made = filled(world)
    at_centre(client, world, Role.TUTOR)

    client.post(url(world, made, "review/"), {"points": ["1"]})
    told = page(client, world, made)

    with standing_as(world.coordinator):
        assert ItemReview.objects.get().points == [world.unit.requirements[1]]
    assert "The work is signed for and submitted by your centre's coordinator or staff." in told
    assert "I sign this declaration" not in told
    assert client.post(url(world, made, "submit/"), {}).status_code in (200, 403)


@pytest.mark.parametrize("role", [Role.CENTRE_READER, Role.HEAD_OF_CENTRE, Role.CENTRE_FINANCE])
def test_who_only_reads_sees_the_work_and_is_refused_every_act(client, world, role):
    made = filled(world)
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.earliest("pk").pk
    at_centre(client, world)
    form = signed_form(client, world, made)
    at_centre(client, world, role)

    told = page(client, world, made)
    answers = [
        client.post(url(world, made, "files/"), {"document": "evidence", "uploads": upload()}),
        client.post(url(world, made, f"files/{file}/remove/")),
        client.post(url(world, made, "review/"), POINTS),
        client.post(url(world, made, "submit/"), form),
        client.post(url(world, made, "withdraw/"), {"because": "x"}),
        client.get(url(world, made, "withdraw/")),
    ]

    assert [answer.status_code for answer in answers] == [403] * 6
    assert "evidence.pdf" in told
    assert [words in told for words in ("Add files", "Remove", "Withdraw", "<textarea")] == (
        [False] * 4
    )
    assert state(world, made) == "draft"


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
    offered = re.findall(r'name="kept" value="(\d+)"[^>]*checked', page(client, world, sent))
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
    assert f"/clock/{sent.clock_id}/" in told
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


def test_accepted_work_is_not_withdrawn(client, world):
    accepted = world.accepted()
    at_centre(client, world)

    assert "Withdraw this submission" not in page(client, world, accepted)
    assert client.get(url(world, accepted, "withdraw/")).status_code == 409


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


def test_a_form_of_the_page_that_is_only_opened_leads_back_to_it(client, world):
    made = drafted(world)
    at_centre(client, world)

    for part in ("files/", "review/", "submit/"):
        assert client.get(url(world, made, part)).url == url(world, made)


def test_another_centre_finds_none_of_it(client, world):
    made = filled(world)
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.earliest("pk").pk
    as_(client, world.somebody(Role.COORDINATOR, centre=hillside(world)))
    there = f"/northgate/centre/054321/submissions/{made.reference}/"

    found = [client.get(there + part).status_code for part in ("", f"files/{file}/", "result/")]
    done = [
        client.post(there + part, {"document": "evidence", "uploads": upload(), **POINTS})
        for part in ("files/", f"files/{file}/remove/", "review/", "submit/", "withdraw/")
    ]

    assert found == [404, 404, 404]
    assert [answer.status_code for answer in done] == [404] * 5
