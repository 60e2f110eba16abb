"""The tracker of one centre: its submissions, where each stands, and what each clock says.

Before release a submission's state is all there is to read: a result's row is not visible.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from assessments.models import CheckPoint, Submission
from assessments.queries.tracked import Wanted, answer_is_due, narrowed, outcome
from assessments.states import S
from awarding.models import Deadline
from awarding.queries import clocks, keyset
from awarding.queries.clocks import Face
from awarding.queries.keyset import Key, Page

NEWEST = Key("made_at", keyset.moment, descending=True)


@dataclass(frozen=True, slots=True)
class NotMet:
    """One point of the quality check that was not met, and what to do about it."""

    point: str
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Why work came back, point by point, and by when an answer is wanted."""

    on: datetime | None
    answer_by: date | None
    points: tuple[NotMet, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One submission as a row of the tracker. The clock is there once the work was received."""

    pk: int
    reference: str
    number: int
    upload_version: int
    state: str
    made_at: datetime
    received_at: datetime | None
    accepted_at: datetime | None
    released_at: datetime | None
    learner: int
    name: str
    registration: int
    unit: int
    unit_code: str
    unit_title: str
    clock_id: int | None
    outcome: str | None
    #: By when an open question is to be answered.
    answer_by: date | None = None
    clock: Face | None = None
    returned: Returned | None = None


COLUMNS = (
    "pk",
    "reference",
    "number",
    "upload_version",
    "state",
    "made_at",
    "received_at",
    "accepted_at",
    "released_at",
    "registration__learner_id",
    "registration__learner__full_name",
    "registration_id",
    "unit_id",
    "unit__code",
    "unit__title",
    "clock_id",
    "came_to",
    "answer_by",
)


CLOCK = (
    "calendar_id",
    "is_provisional",
    "started_on",
    "started_wd",
    "days",
    "amber_from",
    "red_from",
    "paused_wd",
    "ended_at",
    "ended_on",
    "ended_as",
    "closed_due_on",
    "closed_age",
    "document",
    "issue",
    "number",
    "words",
)


def page(
    asked: Mapping[str, str], wanted: Wanted, *, now: datetime, on: date, size: int = keyset.SIZE
) -> Page[Line]:
    """Return the submissions asked for, the newest first, as they stand on a day."""
    window = keyset.asked_for(asked, NEWEST, size)
    picked = window.limit(narrowed(wanted, now=now, on=on)).values("pk")
    return window.cut(lines(picked, window.order, on=on), _token)


def lines(
    picked: QuerySet[Any, Any], order: Iterable[str] = ("-made_at", "-pk"), *, on: date
) -> list[Line]:
    """Return these submissions as lines: few enough to be picked first and joined after."""
    rows = Submission.objects.filter(pk__in=picked).annotate(
        came_to=outcome(), answer_by=answer_is_due()
    )
    rows = rows.order_by(*order)
    read = list(rows.values_list(*COLUMNS, *(f"clock__{name}" for name in CLOCK)))
    found = [Line(*row[: len(COLUMNS)]) for row in read]
    faces = clocks.clocks(_clocks(found, [row[len(COLUMNS) :] for row in read]), on)
    why = reasons([line.pk for line in found if line.state == S.RETURNED])
    return [
        replace(line, clock=faces.get(line.clock_id or 0), returned=why.get(line.pk))
        for line in found
    ]


def _clocks(found: Iterable[Line], read: Iterable[tuple[Any, ...]]) -> list[Deadline]:
    """Return the clocks of these lines from what was read with them."""
    return [
        Deadline(pk=line.clock_id, **dict(zip(CLOCK, values, strict=True)))
        for line, values in zip(found, read, strict=True)
        if line.clock_id
    ]


def reasons(submissions: Iterable[int]) -> dict[int, Returned]:
    """Return why each of these submissions last came back, and what is asked."""
    points = (
        CheckPoint.objects.filter(
            check_made__submission_id__in=list(submissions),
            check_made__outcome="returned",
            is_met=False,
        )
        .order_by("check_made__upload_version", "pk")
        .values_list(
            "check_made__submission_id",
            "check_made__upload_version",
            "check_made__completed_at",
            "check_made__answer_by",
            "point",
            "what_to_do",
        )
    )
    found: dict[int, tuple[int, Returned]] = {}
    for submission, version, at, answer_by, *point in points:
        kept = found.get(submission)
        earlier = kept[1].points if kept and kept[0] == version else ()
        found[submission] = version, Returned(at, answer_by, (*earlier, NotMet(*point)))
    return {submission: returned for submission, (_, returned) in found.items()}


def _token(line: Line) -> str:
    return f"{line.pk}~{line.made_at.isoformat()}"
