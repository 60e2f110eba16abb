"""The queues of the body's people: what waits where, how much of it, and what waits longest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import F, Q, QuerySet

from assessments.models import Marking, Result, Submission
from assessments.queries import interests, own_marking
from assessments.queries.tracked import days_of_clock
from assessments.states import M, R, S
from awarding.models import Deadline, Unit
from awarding.queries import clocks, keyset
from awarding.queries.clocks import Face
from awarding.queries.keyset import Key, Page


class Queue(StrEnum):
    """Where work waits, in the order it comes by."""

    CHECK = "check"
    ALLOCATE = "allocate"
    ASSESSOR = "assessor"
    LEAD = "lead"
    SHEET = "sheet"
    RELEASE = "release"
    REGISTRY = "registry"


UNCHECKED = (S.SUBMITTED, S.CHECKING)
MARKING: dict[Queue, tuple[M, ...]] = {
    Queue.ALLOCATE: (M.TO_ALLOCATE,),
    Queue.ASSESSOR: (M.ALLOCATED, M.MARKING, M.RETURNED_TO_ASSESSOR),
    Queue.LEAD: (M.MARKED, M.IN_QA),
}
RESULTS: dict[Queue, R] = {
    Queue.SHEET: R.FINALISED,
    Queue.RELEASE: R.SHEET_READY,
    Queue.REGISTRY: R.RELEASED,
}

OLDEST = Key("received_at", keyset.moment)

IN_TIME = Q(ahead__lte=F("clock__days"))
COLOURS: dict[str, Q] = {
    "green": IN_TIME & Q(day__lt=F("clock__amber_from")),
    "amber": IN_TIME & Q(day__gte=F("clock__amber_from"), day__lt=F("clock__red_from")),
    "red": IN_TIME & Q(day__gte=F("clock__red_from")),
    "breached": Q(ahead__gt=F("clock__days")),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filter of a queue asks for; what is empty asks for everything."""

    colour: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission as a row of a queue; its own assessor reads no learner and no centre."""

    pk: int
    reference: str
    number: int
    upload_version: int
    state: str
    received_at: datetime
    centre_id: int
    centre: str
    learner_id: int
    learner: str
    unit_id: int
    unit_code: str
    unit_title: str
    clock_id: int | None
    is_mine: bool
    clock: Face | None = None

    @property
    def unit(self) -> str:
        """Return the unit as its people name it."""
        return f"{self.unit_code} {self.unit_title}"


COLUMNS = (
    "pk",
    "reference",
    "number",
    "upload_version",
    "state",
    "received_at",
    "centre_id",
    "centre__name",
    "registration__learner_id",
    "registration__learner__full_name",
    "unit_id",
    "unit__code",
    "unit__title",
    "clock_id",
    "is_mine",
)


def waiting(queue: Queue) -> QuerySet[Submission]:
    """Return the submissions that wait in a queue, in no order yet."""
    rows: QuerySet[Submission] = Submission.objects.all()
    if queue == Queue.CHECK:
        return rows.filter(state__in=UNCHECKED)
    if queue in MARKING:
        found = Marking.objects.filter(state__in=MARKING[queue], purpose=Marking.Purpose.FIRST)
    else:
        found = Result.objects.filter(state=RESULTS[queue])
    state = S.RELEASED if queue == Queue.REGISTRY else S.ACCEPTED
    return rows.filter(state=state, pk__in=found.values("submission_id"))


def unchecked(person: int) -> QuerySet[Submission]:
    """Return what nobody has begun to check and this person may, the longest waiting first."""
    waiting: QuerySet[Submission] = Submission.objects.filter(state=S.SUBMITTED)
    rows = waiting.exclude(interests.somebody_has(person, work=""))
    return rows.order_by("received_at", "pk")


def page(
    rows: QuerySet[Submission],
    asked: Mapping[str, str],
    wanted: Wanted | None = None,
    *,
    on: date,
    size: int = keyset.SIZE,
) -> Page[Waiting]:
    """Return one page of what waits, the longest waiting first."""
    window = keyset.asked_for(asked, OLDEST, size)
    picked = window.limit(narrowed(rows, wanted or Wanted(), on)).values("pk")
    return window.cut(lines(picked, *window.order, on=on), token)


def narrowed(rows: QuerySet[Submission], wanted: Wanted, on: date) -> QuerySet[Submission]:
    """Keep the rows a filter asks for."""
    if wanted.unit:
        rows = rows.filter(unit=wanted.unit)
    if wanted.colour:
        rows = rows.annotate(**days_of_clock(on)).filter(COLOURS[wanted.colour])
    return rows


def lines(picked: QuerySet[Any, Any], *order: str, on: date) -> list[Waiting]:
    """Return these submissions as rows: few enough to be picked first and joined after."""
    rows = Submission.objects.filter(pk__in=picked).order_by(*(order or ("received_at", "pk")))
    rows = rows.annotate(is_mine=own_marking.is_mine())
    found = [_by_number(Waiting(*row)) for row in rows.values_list(*COLUMNS)]
    faces = faces_of((line.clock_id for line in found), on=on)
    return [replace(line, clock=faces.get(line.clock_id or 0)) for line in found]


def _by_number(line: Waiting) -> Waiting:
    """Return a row as who acts may read it: without its names to whoever is marking it."""
    return replace(line, centre="", learner="") if line.is_mine else line


def faces_of(wanted: Any, *, on: date) -> dict[int, Face]:
    """Return what these clocks say, by id; rows without one are left out."""
    ids = [pk for pk in wanted if pk]
    return clocks.clocks(Deadline.objects.filter(pk__in=ids), on) if ids else {}


def token(line: Waiting) -> str:
    """Return the place of a row in its queue."""
    return f"{line.pk}~{line.received_at.isoformat()}"
