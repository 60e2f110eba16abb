"""A11: one person is registered once under a code, however many forms say so at once."""

from datetime import datetime
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refused
from awarding.models import AwardingBody
from centres.models import Registration
from centres.operations import registration
from tests import guards
from tests.factories import standing_as
from tests.world import World

ULN = "1000000027"


def register(world: World, by: Actor, uln: str = "") -> Registration:
    return registration.register_learner(
        full_name="Siân Gŵyn Llŷr",
        uln=uln,
        catalogue_entry=world.code,
        cohort=None,
        centre_reference="",
        by=by,
        now=world.now,
    )


@pytest.mark.rule("A11")
@pytest.mark.parametrize("uln", ["", ULN])
def test_of_two_forms_with_one_person_at_once_the_second_is_told_of_the_first(
    committed: None, now: datetime, uln: str
):
    world = World(AwardingBody.objects.get(slug="northgate"), now)
    registered = Event()

    def first(by: Actor) -> Registration:
        with transaction.atomic():
            made = register(world, by, uln)
            registered.set()
            guards.until_somebody_waits()
            return made

    def second(by: Actor) -> Any:
        assert registered.wait(10)
        return register(world, by, uln)

    answers = guards.race([(world.coordinator, first), (world.coordinator, second)])

    assert [type(one) for one in answers] == [Registration, Refused]
    assert [one.rule for one in answers[1].answers] == ["A11"]


@pytest.mark.rule("A11")
def test_whom_the_number_names_is_refused_once_and_not_taken_for_another_of_the_name(
    world: World,
):
    with standing_as(world.coordinator) as by:
        register(world, by, ULN)
        with pytest.raises(Refused) as refused:
            register(world, by, ULN)

    assert [str(one.reason) for one in refused.value.answers] == [
        "This learner is registered under this code already."
    ]
