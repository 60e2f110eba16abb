"""The facts of release: its rows locked, then read with everything the rules ask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from assessments.models import Assurance, Hold, Marking, Result, ResultSheet, Submission
from assessments.queries import interests, registering, stuck
from assessments.rules.releasing import ReleaseFacts
from awarding.kernel.grades import Grade
from awarding.models import Membership, OutboxMessage
from centres.queries import interests as held_interests


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One result that may be released, with what its release writes."""

    result: int
    submission: int
    centre: int
    learner: int
    unit: int
    version: int
    outcome: str
    clock: int
    facts: ReleaseFacts


def locked_rows(results: Sequence[int], *, now: datetime) -> list[ReleaseRow]:
    """Lock these results with all work of their learners for their units; return their facts.

    In id order, so that two batches never wait for each other. The facts are read after every
    wait is over: a row somebody else was releasing says it is out, a hold placed meanwhile is
    seen, and so is a pass of the same unit under another code.
    """
    wanted = Result.objects.filter(pk__in=results)
    same = Submission.objects.filter(
        unit__in=wanted.values("submission__unit"),
        registration__learner__in=wanted.values("submission__registration__learner"),
    )
    _lock(same)
    locked = _lock(wanted)
    for person in sorted({person for person, _ in _judges(locked)}):
        held_interests.hold(person)
    return rows_of(locked, now=now)


def rows_of(results: Sequence[int], *, now: datetime) -> list[ReleaseRow]:
    """Return each of these results with its facts as they are now, for a preview: no lock."""
    rows = Result.objects.filter(pk__in=results).order_by("pk").annotate(**_facts())
    found = [_row(*row) for row in rows.values_list(*COLUMNS)]
    tied = _tied(results, now)
    return [
        replace(row, facts=replace(row.facts, tied=True)) if row.submission in tied else row
        for row in found
    ]


def _tied(results: Sequence[int], now: datetime) -> set[int]:
    """Return the work one of whose judges has an interest: recorded, or at its centre by then.

    Who joins a centre after finalising judged its work as somebody who was free to.
    """
    recorded = interests.of(_judges(results), now=now, kinds=("centre", "learner"))
    was_there = Membership.objects.filter(
        Q(person_id=OuterRef("assessor")) | Q(person_id=OuterRef("lead")),
        centre_id=OuterRef("centre_id"),
        began_at__lte=OuterRef("completed_at"),
        mistaken_because="",
    )
    by_then = _assured(results).filter(Exists(was_there))
    return {submission for _, submission in recorded} | set(
        by_then.values_list("submission_id", flat=True)
    )


def _judges(results: Sequence[int]) -> set[tuple[int, int]]:
    """Return who marked and who assured the work of each result, with its submission."""
    told = _assured(results).values_list("submission_id", "assessor", "lead")
    return {(who, submission) for submission, *both in told for who in both}


def _assured(results: Sequence[int]) -> QuerySet[Assurance]:
    """Return the assurances in which these results were finalised."""
    work = Result.objects.filter(pk__in=results).values("submission_id")
    finalised = [Assurance.Outcome.AGREED, Assurance.Outcome.CHANGED]
    rows: QuerySet[Assurance] = Assurance.objects.filter(
        submission_id__in=work, outcome__in=finalised
    )
    return rows


#: In the order ``_row`` takes them.
COLUMNS = (
    "pk",
    "submission_id",
    "centre_id",
    "submission__registration__learner_id",
    "submission__unit_id",
    "version",
    "outcome",
    "submission__clock_id",
    "state",
    "marking_state",
    "submission__state",
    "has_sheet",
    "holds",
    "elsewhere",
    "sheet_stuck",
    "is_told",
)


def _facts() -> dict[str, Any]:
    """Return what is read beside each result, in the same statement."""
    marking = Marking.objects.filter(
        submission_id=OuterRef("submission_id"), purpose=Marking.Purpose.FIRST
    )
    return {
        "holds": Coalesce(Subquery(_holds()), Value(""), output_field=TextField()),
        "marking_state": Subquery(marking.values("state")[:1]),
        "has_sheet": Exists(ResultSheet.objects.filter(result_id=OuterRef("pk"))),
        "elsewhere": Exists(_other_pass()),
        "sheet_key": stuck.key("sheet-", "pk", "-v", "version"),
        "sheet_stuck": Exists(stuck.messages().filter(key=OuterRef("sheet_key"))),
        "told_as": F("version") - registering.first_version() + 1,
        "told_key": stuck.key("result-", "submission_id", "-v", "told_as"),
        "is_told": Exists(OutboxMessage.objects.filter(key=OuterRef("told_key"))),
    }


def _holds() -> QuerySet[Any]:
    """Return why a submission is held, all its open holds in one text."""
    open_holds: QuerySet[Hold] = Hold.objects.filter(
        submission_id=OuterRef("submission_id"), lifted_at__isnull=True
    )
    return (
        open_holds.order_by()
        .values("submission_id")
        .annotate(why=StringAgg("reason", delimiter=Value("; ")))
        .values("why")
    )


def _other_pass() -> QuerySet[Result]:
    """Return passes of the same learner in the same unit by another submission that are out."""
    return Result.objects.filter(
        Q(state__in=["released", "registered"]),
        outcome=Grade.PASS,
        submission__registration__learner_id=OuterRef("submission__registration__learner_id"),
        submission__unit_id=OuterRef("submission__unit_id"),
    ).exclude(submission_id=OuterRef("submission_id"))


def _lock(rows: QuerySet[Any]) -> list[int]:
    """Lock rows in id order, so that two batches never wait for each other."""
    return list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _row(
    result: int,
    submission: int,
    centre: int,
    learner: int,
    unit: int,
    version: int,
    outcome: str,
    clock: int,
    state: str,
    marking_state: str | None,
    submission_state: str,
    has_sheet: bool,
    holds: str,
    elsewhere: bool,
    sheet_stuck: bool,
    is_told: bool,
) -> ReleaseRow:
    """Return one row of values as what it is."""
    facts = ReleaseFacts(
        state=state,
        marking_state=marking_state or "",
        submission_state=submission_state,
        has_sheet=has_sheet,
        holds=holds,
        awarded_elsewhere=elsewhere and outcome == Grade.PASS,
        sheet_is_stuck=sheet_stuck,
        registry_is_told=is_told and outcome == Grade.PASS,
    )
    return ReleaseRow(result, submission, centre, learner, unit, version, outcome, clock, facts)
