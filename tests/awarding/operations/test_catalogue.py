"""The catalogue takes no unit that could not be reviewed, marked or signed for."""

from dataclasses import replace

import pytest

from awarding.kernel.actors import Role
from awarding.kernel.rules import Refused
from awarding.models import Qualification, Unit
from awarding.operations import catalogue
from tests.assessments.constraints.kept import kept_by
from tests.factories import actor, standing_as
from tests.world import UNIT


@pytest.mark.rule("A28")
@pytest.mark.parametrize("outcomes", [[], [catalogue.OutcomeGiven("Lead a team", [])]])
def test_a_unit_without_a_criterion_is_not_added(body, now, outcomes):
    with standing_as(actor(Role.APPROVALS, body=body)) as by:
        with pytest.raises(Refused, match="Give every learning outcome of unit EMPTY"):
            catalogue.add_qualification(
                number="603/0000/0",
                title="Another",
                level="3",
                units=[UNIT, replace(UNIT, code="EMPTY", outcomes=outcomes)],
                by=by,
                now=now,
            )

        assert not Qualification.objects.exists()


@pytest.mark.rule("A19", "Q26")
@pytest.mark.parametrize("given", [[], ["evidence"], ["cover_sheet", "evidence"]])
def test_every_unit_requires_the_cover_sheet_on_which_its_learner_signs(body, now, given):
    with standing_as(actor(Role.APPROVALS, body=body)) as by:
        catalogue.add_qualification(
            number="603/0000/0",
            title="Another",
            level="3",
            units=[replace(UNIT, required_documents=given)],
            by=by,
            now=now,
        )

        assert sorted(Unit.objects.get().required_documents) == sorted({*given, "cover_sheet"})
        with kept_by("a_unit_requires_the_cover_sheet"):
            Unit.objects.update(required_documents=["evidence"])


@pytest.mark.rule("A20")
def test_a_unit_without_a_requirement_is_not_added_so_that_no_work_goes_unreviewed(body, now):
    with standing_as(actor(Role.APPROVALS, body=body)) as by:
        given = {"number": "603/0000/0", "title": "Another", "level": "3", "by": by, "now": now}
        with pytest.raises(Refused, match="must meet: at least one requirement"):
            catalogue.add_qualification(units=[replace(UNIT, requirements=[])], **given)

        catalogue.add_qualification(units=[UNIT], **given)
        for none in ([], [" "], ["\t\n"], ["Legible.", " "], ["Legible.", 7], {}, "", 7):
            with kept_by("a_unit_has_requirements"):
                Unit.objects.update(requirements=none)
