"""The pages of assessors: the worklist, the mark sheet, and no name of anybody in any byte."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from assessments.models import CriterionMark, EvidenceCopy, Marking, MarkSheet, OutcomeComment
from assessments.operations import allocating, assuring
from assessments.queries import sheets
from awarding.kernel.actors import Actor, Role
from awarding.models import Entry, Person
from tests.factories import member, person, signed_in, standing_as

HERE = "/northgate/assessor"
CANARIES = ("Siân Gŵyn Llŷr", "Llŷr", "Riverside", "012345", "evidence.pdf", "cover_sheet")


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
def assessor(world):
    return client_of(world.assessor)


def words(answer) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


@pytest.fixture
def begun(world, assessor):
    """Work whose sheet is open, by its address."""
    held = world.allocated()
    assessor.post(f"{HERE}/marking/{held.reference}/begin/")
    return f"{HERE}/marking/{held.reference}/"


def criteria(world):
    with standing_as(world.assessor):
        return sheets.criteria_of(world.unit.pk)


def filled_in(world, version=0, decision="pass") -> dict:
    """A whole sheet as its form sends it."""
    told = {"version": version, "overall": "Well argued."}
    for one in criteria(world):
        told |= {f"decision-{one.pk}": decision, f"feedback-{one.pk}": "You show this on page 2."}
        told[f"comment-{one.outcome_id}"] = "Clear throughout."
    return told


def typed(client, at, group, version=0, **fields):
    heads = {"HTTP_X_GROUP": group, "HTTP_X_VERSION": str(version)}
    return client.post(f"{at}save/", fields, **heads)


def test_the_first_page_is_the_work_to_do_with_its_clock_and_progress(world, assessor):
    held = world.allocated()

    page = words(assessor.get(f"{HERE}/worklist/"))

    assert assessor.get("/").url == f"{HERE}/worklist/"
    assert held.reference in page
    assert "Not begun 4 criteria" in page
    assert "Day 1" in page
    assert "Do you know whose work it is?" in page


def test_the_worklist_asks_as_much_for_thirty_rows_as_for_one(
    world, assessor, django_assert_max_num_queries, django_assert_num_queries
):
    world.allocated()
    with django_assert_max_num_queries(25) as one:
        assessor.get(f"{HERE}/worklist/")
    world.allocated()
    world.allocated()

    with django_assert_num_queries(len(one.captured_queries)):
        assessor.get(f"{HERE}/worklist/")


def test_the_next_one_is_opened_in_one_press(world, assessor):
    first = world.allocated()
    world.allocated()

    opened = assessor.post(f"{HERE}/worklist/next/")

    assert opened.url == f"{HERE}/marking/{first.reference}/"
    assert "Submit to lead assessor" in words(assessor.get(opened.url))


def test_with_nothing_to_mark_the_page_says_so(world, assessor):
    assert "There is nothing to mark." in words(assessor.get(f"{HERE}/worklist/"))
    assert assessor.post(f"{HERE}/worklist/next/").url == f"{HERE}/worklist/"


def test_work_that_was_not_begun_shows_its_criteria_and_waits(world, assessor):
    held = world.allocated()

    page = words(assessor.get(f"{HERE}/marking/{held.reference}/"))

    assert "Begin marking" in page
    assert "1.1 Explain what a leader does." in page
    with standing_as(world.staff):
        assert Marking.objects.get().state == "allocated"


@pytest.mark.rule("A27")
def test_the_sheet_speaks_the_bodys_words_and_shows_what_each_decision_looks_like(
    world, assessor, begun
):
    page = words(assessor.get(begun))

    assert page.count("Names a leader.") == 4
    assert "Referral" in page
    assert "A good Pass" in page
    assert "0 of 4 criteria marked . Still open: 1.1, 1.2, 2.1, 2.2." in page


@pytest.mark.rule("A28")
def test_each_group_is_saved_as_one_types_with_its_version(world, assessor, begun):
    one, two = criteria(world)[0], criteria(world)[2]

    first = typed(
        assessor,
        begun,
        f"criterion-{one.pk}",
        **{f"decision-{one.pk}": "pass", f"feedback-{one.pk}": "Good, page 1."},
    )
    second = typed(
        assessor, begun, f"outcome-{two.outcome_id}", 1, **{f"comment-{two.outcome_id}": "Clear."}
    )
    third = typed(assessor, begun, "overall", 2, overall="Well argued.")

    assert (first.json()["version"], third.json()["version"]) == (1, 3)
    assert first.json()["counts"] == {
        "progress": "1 of 4 criteria marked",
        "still-open": "Still open: 1.2, 2.1, 2.2.",
    }
    assert second.json()["message"].startswith("Saved at ")
    with standing_as(world.assessor):
        sheet = MarkSheet.objects.get()
        assert sheet.overall_comment == "Well argued."
        assert CriterionMark.objects.get().feedback == "Good, page 1."
        assert OutcomeComment.objects.get().words == "Clear."


def test_what_saves_itself_counts_by_its_version_and_needs_no_form_key(assessor, begun):
    kept = typed(assessor, begun, "overall", overall="Well argued.", form_key="")
    again = typed(assessor, begun, "overall", overall="Well argued.", form_key="")

    assert (kept.status_code, again.status_code) == (200, 409)


def test_feedback_that_is_too_long_is_said_beside_its_box(world, assessor, begun):
    one = criteria(world)[0]

    said = typed(assessor, begun, f"criterion-{one.pk}", **{f"feedback-{one.pk}": "x" * 2001})

    assert said.status_code == 422
    assert said.json() == {
        "errors": {f"feedback-{one.pk}": "Feedback must be 2,000 characters or fewer."}
    }


def test_a_second_window_is_told_and_may_choose(world, assessor, begun):
    one = criteria(world)[0]
    typed(assessor, begun, f"criterion-{one.pk}", 0, **{f"decision-{one.pk}": "pass"})

    said = typed(assessor, begun, f"criterion-{one.pk}", 0, **{f"decision-{one.pk}": "referral"})

    assert said.status_code == 409
    assert said.json() == {
        "message": "This sheet was changed in another window. This is not saved.",
        "url": begun,
        "link": "Show what was saved there",
        "version": 1,
        "keep": "Save what is here",
    }
    with standing_as(world.assessor):
        assert CriterionMark.objects.get().decision == "pass"


def test_a_group_that_no_sheet_has_is_not_understood(world, assessor, begun):
    assert typed(assessor, begun, "somebody-elses").status_code == 400


@pytest.mark.rule("A27", "A28")
def test_a_page_promises_to_save_as_one_types_only_where_scripts_run(world, assessor, begun):
    page = assessor.get(begun).content.decode()

    assert 'data-words-begin="Saves as you type"' in page
    assert ">Saves as you type<" not in page


def test_without_scripts_the_whole_sheet_is_saved_by_its_button(world, assessor, begun):
    done = assessor.post(begun, filled_in(world) | {"act": "save"}, follow=True)

    assert "The sheet is saved." in words(done)
    assert "4 of 4 criteria marked . Ready to submit." in words(done)
    with standing_as(world.assessor):
        assert CriterionMark.objects.filter(decision="pass").count() == 4
        assert OutcomeComment.objects.count() == 2


def test_without_scripts_a_conflict_keeps_what_was_typed_and_asks(world, assessor, begun):
    assessor.post(begun, filled_in(world) | {"act": "save"})
    mine = filled_in(world) | {"act": "save", "overall": "Mine is another."}

    conflict = assessor.post(begun, mine)
    over = assessor.post(begun, mine | {"version": 1}, follow=True)

    assert conflict.status_code == 409
    assert "This sheet was changed in another window" in words(conflict)
    assert "Mine is another." in words(conflict)
    assert 'name="version" value="1"' in conflict.content.decode()
    assert "The sheet is saved." in words(over)


def test_submitting_saves_then_asks_once_then_hands_over(world, assessor, begun):
    asked = assessor.post(begun, filled_in(world) | {"act": "submit"})
    page = words(assessor.get(asked.url))
    done = assessor.post(asked.url, {"version": 1}, follow=True)

    assert asked.url == f"{begun}submit/"
    assert "This comes to: Pass Pass: 4 Referral: 0" in page
    assert "is with a lead assessor." in words(done)
    with standing_as(world.staff):
        assert Marking.objects.get().state == "marked"


@pytest.mark.rule("A28")
def test_a_sheet_that_is_not_complete_says_why_it_cannot_be_submitted(world, assessor, begun):
    page = assessor.get(f"{begun}submit/")
    refused = assessor.post(f"{begun}submit/", {"version": 0})

    assert "Still open: 1.1, 1.2, 2.1, 2.2." in words(page)
    assert "disabled" in page.content.decode()
    assert (refused.status_code, "rule A28" in words(refused)) == (409, True)


@pytest.mark.rule("A33")
def test_what_word_pastes_is_saved_so_that_a_result_sheet_can_print_it(world, assessor, begun):
    pasted = "\uf0b7 Clear.\x07\r\n\uf0b7 Well shown.\x85"
    [one, *_] = criteria(world)
    sent = filled_in(world) | {f"feedback-{one.pk}": pasted, "overall": pasted}
    sent[f"comment-{one.outcome_id}"] = pasted
    asked = assessor.post(begun, sent | {"act": "submit"})
    assessor.post(asked.url, {"version": 1})

    with standing_as(world.staff):
        sheet = MarkSheet.objects.get()
        kept = {
            sheet.overall_comment,
            sheets.marks_on(sheet)[one.pk].feedback,
            sheets.comments_on(sheet)[one.outcome_id],
        }
        assert Marking.objects.get().state == "marked"
    assert kept == {"• Clear.\n• Well shown.\n"}


@pytest.mark.rule("A33")
def test_letters_no_result_sheet_could_print_are_named_before_the_hand_over(
    world, assessor, begun
):
    sent = filled_in(world) | {"overall": "Well done \U00012000."}
    asked = assessor.post(begun, sent | {"act": "submit"})

    assert "overall comment: \U00012000 (U+12000)." in words(assessor.get(asked.url))
    assert assessor.post(asked.url, {"version": 1}).status_code == 409


def test_a_sheet_changed_after_the_question_is_read_again(world, assessor, begun):
    assessor.post(begun, filled_in(world) | {"act": "save"})

    again = assessor.post(f"{begun}submit/", {"version": 0}, follow=True)

    assert "The sheet was changed since." in words(again)


@pytest.mark.rule("A29")
def test_what_was_handed_over_is_read_and_no_longer_changes(world, assessor):
    done = world.marked()
    at = f"{HERE}/marking/{done.reference}/"

    page = words(assessor.get(at))
    late = typed(assessor, at, "overall", 9, overall="More.")

    assert "It no longer changes." in page
    assert "You explain this with an example on page 2." in page
    assert assessor.post(at, {}).url == at
    assert late.status_code == 409
    assert "handed over in another window" in late.json()["message"]
    assert done.reference in words(assessor.get(f"{HERE}/finished/"))


@pytest.mark.rule("A30")
def test_after_a_return_the_lead_assessors_comment_stands_above_the_sheet(world, assessor):
    done = world.marked()
    with standing_as(world.lead) as lead:
        opened = assuring.open_assurance(marking=world.marking_of(done), by=lead, now=world.now)
        assuring.return_to_assessor(
            assurance=opened, comment="Look at 1.2 again.", by=lead, now=world.now
        )
    at = f"{HERE}/marking/{done.reference}/"

    listed = words(assessor.get(f"{HERE}/worklist/"))
    waiting = words(assessor.get(at))
    assessor.post(f"{at}begin/")
    again = words(assessor.get(at))

    assert "Returned to you" in listed
    for page in (waiting, again):
        assert "Look at 1.2 again." in page
    assert "4 of 4 criteria marked" in again


@pytest.mark.rule("A30")
def test_what_the_lead_assessor_changed_is_shown_beside_what_was_marked(world, assessor):
    done = world.marked()
    one = criteria(world)[0]
    judged = assuring.Judgement(one.pk, "referral", "Name two leaders.", "Only one is named.")
    world.finalised(done, judgements=[judged])

    page = words(assessor.get(f"{HERE}/marking/{done.reference}/"))

    assert "The lead assessor: Referral Name two leaders. Why: Only one is named." in page


def test_work_taken_back_is_gone_and_a_save_says_so(world, assessor, begun):
    with standing_as(world.staff) as by:
        allocating.take_back(
            marking=Marking.objects.get(), because="On leave.", by=by, now=world.now
        )

    late = typed(assessor, begun, "overall", 0, overall="More.")

    assert assessor.get(begun).status_code == 404
    assert (late.status_code, late.json()["link"]) == (409, "Go to your worklist")


@pytest.mark.parametrize("where", ["another assessor", "another body"])
def test_nobody_else_reaches_the_work(world, other_body, where, begun):
    if where == "another assessor":
        stranger = client_of(world.somebody(Role.ASSESSOR))
    else:
        cal = person("cal@mti.test", "Cal Reid")
        member(cal, other_body, Role.ASSESSOR)
        stranger = signed_in(Client(), cal)
        begun = begun.replace("northgate", "mti")

    for at in ("", "submit/", "copies/1/"):
        assert stranger.get(f"{begun}{at}").status_code == 404
    assert stranger.post(f"{begun}begin/").status_code == 404


@pytest.fixture
def copies(world):
    """Work with copies of three kinds: shown, shown as nothing, and only downloaded."""
    held = world.allocated()
    with standing_as(world.staff):
        first = EvidenceCopy.objects.get()
        for position, kind, said in ((2, "docx", "application/msword"), (3, "png", "text/html")):
            EvidenceCopy.objects.create(
                centre_id=held.centre_id, submission=held, upload_version=1, position=position,
                key=f"copies/c{held.pk}-{position}", name=f"Evidence {position}.{kind}", size=1,
                sha256="0" * 64, content_type=said, kind=kind,
            )  # fmt: skip
        keys = [one.key for one in EvidenceCopy.objects.all()]
    for key in keys:
        default_storage.save(key, ContentFile(b"%PDF-1.7 the work"))
    return first, f"{HERE}/marking/{held.reference}/", held.reference


def test_a_copy_is_shown_beside_the_sheet_sealed_off(assessor, copies):
    _, at, reference = copies

    given = assessor.get(f"{at}copies/1/")

    assert b"".join(given.streaming_content) == b"%PDF-1.7 the work"
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Disposition"] == f'inline; filename="{reference}-1.pdf"'
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Security-Policy"].startswith("sandbox; default-src 'none';")
    assert 'target="evidence"' in assessor.get(at).content.decode()


@pytest.mark.parametrize(
    ("asked", "given", "told"),
    [
        ("bytes=0-3", b"%PDF", "bytes 0-3/17"),
        ("bytes=13-", b"work", "bytes 13-16/17"),
        ("bytes=-4", b"work", "bytes 13-16/17"),
        ("bytes=9-99", b"the work", "bytes 9-16/17"),
    ],
)
def test_a_part_of_a_copy_is_given_when_it_is_asked_for(assessor, copies, asked, given, told):
    part = assessor.get(f"{copies[1]}copies/1/", HTTP_RANGE=asked)

    assert b"".join(part.streaming_content) == given
    assert (part.status_code, part["Content-Range"]) == (206, told)
    assert part["Content-Length"] == str(len(given))


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,3-4"])
def test_a_part_that_makes_no_sense_is_answered_with_the_whole(assessor, copies, asked):
    whole = assessor.get(f"{copies[1]}copies/1/", HTTP_RANGE=asked)

    assert (whole.status_code, b"".join(whole.streaming_content)[:4]) == (200, b"%PDF")


@pytest.mark.parametrize("asked", ["copies/2/", "copies/3/", "copies/1/?download"])
def test_every_other_kind_and_a_type_that_does_not_fit_are_downloaded(assessor, copies, asked):
    _, at, reference = copies

    given = assessor.get(f"{at}{asked}")
    given.close()

    assert given["Content-Disposition"].startswith(f'attachment; filename="{reference}-')
    assert given["Content-Type"] == "application/octet-stream"


def test_no_name_of_the_learner_the_centre_or_a_file_reaches_the_assessor(world, assessor, copies):
    _, at, _ = copies
    assessor.post(f"{at}begin/")
    finished = world.marked()
    pages = ["worklist/", "finished/", "rules/", f"marking/{finished.reference}/"]

    found = [assessor.get(f"{HERE}/{page}") for page in pages]
    found += [assessor.get(f"{at}{page}") for page in ("", "submit/", "copies/1/", "copies/2/")]
    found.append(typed(assessor, at, "overall", 0, overall="More."))

    for answer in found:
        assert answer.status_code == 200
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen = body.decode() + repr(answer.headers)
        assert [name for name in CANARIES if name in seen] == []


def test_typing_leaves_no_entry_in_the_ledger(world, assessor, begun):
    typed(assessor, begun, "overall", 0, overall="More.")

    with standing_as(world.staff):
        assert not Entry.objects.filter(act__startswith="sheet.save").exists()
