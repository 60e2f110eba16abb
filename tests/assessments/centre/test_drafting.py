"""A centre opens a submission, sees what is still to do, and nobody else finds it."""

import pytest
from django.utils.html import escape

from assessments.models import EvidenceFile, Submission
from awarding.kernel.actors import Role
from tests.assessments.centre.drafts import (
    POINTS,
    drafted,
    filled,
    page,
    signed_form,
    state,
    upload,
    url,
)
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, hillside


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


@pytest.mark.rule("A19", "A20", "A21")
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TUTOR, Role.CENTRE_READER])
def test_whoever_reads_why_work_cannot_be_sent_yet_reads_each_rule_in_its_words(
    client, world, role
):
    made = drafted(world)
    at_centre(client, world, role)

    told = page(client, world, made)

    for words in (
        "Assessment service, step 5 · rule A21",
        "Assessment service, step 5 · rule A20",
        "How the portal works, signing · rule A19",
        "that all relevant documentation is in place.</p></blockquote>",
        "The portal’s own rule: The learner and the centre each declare",
    ):
        assert words in told
