"""What should be in the registry, what is there, and which differences are open."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Q

from assessments.models import RegistryDifference
from assessments.queries import registering
from assessments.rules.reconciling import Held
from awarding.kernel import clock, tenancy
from awarding.kernel.grades import Grade
from awarding.models import AwardingBody, Entry
from centres.models import Registration
from centres.queries import registering as enrolling
from registry import keys
from registry.protocol import (
    Award,
    EnteredAward,
    EnteredRegistration,
    Registered,
    Registry,
    Span,
)

#: What is younger may still be on its way.
SETTLING = timedelta(hours=1)

#: How many of one side are held at once.
SLICE = 1000

Rows = Iterator[tuple[str, Held]]
Entries = Iterable[EnteredAward] | Iterable[EnteredRegistration]


@dataclass(frozen=True, slots=True)
class Part:
    """What both sides hold under some of the keys; no key is in two parts."""

    ours: dict[str, Held]
    theirs: dict[str, Held]


def parts(registry: Registry, *, now: datetime) -> Iterator[Part]:
    """Return both books part by part, so that neither is ever held whole.

    Of each slice ours is read before theirs is asked for; raises ``Unknown`` midway.
    """
    before = now - SETTLING
    yield from _side_by_side(_registrations(before), registry.registrations_in, before)
    yield from _side_by_side(_passes(before), registry.entries_in, before)


def _side_by_side(rows: Rows, ask: Callable[[Span], Entries], before: datetime) -> Iterator[Part]:
    """Return a slice of ours with what they hold of it, then the next; the last has no end."""
    after, is_last = "", False
    while not is_last:
        ours = dict(islice(rows, SLICE))
        is_last = len(ours) < SLICE
        upto = "" if is_last else next(reversed(ours))
        yield from _slice(ours, _theirs(ask(Span(after, upto)), before))
        after = upto


def _slice(ours: dict[str, Held], theirs: Rows) -> Iterator[Part]:
    """Return theirs some at a time, each with ours of the same key; at last those of ours left."""
    while some := dict(islice(theirs, SLICE)):
        yield Part({key: ours.pop(key) for key in some.keys() & ours.keys()}, some)
    yield Part(ours, {})


def _registrations(before: datetime) -> Rows:
    """Return each registration under its key, read a slice at a time in their numbers' order."""
    day, last = clock.london_day(before), 0
    every = Registration.objects.select_related("learner", "qualification", "centre")
    while rows := list(every.filter(pk__gt=last).order_by("pk")[:SLICE]):
        for row in rows:
            told = particulars(enrolling.told(row))
            held = Held(told, row.registry_receipt, settled=row.registered_on < day)
            yield keys.of_registration(row.pk), held
        last = rows[-1].pk


def _passes(before: datetime) -> Rows:
    """Return each released pass under its key, read as the registrations are.

    The first pass of a submission names them all.
    """
    every = registering.rows().filter(outcome=Grade.PASS, released_at__isnull=False)
    every = every.annotate(is_settled=Q(released_at__lt=before))
    later = Q()
    while rows := list(every.filter(later).order_by("submission_id", "version")[:SLICE]):
        for row in rows:
            told = particulars(registering.award(row))
            held = Held(told, row.registry_receipt, settled=row.is_settled)
            yield registering.numbered(row).key, held
        last = rows[-1]
        later = Q(submission_id__gt=last.submission_id) | Q(
            submission_id=last.submission_id, version__gt=last.version
        )


def _theirs(entered: Entries, before: datetime) -> Rows:
    for one in entered:
        told = one.award if isinstance(one, EnteredAward) else one.registration
        receipt = one.receipt
        yield one.key, Held(particulars(told), receipt.reference, receipt.at < before)


def particulars(told: Award | Registered) -> tuple[tuple[str, str], ...]:
    """Return the particulars of what is told, each by its name, as text."""
    return tuple((field.name, str(getattr(told, field.name))) for field in fields(told))


@dataclass(frozen=True, slots=True)
class Open:
    """One difference that was found and is not cleared."""

    pk: int
    key: str
    what: str
    ours: str
    theirs: str


def still_open() -> list[Open]:
    """Return the open differences of the open scope's body."""
    rows = RegistryDifference.objects.filter(cleared_at__isnull=True)
    return [Open(*row) for row in rows.values_list("pk", "key", "what", "ours", "theirs")]


def last_compared() -> datetime | None:
    """Return when the body's books were last compared with the registry's, if ever."""
    about = {"subject_type": AwardingBody._meta.label_lower, "subject_id": tenancy.current().body}
    return (
        Entry.objects.filter(act="registry.reconcile", **about)
        .order_by("-id")
        .values_list("at", flat=True)
        .first()
    )
