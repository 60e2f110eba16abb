"""Which submissions of a centre are wanted, and how many there are of what is open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from assessments.models import Question, Result, Submission
from assessments.states import Q as Questions
from assessments.states import S
from awarding.kernel.grades import Grade
from awarding.models import CalendarDay, DeadlinePause, Unit
from centres.models import CatalogueEntry, Cohort
from centres.queries.learners import name_key
from centres.queries.registrations import starting_with

#: For how many days a released result counts as new.
NEW_FOR = timedelta(days=14)

WITH_BODY = (S.SUBMITTED, S.CHECKING, S.ACCEPTED)

#: Work that somebody of the body holds, about which a question may be open.
HELD = (S.CHECKING, S.ACCEPTED)

STATES: dict[str, tuple[S, ...]] = {
    "draft": (S.DRAFT,),
    "returned": (S.RETURNED,),
    "question": HELD,
    "checking": (S.SUBMITTED, S.CHECKING),
    "assessing": (S.ACCEPTED,),
    "with_body": WITH_BODY,
    "released": (S.RELEASED,),
    Grade.PASS: (S.RELEASED,),
    Grade.REFERRAL: (S.RELEASED,),
    "new": (S.RELEASED,),
    "withdrawn": (S.WITHDRAWN,),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filter of the tracker asks for; what is empty asks for everything."""

    status: str = ""
    unit: Unit | None = None
    cohort: Cohort | None = None
    tutor: int | None = None
    due: str = ""
    find: str = ""


def narrowed(wanted: Wanted, *, now: datetime, on: date) -> QuerySet[Submission]:
    """Return the submissions that are wanted, in no order yet."""
    rows: QuerySet[Submission] = Submission.objects.all()
    rows = _of_status(rows, wanted.status, now)
    if wanted.unit:
        rows = rows.filter(unit=wanted.unit)
    if wanted.cohort:
        rows = rows.filter(registration__cohort=wanted.cohort)
    if wanted.tutor:
        rows = rows.filter(registration__cohort__tutor__person_id=wanted.tutor)
    if wanted.due:
        rows = rows.filter(state=S.ACCEPTED).annotate(**days_of_clock(on))
        rows = rows.filter(**DUE[wanted.due])
    return _found(rows, wanted.find)


def _of_status(rows: QuerySet[Submission], status: str, now: datetime) -> QuerySet[Submission]:
    """Keep what has this status, in the words of the filter."""
    if status:
        rows = rows.filter(state__in=STATES[status])
    if status == "question":
        rows = rows.filter(is_asked())
    if status == "new":
        rows = rows.filter(released_at__gte=now - NEW_FOR)
    if status in list(Grade):
        rows = rows.annotate(came_to=outcome()).filter(came_to=status)
    return rows


def is_asked() -> Exists:
    """Return what holds for a submission about which a question is open."""
    return Exists(Question.objects.filter(submission_id=OuterRef("pk"), state=Questions.ASKED))


def answer_is_due() -> Subquery:
    """Return by when the first open question about a submission is to be answered."""
    asked = Question.objects.filter(submission_id=OuterRef("pk"), state=Questions.ASKED)
    return Subquery(asked.order_by("answer_by").values("answer_by")[:1])


def outcome() -> Subquery:
    """Return what the latest released version of a submission's result came to."""
    latest = Result.objects.filter(submission_id=OuterRef("pk")).order_by("-version")
    return Subquery(latest.values("outcome")[:1])


DUE: dict[str, dict[str, Any]] = {
    "soon": {"day__gte": F("clock__amber_from"), "ahead__lte": F("clock__days")},
    "past": {"ahead__gt": F("clock__days")},
}


def days_of_clock(on: date) -> dict[str, Any]:
    """Return what filters by colour compare: ``day``, and ``ahead`` for what is past (Q17)."""
    return {"day": _day_of_clock(on, F("ordinal")), "ahead": day_ahead(on)}


def day_ahead(on: date) -> Any:
    """Return the working day a clock would be on if a day that does not count were the next.

    It tells what is past: from the midnight after the due day, although a weekend comes first.
    """
    return _day_of_clock(on, Case(When(is_working=True, then="ordinal"), default=F("ordinal") + 1))


def _day_of_clock(on: date, ordinal: Any) -> Any:
    """Return the working day a running clock has reached on a day; a paused one stands still."""
    days = CalendarDay.objects.filter(calendar_id=OuterRef("clock__calendar_id"), day=on)
    today = days.annotate(reached=ordinal).values("reached")
    waits = DeadlinePause.objects.filter(deadline_id=OuterRef("clock_id"), ended_wd__isnull=True)
    stands_at = Coalesce(Subquery(waits.values("began_wd")[:1]), Subquery(today[:1]))
    return ExpressionWrapper(
        stands_at - F("clock__started_wd") - F("clock__paused_wd"), output_field=IntegerField()
    )


def _found(rows: QuerySet[Submission], find: str) -> QuerySet[Submission]:
    """Keep the submission of a reference, or those of learners whose name starts so."""
    start = name_key(find)
    if not start:
        return rows
    reference = "".join(find.split()).upper()
    by_name = starting_with("registration__learner__name_key", start)
    if "-" in reference and any(letter.isdigit() for letter in reference):
        return rows.filter(reference=reference)
    return rows.filter(**by_name)


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers at the head of the tracker."""

    drafts: int
    returned: int
    asked: int
    checking: int
    assessing: int
    past: int
    new: int


def counts(*, now: datetime, on: date) -> Counts:
    """Count what is open, and the new results: one query over two partial indexes."""
    is_open, is_new = ~Q(state__in=[S.RELEASED, S.WITHDRAWN]), Q(released_at__gte=now - NEW_FOR)
    ahead = Case(When(state=S.ACCEPTED, then=day_ahead(on)))
    asked = Case(When(state__in=HELD, then=is_asked()), default=False)
    counted = Submission.objects.filter(is_open | is_new).annotate(ahead=ahead, is_asked=asked)
    return Counts(
        **counted.aggregate(
            drafts=Count("pk", filter=Q(state=S.DRAFT)),
            returned=Count("pk", filter=Q(state=S.RETURNED)),
            asked=Count("pk", filter=Q(is_asked=True)),
            checking=Count("pk", filter=Q(state__in=[S.SUBMITTED, S.CHECKING])),
            assessing=Count("pk", filter=Q(state=S.ACCEPTED)),
            past=Count("pk", filter=Q(ahead__gt=F("clock__days"))),
            new=Count("pk", filter=is_new),
        )
    )


def units() -> QuerySet[Unit]:
    """Return the units of the qualifications in the centre's catalogue, now or before."""
    offered = CatalogueEntry.objects.values("qualification_id")
    return Unit.objects.filter(qualification_id__in=offered).order_by("code")
