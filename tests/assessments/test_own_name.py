"""Whoever acts is named by what they write, and nobody else is: kept by PostgreSQL."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from assessments.models import (
    Allocation,
    Assurance,
    Hold,
    Involvement,
    ItemReview,
    MarkSheet,
    Note,
    QualityCheck,
    Result,
    Submission,
)
from assessments.operations import checking, holds
from awarding.kernel.actors import Actor
from awarding.models import Declaration, StoredFile
from centres.models import ConflictOfInterest, TransferRequest
from tests.assessments.constraints.kept import kept_by
from tests.factories import standing_as
from tests.world import World

Wrong = tuple[Actor, Callable[[], Any]]


def once_more(row: models.Model, **other: Any) -> None:
    """Write a row again as another one."""
    fields = [one for one in row._meta.local_concrete_fields if not one.primary_key]
    same = {one.attname: getattr(row, one.attname) for one in fields if not one.generated}
    type(row)(**same | other).save(force_insert=True)


def signs(world: World) -> Wrong:
    world.prepared()
    return world.coordinator, lambda: once_more(
        Declaration.objects.latest("pk"), entered_by=world.lead.person
    )


def reviews(world: World) -> Wrong:
    world.prepared()
    return world.coordinator, lambda: once_more(
        ItemReview.objects.latest("pk"), reviewed_by=world.lead.person
    )


def uploads(world: World) -> Wrong:
    world.prepared()
    new = {"key": "sent/by-hand", "verdict": "waiting", "uploaded_by": world.lead.person}
    return world.coordinator, lambda: once_more(StoredFile.objects.latest("pk"), **new)


def drafts(world: World) -> Wrong:
    learner = world.registered()
    given = {"registration": learner, "unit": world.unit, "reference": "R", "made_at": world.now}
    return world.coordinator, lambda: Submission.objects.create(made_by=world.lead.person, **given)


def sends(world: World) -> Wrong:
    drafted = world.prepared()
    rows = {"state": "submitted", "received_at": world.now, "submitted_by": world.lead.person}
    return world.coordinator, lambda: Submission.objects.filter(pk=drafted.pk).update(**rows)


def begins_a_check(world: World) -> Wrong:
    sent = world.submitted()

    def begin() -> None:
        Submission.objects.filter(pk=sent.pk).update(state="checking")
        QualityCheck.objects.create(
            centre_id=sent.centre_id,
            submission=sent,
            upload_version=1,
            checked_by=world.lead.person,
            begun_at=world.now,
        )

    return world.staff, begin


def decides_a_check(world: World) -> Wrong:
    sent = world.submitted()
    with standing_as(world.staff) as by:
        checking.open_check(submission=sent, by=by, now=world.now)
    return world.staff, lambda: QualityCheck.objects.update(decided_by=world.lead.person)


def allocates(world: World) -> Wrong:
    world.allocated()

    def again() -> None:
        Allocation.objects.update(ended_at=world.now)
        once_more(Allocation.objects.get(), ended_at=None, allocated_by=world.lead.person)

    return world.staff, again


def assures(world: World, by: Actor | None = None) -> Wrong:
    done = world.marked()

    def begin() -> None:
        sheet = MarkSheet.objects.get()
        Assurance.objects.create(
            centre_id=done.centre_id,
            submission=done,
            sheet=sheet,
            assessor=sheet.assessor,
            lead=world.lead.person,
            begun_at=world.now,
        )

    return by or world.staff, begin


def assures_for_nobody(world: World) -> Wrong:
    return assures(world, by=world.worker)


def finalises(world: World) -> Wrong:
    world.finalised()
    later = {"version": 2, "reason": "An appeal was upheld."}
    return world.staff, lambda: once_more(
        Result.objects.get(), finalised_by=world.lead.person, **later
    )


def releases(world: World) -> Wrong:
    world.ready()
    out = {"state": "released", "released_at": world.now, "released_by": world.lead.person}
    return world.staff, lambda: Result.objects.update(**out)


def holds_back(world: World) -> Wrong:
    sent = world.submitted()
    words = {"kind": "concern", "reason": "Copied.", "placed_at": world.now}
    return world.staff, lambda: Hold.objects.create(
        centre_id=sent.centre_id, submission=sent, placed_by=world.lead.person, **words
    )


def lifts(world: World) -> Wrong:
    sent = world.submitted()
    with standing_as(world.staff) as by:
        holds.place(submission=sent, kind="concern", reason="Copied.", by=by, now=world.now)
    return world.staff, lambda: Hold.objects.update(
        lifted_at=world.now, lifted_by=world.lead.person, lifted_because="Settled."
    )


def declares_an_interest(world: World) -> Wrong:
    tie = {"person_id": world.assessor.person, "centre": world.centre, "reason": "Taught there."}
    return world.staff, lambda: ConflictOfInterest.objects.create(
        declared_at=world.now, declared_by=world.lead.person, **tie
    )


def asks_for_a_transfer(world: World) -> Wrong:
    registered = world.registered()
    return world.coordinator, lambda: TransferRequest.objects.create(
        registration=registered, asked_by=world.lead.person, asked_at=world.now
    )


def answers_a_transfer(world: World) -> Wrong:
    registered = world.registered()
    with standing_as(world.coordinator) as by:
        TransferRequest.objects.create(
            registration=registered, asked_by=by.person, asked_at=world.now
        )
    answer = {"outcome": "granted", "answered_at": world.now}
    return world.staff, lambda: TransferRequest.objects.update(
        answered_by=world.lead.person, **answer
    )


def judges(world: World) -> Wrong:
    marked = world.marked()
    given = {"centre_id": marked.centre_id, "submission": marked, "at": world.now}
    return world.staff, lambda: Involvement.objects.create(
        person=world.lead.person, part="reviewed", **given
    )


def judges_for_nobody(world: World) -> Wrong:
    return world.worker, judges(world)[1]


def leaves_a_note(world: World) -> Wrong:
    sent = world.submitted()
    return world.staff, lambda: Note.objects.create(
        centre_id=sent.centre_id,
        submission=sent,
        words="They rang.",
        written_at=world.now,
        written_by=world.lead.person,
    )


NAMED = {
    leaves_a_note: "written_by",
    signs: "entered_by",
    reviews: "reviewed_by",
    uploads: "uploaded_by",
    drafts: "made_by",
    sends: "submitted_by",
    begins_a_check: "checked_by",
    decides_a_check: "decided_by",
    allocates: "allocated_by",
    assures: "lead",
    assures_for_nobody: "lead",
    finalises: "finalised_by",
    releases: "released_by",
    holds_back: "placed_by",
    lifts: "lifted_by",
    declares_an_interest: "declared_by",
    asks_for_a_transfer: "asked_by",
    answers_a_transfer: "answered_by",
    judges: "person",
    judges_for_nobody: "person",
}


@pytest.mark.rule("A12", "A26", "A29", "A34", "X4")
@pytest.mark.parametrize(("act", "column"), NAMED.items(), ids=[one.__name__ for one in NAMED])
def test_nobody_does_this_in_the_name_of_another(world: World, act: Any, column: str):
    by, wrong = act(world)

    with standing_as(by), kept_by(f"{column}_is_who_acts"):
        wrong()
