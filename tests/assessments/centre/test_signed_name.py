"""Q26: a declaration in another name than the learner's needs a reason, which staff read."""

import pytest
from django.test import Client

from awarding.kernel.actors import Role
from awarding.models import Decision, Declaration
from tests.assessments.centre.drafts import filled, page, signed_form, state, url
from tests.factories import standing_as
from tests.pages import as_, at_centre

OTHER = "Someone Else Entirely"
WHY = "Married in October."


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.mark.rule("Q26")
def test_another_name_is_asked_about_and_nothing_is_sent(client, world):
    made = filled(world)
    at_centre(client, world)

    answer = client.post(
        url(world, made, "submit/"), signed_form(client, world, made, learner_name=OTHER)
    )

    told = answer.content.decode()
    assert (answer.status_code, state(world, made)) == (409, "draft")
    assert f"The declaration is signed “{OTHER}”, and the learner is registered as" in told
    assert f'value="{OTHER}"' in told
    assert 'name="name_because"' in told
    with standing_as(world.coordinator):
        assert not Declaration.objects.exists()


@pytest.mark.rule("Q26")
def test_the_name_can_be_corrected(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made)
    client.post(url(world, made, "submit/"), form | {"learner_name": OTHER})

    client.post(url(world, made, "submit/"), form | {"learner_name": "llyr, SIAN gwyn"})

    assert state(world, made) == "submitted"
    with standing_as(world.staff):
        assert not Decision.objects.filter(rule="Q26").exclude(passed_with="").exists()


@pytest.mark.rule("Q26")
def test_a_reason_is_kept_and_read_at_the_quality_check(client, world):
    made = filled(world)
    at_centre(client, world)
    form = signed_form(client, world, made, learner_name=OTHER)
    client.post(url(world, made, "submit/"), form | {"name_because": WHY})
    staff = as_(Client(), world.staff)

    checked = staff.get(f"/northgate/staff/checks/{made.reference}/").content.decode()
    record = staff.get(f"/northgate/staff/submissions/{made.reference}/").content.decode()

    assert state(world, made) == "submitted"
    for told in (checked, record):
        assert (
            f"Signed “{OTHER}” (Learner). The learner is registered as “Siân Gŵyn Llŷr”." in told
        )
        assert f"The centre says: {WHY}" in told
    assert "With a reason: Sending by the centre" in record
    with standing_as(world.staff):
        kept = Decision.objects.get(rule="Q26", subject_id=made.pk, passed_with=WHY)
    assert kept.person == world.coordinator.person


def test_a_name_that_is_the_learners_draws_no_remark(client, world):
    sent = world.submitted()
    staff = as_(client, world.somebody(Role.INTAKE))

    told = staff.get(f"/northgate/staff/checks/{sent.reference}/").content.decode()

    assert "Signed by Siân Gŵyn Llŷr (Learner)" in told
    assert "The learner is registered as" not in told


def test_the_reason_is_not_asked_for_before_it_is_needed(client, world):
    made = filled(world)
    at_centre(client, world)

    assert "name_because" not in page(client, world, made)
