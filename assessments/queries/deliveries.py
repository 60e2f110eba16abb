"""What the registry was told, or is still to be told: a page of outbox messages, newest first.

What a worker makes here stands among it when it needs a person, and only then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from assessments.models import RegistryDifference, Result, Submission
from awarding.models import OutboxMessage, StoredFile
from awarding.queries import keyset
from awarding.queries.keyset import Key, Page
from awarding.states import MOST_TRIES, D
from centres.models import Registration

ENROL = "centres.enrol"
REGISTER = "assessments.register_result"
TASKS = (ENROL, REGISTER)
SHEET = "assessments.make_sheet"
COPIES = "assessments.make_copies"
INSPECT = "awarding.inspect_file"
SUBJECTS = {
    ENROL: "registration",
    REGISTER: "result",
    SHEET: "result",
    COPIES: "submission",
    INSPECT: "file",
}
NEWEST = Key(descending=True)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as a row of the list, with the record it tells of."""

    pk: int
    task: str
    key: str
    state: str
    tries: int
    made_at: datetime
    due_at: datetime | None
    settled_at: datetime | None
    last_answer: str
    is_first_try: bool = False
    subject: str = ""
    learner: str = ""

    @property
    def of(self) -> int:
        """Return how many tries there are before a person is asked."""
        return MOST_TRIES

    @property
    def needs_a_person(self) -> bool:
        """Tell whether somebody must look."""
        return self.state == D.NEEDS_A_PERSON


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells of, in the words of the field."""

    subject: str
    learner: str


def first_try_goes_on(message: OutboxMessage, now: datetime) -> bool:
    """Tell whether a message is told for the first time at this moment: nothing is unknown yet."""
    held = message.claimed_until is not None and message.claimed_until > now
    return message.state == D.UNKNOWN and message.tries == 1 and held and not message.last_answer


def page(asked: Mapping[str, str], state: str = "", *, now: datetime) -> Page[Delivery]:
    """Return what the registry is told, in one state or in all; as many queries as for one."""
    window = keyset.asked_for(asked, NEWEST)
    rows = OutboxMessage.objects.filter(Q(task__in=TASKS) | _stuck())
    found = list(window.limit(rows.filter(state=state) if state else rows))
    told = _told(found)
    return window.cut([_delivery(row, told, now) for row in found], lambda one: str(one.pk))


def _delivery(row: OutboxMessage, told: Mapping[tuple[str, int], Told], now: datetime) -> Delivery:
    subject = told.get(_subject(row), Told(row.key, ""))
    return Delivery(
        row.pk,
        row.task,
        row.key,
        row.state,
        row.tries,
        row.made_at,
        row.due_at if row.state in (D.WAITING, D.UNKNOWN) else None,
        row.settled_at,
        row.last_answer,
        first_try_goes_on(row, now),
        subject.subject,
        subject.learner,
    )


def _subject(row: OutboxMessage) -> tuple[str, int]:
    """Return which record a message tells of."""
    return row.task, row.payload[SUBJECTS[row.task]]


def _told(rows: Iterable[OutboxMessage]) -> dict[tuple[str, int], Told]:
    """Return what each message tells of: one query for each kind of record there can be."""
    wanted: dict[str, list[int]] = {task: [] for task in SUBJECTS}
    for task, pk in map(_subject, rows):
        wanted[task].append(pk)
    registrations = Registration.objects.filter(pk__in=wanted[ENROL])
    results = Result.objects.filter(pk__in=wanted[REGISTER] + wanted[SHEET])
    found: dict[tuple[str, int], Told] = {}
    for pk, number, name in registrations.values_list("pk", "number", "learner__full_name"):
        found[ENROL, pk] = Told(number, name)
    for pk, reference, name in results.values_list(
        "pk", "submission__reference", "submission__registration__learner__full_name"
    ):
        found[REGISTER, pk] = found[SHEET, pk] = Told(reference, name)
    if wanted[COPIES]:
        found |= _submissions(wanted[COPIES])
    if wanted[INSPECT]:
        names = StoredFile.objects.filter(pk__in=wanted[INSPECT]).values_list("pk", "name")
        found |= {(INSPECT, pk): Told(name, "") for pk, name in names}
    return found


def _submissions(wanted: Iterable[int]) -> dict[tuple[str, int], Told]:
    rows = Submission.objects.filter(pk__in=wanted)
    told = rows.values_list("pk", "reference", "registration__learner__full_name")
    return {(COPIES, pk): Told(reference, name) for pk, reference, name in told}


def _stuck() -> Q:
    return Q(task__in=(SHEET, COPIES, INSPECT), state=D.NEEDS_A_PERSON)


def waiting_for_a_person() -> int:
    """Return how many of the messages that can be on the page need a person."""
    return OutboxMessage.objects.filter(task__in=SUBJECTS, state=D.NEEDS_A_PERSON).count()


def differences(asked: Mapping[str, str], *, cleared: bool) -> Page[Any]:
    """Return the differences found at night, those still open or those cleared."""
    window = keyset.asked_for(asked, NEWEST)
    rows = RegistryDifference.objects.filter(cleared_at__isnull=not cleared)
    return window.cut(list(window.limit(rows)), lambda one: str(one.pk))


def open_differences() -> int:
    """Return how many differences are open."""
    return RegistryDifference.objects.filter(cleared_at__isnull=True).count()
