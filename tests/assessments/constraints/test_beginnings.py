"""What a step of the work begins from, and what it may not bring along: asked by the database."""

from collections.abc import Iterator
from typing import Any

import pytest

from assessments.models import Assurance, Marking, Result, Submission
from assessments.operations import marking
from awarding.kernel import clock
from awarding.models import Deadline
from tests import guards
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World


@pytest.fixture
def drafts_seen(real_world: World) -> Iterator[World]:
    """A world in which staff were let see drafts, whose absence is no proof then."""
    with guards.open_to("assessments_marksheet", "staff", "true"):
        yield real_world


@pytest.mark.rule("A30")
def test_no_lead_assessor_takes_a_sheet_that_was_not_handed_over(drafts_seen: World):
    world = drafts_seen
    work = world.allocated()
    with standing_as(world.assessor) as by:
        sheet = marking.start(marking=world.marking_of(work), by=by, now=world.now)
        Marking.objects.update(state="marked")
    with standing_as(world.lead):
        Assurance.objects.create(
            centre_id=work.centre_id,
            submission=work,
            sheet_id=sheet.pk,
            assessor=sheet.assessor,
            lead=world.lead.person,
            begun_at=world.now,
        )
        with kept_by("what_is_assured_has_a_lead"):
            Marking.objects.update(state="in_qa")


@pytest.mark.rule("A18")
@pytest.mark.parametrize("given", ["upload_version", "clock_id", "received_at", "accepted_at"])
def test_a_draft_begins_with_its_first_upload_unreceived_and_without_a_clock(
    world: World, given: str
):
    first = world.submitted()
    value = {"upload_version": 2, "clock_id": first.clock_id}.get(given, world.now)
    learner = world.registered("Rhys Bowen")
    with standing_as(world.staff), kept_by("a_draft_begins_empty"):
        Submission.objects.create(
            centre_id=first.centre_id,
            registration=learner,
            unit_id=first.unit_id,
            reference="NEXT",
            made_at=world.now,
            **{given: value},
        )


@pytest.mark.rule("A38", "Q19")
def test_the_clock_of_withdrawn_work_counts_for_nothing_and_is_not_met(world: World):
    sent, today = world.submitted(), clock.london_day(world.now)
    ended: dict[str, Any] = {"ended_at": world.now, "ended_on": today}
    ended |= {"closed_due_on": today, "closed_age": 0}
    with standing_as(world.coordinator):
        Submission.objects.filter(pk=sent.pk).update(state="withdrawn", withdrawn_because="B.")
        clocks = Deadline.objects.filter(pk=sent.clock_id)
        with kept_by("a_centre_ends_only_what_it_withdrew"):
            clocks.update(ended_as="met", **ended)
        assert clocks.update(ended_as="void", **ended) == 1


@pytest.mark.rule("A34", "Q5")
def test_work_is_released_with_the_clock_it_was_accepted_with(world: World):
    other = world.accepted().clock_id
    ready = world.ready()
    with standing_as(world.staff) as by:
        Result.objects.update(state="released", released_at=world.now, released_by=by.person)
        work = Submission.objects.filter(pk=ready.submission_id)
        with kept_by("work_keeps_its_upload_and_clock"):
            work.update(state="released", released_at=world.now, clock=other)
        assert work.update(state="released", released_at=world.now) == 1
