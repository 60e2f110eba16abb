"""Work is reviewed, signed and sent in one act, or says what is left out."""

import re

import pytest
from django.utils.html import escape

from assessments.models import ItemReview
from assessments.operations import signing
from assessments.queries import sending
from awarding.kernel.actors import Role
from awarding.models import Declaration
from tests.assessments.centre.drafts import (
    filled,
    page,
    signed_form,
    state,
    url,
)
from tests.factories import standing_as
from tests.pages import at_centre


def shown_on(told: str) -> str:
    """The fingerprint of the files that a page shows."""
    return re.search(r'name="shown" value="(\w+)"', told)[1]


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
    made = filled(world, "waiting")
    at_centre(client, world)
    form = signed_form(client, world, made, points=["0"])

    answer = client.post(url(world, made, "submit/"), form)
    told = answer.content.decode()

    assert (answer.status_code, state(world, made)) == (409, "draft")
    assert "Still being checked:" in told
    assert "Not confirmed yet: Examples are from the workplace." in told
    assert 'id="id_points_error"' in told


@pytest.mark.rule("A19")
def test_nobody_signs_for_files_they_were_not_shown(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made)
    world.add_file(made, "evidence")

    refused = client.post(url(world, made, "submit/"), form)
    told = refused.content.decode()
    shown_now = shown_on(told)

    assert (refused.status_code, state(world, made)) == (409, "draft")
    assert "The files changed while you were reading." in told
    assert 'value="Siân Gŵyn Llŷr"' in told
    client.post(url(world, made, "submit/"), form | {"shown": shown_now})
    assert state(world, made) == "submitted"


def test_a_refusal_at_the_last_moment_keeps_what_was_typed(client, world):
    made = filled(world, "waiting")
    at_centre(client, world)
    form = signed_form(client, world, made)

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

    form = {"points": ["1"], "shown": shown_on(page(client, world, made))}
    client.post(url(world, made, "review/"), form)
    told = page(client, world, made)

    with standing_as(world.coordinator):
        assert ItemReview.objects.get().points == [world.unit.requirements[1]]
    assert "The work is signed for and submitted by your centre's coordinator or staff." in told
    assert "I sign this declaration" not in told
    assert client.post(url(world, made, "submit/"), {}).status_code in (403, 409)


@pytest.mark.rule("A20")
def test_a_review_is_asked_anew_once_the_files_changed_and_says_whose_it_was(client, world):
    made = filled(world)
    tutor = world.somebody(Role.TUTOR, centre=world.centre)
    with standing_as(tutor) as by:
        points = world.unit.requirements
        signing.review(
            submission=made, shown=sending.content_of(made), points=points, by=by, now=world.now
        )
    at_centre(client, world)
    before = page(client, world, made)
    world.add_file(made, "witness")
    after = page(client, world, made)

    assert before.count(" checked") == 2
    assert "The files changed" not in before
    assert " checked" not in after
    assert f"The files changed since this was confirmed by {tutor.name} on" in after


@pytest.mark.rule("A20")
def test_nobody_confirms_files_they_were_not_shown(client, world):
    made = filled(world)
    at_centre(client, world, Role.TUTOR)
    form = {"points": ["0", "1"], "shown": shown_on(page(client, world, made))}
    world.add_file(made, "witness")

    answer = client.post(url(world, made, "review/"), form)
    told = answer.content.decode()

    assert answer.status_code == 409
    assert "The files changed while you were reading. Read them again" in told
    assert " checked" not in told
    with standing_as(world.coordinator):
        assert not ItemReview.objects.exists()
