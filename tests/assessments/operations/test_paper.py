"""A26, A33: what a worker makes: verdicts, copies without names, and the result sheet."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.core.files.storage import default_storage

from assessments.demo import documents
from assessments.demo.learners import LEARNERS
from assessments.models import (
    EvidenceCopy,
    EvidenceFile,
    Marking,
    Result,
    ResultSheet,
    Submission,
)
from assessments.operations import copying, sheets, signing, submissions, uploads
from assessments.queries import allocating, deliveries, held, releasing, sending
from awarding import paper, paper_fonts
from awarding.models import OutboxMessage, StoredFile
from awarding.operations import inspecting, messages
from centres.models import Learner
from tests.factories import standing_as
from tests.world import World

AUTHOR = "Ffion Canari Llŷr"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }


def deliver(world: World, task: str, by_hand) -> None:
    """Deliver what waits for this task, twice each: the second changes nothing."""
    with standing_as(world.worker) as by:
        for message in list(OutboxMessage.objects.filter(task=task).values_list("pk", flat=True)):
            by_hand(message=message, by=by, now=world.now)
            by_hand(message=message, by=by, now=world.now)


def sent_with_a_name_in_it(world: World) -> Submission:
    learner = world.registered(AUTHOR)
    with standing_as(world.coordinator) as by:
        drafted = submissions.draft(registration=learner, unit=world.unit, by=by, now=world.now)
        for upload, document in (
            (documents.word(f"{AUTHOR}.docx", AUTHOR, ["My work."]), "evidence"),
            (documents.pdf(f"{AUTHOR} cover.pdf", "Cover sheet", ["Signed."]), "cover_sheet"),
        ):
            uploads.add_file(
                submission=drafted, upload=upload, document=document, by=by, now=world.now
            )
        signing.review(
            submission=drafted,
            shown=sending.content_of(drafted),
            points=world.unit.requirements,
            by=by,
            now=world.now,
        )
    deliver(world, "awarding.inspect_file", inspecting.deliver_inspection)
    world.sign(drafted)
    return world.submitted(drafted)


def test_a_file_is_inspected_and_its_verdict_kept(real_world: World):
    sent_with_a_name_in_it(real_world)

    with standing_as(real_world.staff):
        found = list(StoredFile.objects.order_by("pk").values_list("verdict", "kind", "scanned"))
    assert found == [("accepted", "docx", "not scanned"), ("accepted", "pdf", "not scanned")]


@pytest.mark.rule("A26")
def test_the_assessors_copies_bear_no_name_and_the_cover_sheet_stays_behind(real_world: World):
    world = real_world
    sent = sent_with_a_name_in_it(world)
    with standing_as(world.staff) as by:
        from_upload = EvidenceFile.objects.filter(submission=sent).count()
        world.check_and_accept(sent, by)
    deliver(world, "assessments.make_copies", copying.deliver_copies)

    with standing_as(world.staff):
        [copy] = EvidenceCopy.objects.all()
    with default_storage.open(copy.key) as stored, ZipFile(stored) as parts:
        content = b"".join(parts.read(name) for name in parts.namelist())
    assert (from_upload, copy.name) == (2, "Evidence 1.docx")
    assert b"My work." in content
    assert b"Canari" not in content


@pytest.mark.rule("A33")
def test_the_sheet_is_made_once_and_then_the_result_may_go_out(real_world: World):
    world = real_world
    result = world.finalised()

    deliver(world, "assessments.make_sheet", sheets.deliver_sheet)

    with standing_as(world.staff):
        [sheet] = ResultSheet.objects.all()
        state = Result.objects.get(pk=result.pk).state
    with default_storage.open(sheet.key) as stored:
        made = stored.read()
    assert (state, sheet.size) == ("sheet_ready", len(made))
    assert_is_tagged(made)


@pytest.mark.rule("A33")
def test_a_sheet_with_a_letter_no_font_has_is_not_made_and_needs_a_person(real_world: World):
    world = real_world
    result = world.finalised()
    with standing_as(world.staff):
        Learner.objects.update(full_name="Li \U0010fffd")  # a letter that no font will ever have

    deliver(world, "assessments.make_sheet", sheets.deliver_sheet)

    with standing_as(world.staff):
        message = OutboxMessage.objects.get(task="assessments.make_sheet")
        state = Result.objects.get(pk=result.pk).state
        assert not ResultSheet.objects.exists()
    assert (message.state, state) == ("needs_a_person", "finalised")
    assert "U+10FFFD" in message.last_answer


@pytest.mark.rule("A33")
def test_staff_are_told_that_the_sheet_is_stuck_and_where_it_is_tried_again(real_world: World):
    world = real_world
    result = world.finalised()
    with standing_as(world.staff):
        assert not releasing.rows_of([result.pk], now=world.now)[0].facts.sheet_is_stuck
    set_aside(world, "assessments.make_sheet")

    with standing_as(world.staff) as by:
        assert releasing.rows_of([result.pk], now=world.now)[0].facts.sheet_is_stuck
        [row] = deliveries.page({}, "needs_a_person", now=world.now).rows
        assert (row.task, row.subject) == (deliveries.SHEET, result.submission.reference)
        messages.retry(messages=[row.pk], by=by, now=world.now)
        assert not releasing.rows_of([result.pk], now=world.now)[0].facts.sheet_is_stuck


@pytest.mark.rule("A26")
def test_staff_are_told_that_the_assessors_copies_are_stuck(real_world: World):
    world = real_world
    sent = sent_with_a_name_in_it(world)
    with standing_as(world.staff) as by:
        world.check_and_accept(sent, by)
        assert not held.holders([sent.pk])[sent.pk].copies_stuck
    set_aside(world, "assessments.make_copies")

    with standing_as(world.staff):
        items = allocating.items(Marking.objects.filter(submission=sent))
        [facts] = allocating.facts(items, {1: "Ada"}, now=world.now).values()
        [row] = deliveries.page({}, "needs_a_person", now=world.now).rows
        assert held.holders([sent.pk])[sent.pk].copies_stuck
    assert facts.copies_are_stuck
    assert (row.task, row.subject) == (deliveries.COPIES, sent.reference)


def set_aside(world: World, task: str) -> None:
    """Give the message of this task to a person."""
    with standing_as(world.worker) as by:
        message = OutboxMessage.objects.get(task=task)
        messages.set_aside(message=message, words="The disk is full.", by=by, now=world.now)


def fonts_of(made: bytes) -> set[str]:
    with pikepdf.open(BytesIO(made)) as document:
        return {
            str(font.get("/BaseFont")).partition("+")[2]
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font"
        }


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("李小龍", "noto-chinese-traditional"),
        ("刘伟", "noto-chinese-simplified"),
        ("김철수", "noto-korean"),
        ("محمد بن أحمد", "noto-arabic"),
        ("Ευγενία", "noto-greek"),
        ("Hương Nguyễn", "noto-vietnamese"),
    ],
)
def test_a_name_is_drawn_in_a_font_that_we_ship_whatever_the_server_has(name, font):
    made = paper.pdf("assessments/demo_work.html", {"title": "", "paragraphs": [name]})

    assert font in fonts_of(made)
    assert not [one for one in fonts_of(made) if not one.startswith(("atk", "serif6", "noto-"))]


def test_every_learner_of_the_demo_can_be_printed_with_our_own_fonts():
    ours = set().union(*map(paper_fonts.letters_of, (*paper_fonts.OURS, *paper_fonts.SCRIPTS)))

    assert {one for name in LEARNERS for one in name if ord(one) not in ours} == set()


def assert_is_tagged(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as document:
        fonts = {
            str(font.get("/BaseFont")).split("+")[-1]
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font"
        }
        scopes = [
            str(cell["/A"]["/Scope"])
            for cell in document.objects
            if isinstance(cell, pikepdf.Dictionary) and cell.get("/S") == "/TH"
        ]
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en-GB"
        assert document.open_metadata()["pdfuaid:part"] == "1"
    assert set(scopes) == {"/Column"}
    assert not [font for font in fonts if "DejaVu" in font]


def test_welsh_letters_are_drawn_with_our_own_second_font():
    made = paper.pdf(
        "assessments/demo_work.html", {"title": "Siân Gŵyn Llŷr", "paragraphs": ["Llŷr"]}
    )

    with pikepdf.open(BytesIO(made)) as document:
        fonts = " ".join(
            str(font.get("/BaseFont"))
            for font in document.objects
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font"
        )
    assert "atkext" in fonts
    assert "serif6ext" in fonts
