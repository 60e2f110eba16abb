"""What an assessor has to mark, and what they have finished.

Everything here is read as the assessor's own role: rows of work allocated to them, no learner,
no centre, no file as it was sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import (
    CriterionMark,
    Marking,
)
from assessments.queries import concerns, interests, questions, queues
from assessments.rules import marking
from assessments.states import M
from assessments.states import Q as Waits
from awarding.kernel.grades import Grade
from awarding.models import Criterion
from awarding.queries import keyset
from awarding.queries.clocks import Face
from awarding.queries.keyset import Key, Page

TO_MARK = (M.ALLOCATED, M.MARKING, M.RETURNED_TO_ASSESSOR)
FINISHED = (M.MARKED, M.IN_QA, M.FINALISED)

OLDEST = Key("submission__received_at", keyset.moment)
LATEST = Key("state_since", keyset.moment, descending=True)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work as a row of the worklist."""

    pk: int
    submission: int
    reference: str
    number: int
    unit_code: str
    unit_title: str
    received_at: datetime
    state: str
    since: datetime
    round: int
    clock_id: int
    criteria: int
    marked: int
    passed: int
    clock: Face | None = None

    @property
    def unit(self) -> str:
        """Return the unit as its people name it."""
        return f"{self.unit_code} {self.unit_title}"

    @property
    def comes_to(self) -> Grade:
        """Return what the assessor's own marking comes to."""
        return marking.comes_to(self.passed, self.criteria)


COLUMNS = (
    "pk",
    "submission_id",
    "submission__reference",
    "submission__number",
    "submission__unit__code",
    "submission__unit__title",
    "submission__received_at",
    "state",
    "state_since",
    "round",
    "submission__clock_id",
    "criteria",
    "marked",
    "passed",
)


def to_mark() -> QuerySet[Marking]:
    """Return what waits to be marked by the assessor who asks, in no order yet."""
    rows: QuerySet[Marking] = Marking.objects.filter(state__in=TO_MARK)
    return rows


def first(person: int | None, *, now: datetime) -> Marking | None:
    """Return what to mark next: what has waited longest, and what may not go on after it."""
    rows = list(to_mark().order_by("submission__received_at", "pk"))
    tied = interests.tied(person, (one.pk for one in rows), now=now)
    work = [one.submission_id for one in rows]
    held, asked = concerns.doubted(work), questions.latest_in_marking(work)

    def stands_still(one: Marking) -> tuple[bool, bool, bool]:
        waits = asked.get(one.submission_id) == Waits.ASKED
        return one.pk in tied, one.submission_id in held, waits

    return min(rows, key=stands_still, default=None)


def page(asked: Mapping[str, str], *, on: date) -> Page[Item]:
    """Return what is to be marked, the least days left first."""
    window = keyset.asked_for(asked, OLDEST)
    picked = window.limit(to_mark())
    return window.cut(
        _items(picked, window.order, on), lambda one: f"{one.pk}~{one.received_at.isoformat()}"
    )


def finished(asked: Mapping[str, str], *, on: date) -> Page[Item]:
    """Return what the assessor has handed over, the latest first."""
    window = keyset.asked_for(asked, LATEST)
    picked = window.limit(Marking.objects.filter(state__in=FINISHED))
    return window.cut(
        _items(picked, window.order, on), lambda one: f"{one.pk}~{one.since.isoformat()}"
    )


def _items(picked: QuerySet[Marking], order: Sequence[str], on: date) -> list[Item]:
    """Return these rows with how far each sheet is: one query, and three for the clocks."""
    marks = (
        CriterionMark.objects.filter(
            sheet__marking_id=OuterRef("pk"),
            sheet__round=OuterRef("round"),
            feedback__regex=r"\S",
        )
        .exclude(decision="")
        .order_by()
        .values("sheet_id")
    )
    passes = Count("pk", filter=Q(decision=Grade.PASS))
    of_unit = (
        Criterion.objects.filter(outcome__unit_id=OuterRef("submission__unit_id"))
        .order_by()
        .values("outcome__unit_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        Marking.objects.filter(pk__in=picked.values("pk"))
        .annotate(
            criteria=Coalesce(Subquery(of_unit), 0, output_field=IntegerField()),
            marked=_count(marks.annotate(n=Count("pk"))),
            passed=_count(marks.annotate(n=passes)),
        )
        .order_by(*order)
        .values_list(*COLUMNS)
    )
    found = [Item(*row) for row in rows]
    faces = queues.faces_of((one.clock_id for one in found), on=on)
    return [replace(one, clock=faces.get(one.clock_id)) for one in found]


def _count(rows: QuerySet[Any, Any]) -> Coalesce:
    """Return the one number these rows count, and 0 where there are none."""
    return Coalesce(Subquery(rows.values("n")[:1]), 0, output_field=IntegerField())
