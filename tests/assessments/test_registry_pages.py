"""A36: staff see what the registry was told, what needs a person, and where the books differ."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import RegistryDifference
from assessments.operations import reconciling
from awarding.kernel.actors import Role
from awarding.models import Entry, OutboxMessage, Person
from centres.operations import registering as enrolling
from registry.fake import FakeRegistry
from registry.protocol import Refused, Unknown
from tests.factories import signed_in, standing_as
from tests.pages import words
from tests.world import World

HERE = "/northgate/staff/registry/"


@pytest.fixture(autouse=True)
def _as_in_the_demo(settings):
    settings.DEMO = True


@pytest.fixture
def staff(world):
    return signed_in(Client(), Person.objects.get(pk=world.staff.person))


class Answering(FakeRegistry):
    """A registry that answers every registration with this."""

    def __init__(self, trouble):
        super().__init__()
        self.trouble = trouble

    def enrol(self, registration, *, key):
        raise self.trouble


def deliver(world, registration, registry):
    with standing_as(world.worker) as by:
        message = OutboxMessage.objects.get(key=f"registration-{registration.pk}")
        enrolling.deliver_registration(
            message=message.pk, connect=lambda: registry, by=by, now=world.now
        )
    return message.pk


def stuck(world, name="Siân Gŵyn Llŷr"):
    """A registration whose delivery needs a person."""
    made = world.registered(name)
    return made, deliver(world, made, Answering(Refused("The qualification is not known here.")))


def state_of(world, message):
    with standing_as(world.staff):
        return OutboxMessage.objects.get(pk=message).state


def test_the_page_says_of_each_delivery_how_it_stands(world, staff):
    entered, unknown = world.registered("Ada Obi"), world.registered("Ben Yeo")
    deliver(world, entered, FakeRegistry())
    deliver(world, unknown, Answering(Unknown("The registry answered 500.")))
    refused, _ = stuck(world)

    told = words(staff.get(HERE))

    assert f"Registration {entered.number} Ada Obi" in told
    assert "Entered 1 of 24 ORR-00000001" in told
    assert "Answer not known 1 of 24 The registry answered 500." in told
    assert "The qualification is not known here." in told
    assert "1 needs a person" in told


@pytest.mark.parametrize(
    ("state", "shown"), [("needs_a_person", "Siân"), ("waiting", "Ada"), ("nonsense", "Ada")]
)
def test_the_list_is_filtered_by_state(world, staff, state, shown):
    stuck(world)
    world.registered("Ada Obi")

    told = words(staff.get(f"{HERE}?state={state}"))

    assert shown in told
    assert ("Ada" in told, "Siân" in told) == (state != "needs_a_person", state != "waiting")


def test_what_needs_a_person_is_tried_again_from_the_page(world, staff):
    _, message = stuck(world)

    answer = staff.post(f"{HERE}try-again/", {"message": [message]}, follow=True)

    assert "1 delivery is tried again now." in words(answer)
    again = words(staff.post(f"{HERE}try-again/", {"message": [message]}, follow=True))
    assert "is tried again now" not in again
    assert "The portal is trying it already. Look again in a minute." in again
    assert state_of(world, message) == "waiting"
    with standing_as(world.staff):
        entry = Entry.objects.get(act="message.retry")
    assert (entry.subject_id, entry.person) == (message, world.staff.person)


def test_all_that_need_a_person_on_the_page_are_offered_together(world, staff):
    messages = [stuck(world, name)[1] for name in ("Ada Obi", "Ben Yeo")]

    page = staff.get(HERE).content.decode()
    staff.post(f"{HERE}try-again/", {"message": messages})

    assert "Try all on this page again" in page
    assert {state_of(world, one) for one in messages} == {"waiting"}


def test_nothing_chosen_is_said_and_changes_nothing(world, staff):
    answer = staff.post(f"{HERE}try-again/", {}, follow=True)

    assert "Choose at least one delivery to try again." in words(answer)


def test_who_has_no_registry_duty_sees_the_page_and_no_button(world):
    _, message = stuck(world)
    reader = world.somebody(Role.BODY_READER)
    client = signed_in(Client(), Person.objects.get(pk=reader.person))

    page = client.get(HERE).content.decode()
    refused = client.post(f"{HERE}try-again/", {"message": [message]})

    assert ("Needs a person" in page, "try-again" in page) == (True, False)
    assert (refused.status_code, state_of(world, message)) == (403, "needs_a_person")


def test_another_body_sees_nothing_of_it(world, other_body):
    stuck(world)
    elsewhere = World(other_body, world.now)
    client = signed_in(Client(), Person.objects.get(pk=elsewhere.staff.person))

    told = words(client.get("/mti/staff/registry/"))

    assert "The registry was told nothing yet." in told


def test_a_list_asks_as_much_for_many_rows_as_for_one(world, staff, django_assert_num_queries):
    stuck(world)
    with CaptureQueriesContext(connection) as one:
        staff.get(HERE)
    for n in range(5):
        stuck(world, f"Learner {n}")

    with django_assert_num_queries(len(one.captured_queries)):
        staff.get(HERE)


def differ(world, **given):
    with standing_as(world.staff):
        return RegistryDifference.objects.create(found_at=world.now, **given)


def test_differences_say_what_each_side_holds_and_what_to_do(world, staff):
    differ(world, key="result-7-v1", what="gone", ours="receipt ORC-7")
    differ(world, key="result-8-v1", what="not_ours", theirs="learner_number R8")

    told = words(staff.get(f"{HERE}differences/"))

    assert "result-7-v1 Gone from the registry" in told
    assert "Ask the registry who made it. – learner_number R8 20 Nov 2026" in told


def test_differences_that_are_gone_are_shown_apart(world, staff):
    differ(world, key="result-7-v1", what="gone")
    differ(world, key="result-8-v1", what="gone", cleared_at=world.now)

    still, gone = (words(staff.get(f"{HERE}differences/{q}")) for q in ("", "?show=cleared"))

    assert ("result-7-v1" in still, "result-8-v1" in still) == (True, False)
    assert ("result-7-v1" in gone, "result-8-v1" in gone) == (False, True)


def test_a_night_without_differences_says_so(world, staff):
    before = words(staff.get(f"{HERE}differences/"))
    first_page = words(staff.get(HERE))
    with standing_as(world.worker) as by:
        reconciling.reconcile(registry=FakeRegistry(), by=by, now=world.now)

    assert "Not compared yet." in before
    assert "Not compared yet." in first_page
    assert "differences are open" not in first_page
    assert "0 differences are open." in words(staff.get(HERE))
    assert "Our records and the registry agree." in words(staff.get(f"{HERE}differences/"))
