"""A11, A12: a learner is registered on a page, and nothing that was typed is lost when refused."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from awarding.kernel.actors import Role
from awarding.models import Decision
from centres.models import Cohort, Learner, Registration
from tests.centres.test_transfers import ordinary_code
from tests.factories import standing_as
from tests.pages import as_, at_centre, centre_url, hillside
from tests.world import World


def filled_in(world: World, **changed: str) -> dict[str, str]:
    return {
        "full_name": "Siân Gŵyn Llŷr",
        "uln": "",
        "catalogue_entry": str(world.code.pk),
        "centre_reference": "S-100",
    } | changed


def register(client: Client, world: World, **changed: str):
    return client.post(centre_url(world, "learners/register/"), filled_in(world, **changed))


@pytest.mark.rule("A11")
def test_the_number_is_shown_as_soon_as_a_learner_is_registered(client, world):
    at_centre(client, world)

    answer = register(client, world)
    page = client.get(answer.url).content.decode()

    with standing_as(world.coordinator):
        made = Registration.objects.get()
    assert answer.status_code == 302
    assert made.number in page
    assert "Siân Gŵyn Llŷr" in page


def test_a_cohort_that_is_new_is_opened_in_the_same_act_with_its_tutor(client, world):
    tutor = world.somebody(Role.TUTOR, centre=world.centre)
    at_centre(client, world)
    page = client.get(centre_url(world, "learners/register/")).content.decode()
    choice = re.search(rf'value="(\d+)">{tutor.name}<', page)[1]

    register(client, world, new_cohort="Autumn 2026", tutor=choice)

    with standing_as(world.coordinator):
        cohort = Cohort.objects.select_related("tutor").get()
        assert Registration.objects.get().cohort_id == cohort.pk
    assert (cohort.name, cohort.tutor.person_id) == ("Autumn 2026", tutor.person)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"full_name": " "}, "Enter the learner's full name."),
        ({"full_name": "1234"}, "Enter the learner's full name."),
        ({"uln": "12345"}, "ULN must be 10 digits."),
        ({"catalogue_entry": ""}, "Choose the code to register under."),
        ({"catalogue_entry": "999999"}, "Choose one of the answers offered."),
        ({"full_name": "x" * 201}, "Full name must be 200 characters or fewer."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, world, changed, told):
    at_centre(client, world)

    page = register(client, world, **changed).content.decode()

    assert escape(told) in page
    assert "<title>Error: " in page
    assert 'value="S-100"' in page


@pytest.mark.rule("A11")
def test_a_refusal_quotes_its_clause_and_keeps_what_was_typed(client, world):
    at_centre(client, world)

    answer = register(client, world, uln="1234567890")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "The ULN 1234567890 does not agree with its check digit." in page
    assert "How the portal works, learner numbers · rule A11" in page
    assert re.search(r'id="id_uln_error"[^>]*>.{,90} The ULN 1234567890', page)
    assert "There is a problem" in page
    assert 'href="#id_uln"' in page
    assert 'value="Siân Gŵyn Llŷr"' in page


@pytest.mark.rule("A11")
def test_a_cohort_to_put_right_hides_no_uln_that_is_refused(client, world):
    at_centre(client, world)

    page = register(client, world, uln="1234567890", cohort="999999").content.decode()

    assert "Choose one of the answers offered." in page
    assert page.count("The ULN 1234567890 does not agree with its check digit.") == 3
    assert "How the portal works, learner numbers · rule A11" in page


@pytest.mark.rule("A11", "A12", "A33")
def test_everything_the_rules_say_is_told_while_a_box_is_still_to_be_put_right(client, world):
    at_centre(client, world)
    register(client, world)
    elsewhere, ordinary = {"cohort": "999999"}, str(ordinary_code(world).pk)

    unprintable = register(client, world, full_name="Siân 👩 Llŷr", **elsewhere)
    twin = register(client, world, **elsewhere)
    code = register(client, world, full_name="", catalogue_entry=ordinary)

    assert [one.status_code for one in (unprintable, twin, code)] == [409] * 3
    assert "A result sheet cannot print these letters" in unprintable.content.decode()
    assert "is already registered under this code" in twin.content.decode()
    assert "Look at Siân Gŵyn Llŷr" in twin.content.decode()
    assert "is not a code of the assessment service" in code.content.decode()
    assert "Enter the learner&#x27;s full name." in code.content.decode()
    with standing_as(world.coordinator):
        assert Registration.objects.count() == 1


@pytest.mark.rule("A11")
@pytest.mark.parametrize("wrong", [{"uln": "1234567890"}, {"full_name": "Siân 👩 Llŷr"}])
def test_what_is_refused_is_told_beside_what_is_only_asked_about(client, world, wrong):
    at_centre(client, world)
    register(client, world)

    answer = register(client, world, **wrong)
    ordinary = register(client, world, catalogue_entry=str(ordinary_code(world).pk), **wrong)

    assert (answer.status_code, ordinary.status_code) == (409, 409)
    assert escape([*wrong.values()][0]) in ordinary.content.decode()


def test_a_uln_may_be_pasted_with_spaces(client, world):
    at_centre(client, world)

    register(client, world, uln=" 1000 0000 27 ")

    with standing_as(world.coordinator):
        assert Learner.objects.get().uln == "1000000027"


def test_a_form_sent_twice_registers_once(client, world):
    at_centre(client, world)
    key = "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"

    first = register(client, world, form_key=key)
    second = register(client, world, form_key=key)

    with standing_as(world.coordinator):
        assert Registration.objects.count() == 1
    assert first.url == second.url


def test_the_key_of_a_form_that_another_centre_sent_tells_nothing_of_it(client, world):
    key = "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"
    at_centre(client, world)
    register(client, world, form_key=key)
    other = hillside(world)
    as_(client, world.somebody(Role.COORDINATOR, centre=other))
    address = f"/{world.body.slug}/centre/{other.number}/learners/register/"

    answer = client.post(address, filled_in(world, form_key=key))

    assert answer.status_code == 200
    assert "Choose one of the answers offered." in answer.content.decode()
    assert (
        "Siân"
        not in client.get(f"/{world.body.slug}/centre/{other.number}/learners/").content.decode()
    )


@pytest.mark.rule("A11")
def test_a_second_learner_of_one_name_under_a_code_is_registered_once_somebody_says_so(
    client, world
):
    at_centre(client, world)
    register(client, world)
    with standing_as(world.coordinator):
        first = Registration.objects.get()

    asked = register(client, world, full_name="  siân  gwyn LLYR ")
    page = asked.content.decode()
    done = register(client, world, another_person="on")

    assert asked.status_code == 409
    assert f"as {first.number}. Go on if this is another person." in page
    assert f'href="{centre_url(world, f"learners/{first.learner_id}/")}"' in page
    assert "This is another person of the same name" in page
    assert "marked by our centre" not in page
    assert done.status_code == 302
    with standing_as(world.coordinator):
        assert Registration.objects.count() == Learner.objects.count() == 2
    with standing_as(world.staff):
        kept = Decision.objects.filter(rule="A11").exclude(passed_with="").get()
    assert kept.passed_with == "This is another person of the same name."


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        ("", "1000000027", 409),
        ("9999999999", "", 409),
        ("1000000027", "", 409),
        ("1000000027", "1000000035", 302),
    ],
)
def test_two_numbers_are_two_people_and_one_number_alone_tells_nothing(
    client, world, before, now, status
):
    at_centre(client, world)
    register(client, world, uln=before)

    assert register(client, world, uln=now).status_code == status


def test_a_form_sent_again_with_other_answers_leads_to_what_it_made(client, world):
    at_centre(client, world)
    key = "6f1de4a5-6c4e-4a55-9d0f-1a0f6f1b8f0e"
    made = register(client, world, form_key=key)

    again = register(client, world, form_key=key, full_name="Rhys Bowen")

    page = again.content.decode()
    assert again.status_code == 422
    assert f'href="{made.url}"' in page
    assert "Open what it made the first time: R" in page


@pytest.mark.parametrize("role", [Role.TUTOR, Role.IQA, Role.HEAD_OF_CENTRE, Role.CENTRE_READER])
def test_who_may_not_register_is_not_offered_it_and_is_told_who_may(client, world, role):
    at_centre(client, world, role)

    listed = client.get(centre_url(world, "learners/")).content.decode()
    answer = register(client, world)

    assert "Register a learner" not in listed
    assert answer.status_code == 403
    assert "This is done by: Centre coordinator, Centre staff." in answer.content.decode()


def test_a_registration_of_another_centre_is_not_found(client, world):
    made = world.registered()
    as_(client, world.somebody(Role.COORDINATOR, centre=hillside(world)))

    assert client.get(f"/northgate/centre/054321/registrations/{made.number}/").status_code == 404
    assert client.get(centre_url(world, f"registrations/{made.number}/")).status_code == 404


@pytest.mark.rule("A11")
def test_what_is_not_seen_in_a_pasted_name_is_not_kept(client, world):
    at_centre(client, world)

    register(
        client,
        world,
        full_name="Si\u200ba\u0302n\x07\tGŵyn \u202eLlŷr",
        centre_reference="S\x07-\u200b1",
        new_cohort="Autumn\x85 2026\ufeff",
    )

    with standing_as(world.coordinator):
        made = Registration.objects.select_related("learner", "cohort").get()
    assert made.learner.full_name == "Siân Gŵyn Llŷr"
    assert (made.centre_reference, made.cohort.name) == ("S-1", "Autumn 2026")


@pytest.mark.rule("A11", "A33")
@pytest.mark.parametrize(
    ("letter", "told"), [("\U00012000", "\U00012000 (U+12000)"), ("\ue863", "U+E863")]
)
def test_a_name_that_no_result_sheet_could_print_is_refused_with_its_letter(
    client, world, letter, told
):
    at_centre(client, world)

    answer = register(client, world, full_name=f"Li {letter}")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert re.search(rf'id="id_full_name_error"[^>]*>.{{,150}} full name: {re.escape(told)}', page)
    with standing_as(world.coordinator):
        assert not Registration.objects.exists()
