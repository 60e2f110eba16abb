"""A33 to A35, X6: a result shows on a centre's pages once it is released, and nowhere before."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import EvidenceFile, Result, ResultSheet, Submission
from assessments.operations import mark_sheets, marking
from assessments.queries import sheets
from awarding.kernel.actors import Role
from tests.assessments.centre.drafts import judged_anew
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, client_of, hillside
from tests.world import World

CANARY = "Zyzzogeton on page 2"
OVERALL = "Quokka overall"


def url(world: World, reference: str, part: str = "") -> str:
    return centre_url(world, f"submissions/{reference}/{part}")


def marked_with_canaries(world: World, decision: str) -> Submission:
    """Work marked in full, whose feedback no other sentence resembles."""
    work = world.allocated()
    with standing_as(world.assessor) as by:
        item = world.marking_of(work)
        sheet = marking.start(marking=item, by=by, now=world.now)
        sheet = mark_sheets.save_sheet(
            sheet=sheet,
            marks=[
                mark_sheets.Typed(one.pk, decision, CANARY)
                for one in sheets.criteria_of(world.unit.pk)
            ],
            overall=OVERALL,
            seen=mark_sheets.Seen(sheet.version),
            by=by,
            now=world.now,
        )
        marking.complete(marking=item, version=sheet.version, by=by, now=world.now)
    return work


def sheet_with_bytes(world: World, result: Result) -> Result:
    """Give a result's sheet real bytes to serve."""
    with standing_as(world.staff):
        sheet = ResultSheet.objects.get(result=result)
        default_storage.save(sheet.key, ContentFile(b"%PDF-1.7 the sheet"))
    return result


def everything(client: Client, world: World, work: Submission) -> Iterator[tuple[str, Any]]:
    """Every page of the centre that could tell something of this work."""
    with standing_as(world.coordinator):
        learner = Submission.objects.select_related("registration").get(pk=work.pk).registration
        files = list(EvidenceFile.objects.values_list("pk", flat=True))
    paths = [
        "tracker/",
        "tracker/?status=pass",
        "tracker/?status=referral",
        "tracker/?status=new",
        "tracker/?due=past",
        "learners/",
        f"learners/{learner.learner_id}/",
        f"registrations/{learner.number}/",
        "submit/",
        f"submissions/{work.reference}/",
        f"submissions/{work.reference}/result/",
        f"submissions/{work.reference}/withdraw/",
        f"clock/{work.clock_id}/",
        *(f"submissions/{work.reference}/files/{file}/" for file in files),
    ]
    for path in paths:
        answer = client.get(centre_url(world, path))
        body = b"".join(answer) if answer.streaming else answer.content
        yield path, (body.decode(errors="replace"), answer)


@pytest.mark.rule("A34", "X6")
@pytest.mark.parametrize("decision", ["pass", "referral"])
@pytest.mark.parametrize("stage", ["marked", "finalised", "ready"])
def test_before_release_nothing_of_a_result_is_on_any_page(client, world, decision, stage):
    work = marked_with_canaries(world, decision)
    if stage != "marked":
        result = world.finalised(work, decision=decision)
    if stage == "ready":
        world.ready(result)
    at_centre(client, world)

    for path, (body, answer) in everything(client, world, work):
        told = body + str(answer.headers)
        for word in (CANARY, OVERALL, "Result: ", "Released to you on", "Download the result"):
            assert word not in told, path
        assert 'p-tag--green">Pass' not in told, path
        assert 'p-tag--amber">Referral' not in told, path
    assert client.get(url(world, work.reference, "result/")).status_code == 404


def test_before_release_pass_and_referral_look_the_same(client, world):
    works = [marked_with_canaries(world, "pass"), marked_with_canaries(world, "referral")]
    for work, decision in zip(works, ("pass", "referral"), strict=True):
        world.ready(world.finalised(work, decision=decision))
    at_centre(client, world)

    pages = []
    for work in works:
        answer = client.get(url(world, work.reference))
        pages.append([line.title for line in answer.context["history"]])

    assert pages[0] == pages[1]


@pytest.mark.rule("A33", "A35")
def test_a_released_pass_shows_each_criterion_with_feedback_and_its_sheet(client, world):
    work = marked_with_canaries(world, "pass")
    result = sheet_with_bytes(world, world.ready(world.finalised(work)))
    world.released(result)
    at_centre(client, world)

    told = client.get(url(world, work.reference)).content.decode()
    sheet = client.get(url(world, work.reference, "result/"))

    assert "Result: Pass" in told
    assert OVERALL in told
    assert told.count(CANARY) == 4
    assert "It is being entered in the registry." in told
    assert b"".join(sheet) == b"%PDF-1.7 the sheet"
    assert f"Result sheet {work.reference}.pdf" in sheet["Content-Disposition"]


@pytest.mark.rule("A40")
def test_a_referral_leads_to_the_next_submission_and_back(client, world):
    result = world.released(decision="referral")
    at_centre(client, world)
    with standing_as(world.coordinator):
        first = Submission.objects.get(pk=result.submission_id)
        second = Submission.objects.get(previous=first)

    told = client.get(url(world, first.reference)).content.decode()
    after = client.get(url(world, second.reference)).content.decode()

    assert "Result: Referral" in told
    assert f"Go to the next submission, {second.reference}" in told
    assert first.reference in after
    assert f"Opened after the result of {first.reference}" in after


def test_a_file_the_store_has_lost_is_told_on_both_sides(client, world, settings):
    settings.DEMO = True
    work = world.submitted()
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.select_related("file").earliest("pk")
    default_storage.delete(file.file.key)
    at_centre(client, world)
    own = client.get(url(world, work.reference, f"files/{file.pk}/"))
    theirs = client_of(world.staff).get(
        f"/northgate/staff/submissions/{work.reference}/files/{file.pk}/"
    )

    for told in (own, theirs):
        assert told.status_code == 410
        assert "This file is missing" in told.content.decode()


def test_a_centre_gets_its_own_file_as_an_attachment_and_nothing_in_it_may_run(client, world):
    work = world.submitted()
    at_centre(client, world)
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.select_related("file").earliest("pk")
        with default_storage.open(file.file.key) as stored:
            sent = stored.read()

    answer = client.get(url(world, work.reference, f"files/{file.pk}/"))

    assert b"".join(answer) == sent
    assert answer["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("verdict", "words", "told"),
    [
        ("refused", "The PDF contains a script.", "The PDF contains a script."),
        ("waiting", "", "It is being checked."),
    ],
)
def test_a_file_that_was_not_found_fit_is_given_to_nobody_and_is_kept(
    client, real_world, settings, verdict, words, told
):
    settings.DEMO = True  # staff need no second factor
    world = real_world
    work = world.submitted()
    judged_anew(world, verdict=verdict, verdict_words=words)
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.select_related("file").earliest("pk")
    tutor, staff = at_centre(Client(), world, Role.TUTOR), as_(Client(), world.staff)
    at_centre(client, world)
    at = url(world, work.reference, f"files/{file.pk}/")
    elsewhere = f"/northgate/staff/submissions/{work.reference}/files/{file.pk}/"

    answers = [client.get(at), tutor.get(at), staff.get(elsewhere)]
    pages = [
        client.get(url(world, work.reference)).content.decode(),
        staff.get(f"/northgate/staff/checks/{work.reference}/").content.decode(),
    ]

    for answer in answers:
        assert (answer.status_code, told in answer.content.decode()) == (409, True)
        assert "Content-Disposition" not in answer
    for page in pages:
        assert ("evidence.pdf" in page, f"files/{file.pk}/" in page) == (True, False)
    assert default_storage.exists(file.file.key)


def test_a_file_of_another_submission_is_not_found_under_this_one(client, world):
    one, other = world.submitted(), world.submitted(world.prepared(world.registered("Ann")))
    at_centre(client, world)
    with standing_as(world.coordinator):
        file = EvidenceFile.objects.filter(submission=other).earliest("pk")

    assert client.get(url(world, one.reference, f"files/{file.pk}/")).status_code == 404


def test_the_page_of_a_learner_shows_their_work_and_no_other_centres(client, world):
    work = world.submitted()
    at_centre(client, world)
    with standing_as(world.coordinator):
        learner = Submission.objects.get(pk=work.pk).registration.learner_id

    told = client.get(centre_url(world, f"learners/{learner}/")).content.decode()
    as_(client, world.somebody(Role.COORDINATOR, centre=hillside(world)))

    assert work.reference in told
    assert "Quality check" in told
    assert client.get(f"/northgate/centre/054321/learners/{learner}/").status_code == 404


def test_submit_work_lists_learners_and_the_units_still_free(client, world):
    world.submitted()
    world.registered("Ann Free")
    at_centre(client, world)

    told = client.get(centre_url(world, "submit/"))
    found = client.get(centre_url(world, "submit/"), {"find": "siân"}).content.decode()

    assert [(row.name, len(free)) for row, _, free in told.context["rows"]] == [
        ("Ann Free", 1),
        ("Siân Gŵyn Llŷr", 0),
    ]
    assert "Ann Free" not in found


def pages_of_each_state(world: World) -> dict[str, str]:
    return {
        "draft": world.prepared(world.registered("A")).reference,
        "returned": world.returned(
            world.submitted(world.prepared(world.registered("B")))
        ).reference,
        "accepted": world.accepted(
            world.submitted(world.prepared(world.registered("C")))
        ).reference,
    }


def test_a_page_asks_few_questions_of_the_database(client, world):
    references = pages_of_each_state(world)
    result = world.released()
    with standing_as(world.coordinator):
        references["released"] = Submission.objects.get(pk=result.submission_id).reference
    at_centre(client, world)
    pages = {state: url(world, reference) for state, reference in references.items()}
    pages |= {name: centre_url(world, f"{name}/") for name in ("tracker", "learners", "submit")}

    asked = {name: questions(client, at) for name, at in pages.items()}

    assert asked.pop("released") <= 17
    assert asked.pop("returned") <= 13
    assert {name: n for name, n in asked.items() if n > 12} == {}


def questions(client: Client, at: str) -> int:
    """How many queries a page takes, beside saying whose rows are wanted."""
    client.get(at)
    with CaptureQueriesContext(connection) as queries:
        client.get(at)
    return len([one for one in queries if "set_config" not in one["sql"]])
