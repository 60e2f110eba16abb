"""Questions that wait for a centre's answer, as the body's staff look after them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from assessments.models import Question
from assessments.queries import own_marking
from assessments.states import Q as State
from awarding.queries import keyset
from awarding.queries.keyset import Key, Page

DUE = Key("answer_by", date.fromisoformat)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions wait, how many of them past their day, and the first such day."""

    count: int
    late: int
    first: date | None


def waiting(*, on: date) -> Waiting:
    """Count what waits for a centre's answer on a day: one query."""
    found = _open().aggregate(
        count=Count("pk"), late=Count("pk", filter=Q(answer_by__lt=on)), first=Min("answer_by")
    )
    return Waiting(**found)


def page(asked: Mapping[str, str]) -> Page[Question]:
    """Return what waits for a centre's answer, the first to be answered first."""
    window = keyset.asked_for(asked, DUE)
    rows = window.limit(_open().select_related("submission__unit", "submission__centre"))
    return window.cut(list(rows), _token)


def _open() -> QuerySet[Question]:
    """Return the open questions; whose centre is not told to who acts is left out (A26)."""
    mine = own_marking.allocations().values("submission_id")
    rows: QuerySet[Question] = Question.objects.filter(state=State.ASKED)
    return rows.exclude(submission_id__in=mine)


def _token(one: Question) -> str:
    return f"{one.pk}~{one.answer_by.isoformat()}"
