"""A29: of two that say at once one person marked and assured a work, the second is refused."""

from threading import Event
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Involvement
from tests import guards
from tests.world import World


@pytest.mark.rule("A29")
@pytest.mark.parametrize(("first", "second"), [("marked", "assured"), ("reviewed", "marked")])
def test_the_second_waits_for_the_first_and_sees_it(real_world: World, first: str, second: str):
    accepted = real_world.accepted()
    written = Event()

    def involve(part: str) -> Involvement:
        return Involvement.objects.create(
            centre_id=accepted.centre_id,
            submission_id=accepted.pk,
            person=real_world.lead.person,
            part=part,
            at=real_world.now,
        )

    def slowly(by: Any) -> Involvement:
        with transaction.atomic():
            made = involve(first)
            written.set()
            guards.until_somebody_waits()
            return made

    def meanwhile(by: Any) -> Involvement:
        assert written.wait(10)
        return involve(second)

    answers = guards.race([(real_world.lead, slowly), (real_world.lead, meanwhile)])

    assert [type(one) for one in answers] == [Involvement, IntegrityError]
    assert answers[1].__cause__.diag.constraint_name == "nobody_judges_twice"
