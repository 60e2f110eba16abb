"""Concerns about whose work it is: which are to be settled."""

from collections.abc import Iterable

from django.db.models import QuerySet

from assessments.models import Hold
from assessments.rules.concerns import Concern


def unsettled() -> QuerySet[Hold]:
    """Return the concerns that nobody has settled, the oldest first."""
    rows: QuerySet[Hold] = Hold.objects.filter(kind__in=list(Concern), lifted_at__isnull=True)
    return rows.order_by("placed_at", "pk")


def found(concern: int) -> Hold:
    """Return one concern with its submission."""
    one: Hold = Hold.objects.select_related("submission__unit").get(
        pk=concern, kind__in=list(Concern)
    )
    return one


def of(submission: int) -> list[Hold]:
    """Return the concerns about a piece of work, settled or not, the newest first."""
    rows = Hold.objects.filter(kind__in=list(Concern), submission_id=submission)
    return list(rows.order_by("-pk"))


def is_doubted(submission: int) -> bool:
    """Tell whether a concern about a piece of work is still to be settled."""
    return unsettled().filter(submission_id=submission).exists()


def doubted(submissions: Iterable[int]) -> set[int]:
    """Return which of these submissions have a concern to be settled: one query."""
    rows = unsettled().filter(submission_id__in=list(submissions)).order_by()
    return set(rows.values_list("submission_id", flat=True))
