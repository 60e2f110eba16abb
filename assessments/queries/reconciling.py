"""What should be in the registry, what is there, and which differences are open."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

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
from registry.protocol import Award, Registered, Registry

#: What is younger may still be on its way.
SETTLING = timedelta(hours=1)


def ours(*, now: datetime) -> dict[str, Held]:
    """Return what the registry should hold of the open scope's body, by key."""
    before = now - SETTLING
    return dict([*_registrations(before), *_passes(before)])


def _registrations(before: datetime) -> Iterator[tuple[str, Held]]:
    rows = Registration.objects.select_related("learner", "qualification", "centre")
    day = clock.london_day(before)
    for row in rows.iterator():
        told = particulars(enrolling.told(row))
        held = Held(told, row.registry_receipt, settled=row.registered_on < day)
        yield keys.of_registration(row.pk), held


def _passes(before: datetime) -> Iterator[tuple[str, Held]]:
    """Return each released pass under its key; the first pass of a submission names them all."""
    rows = registering.rows().filter(outcome=Grade.PASS, released_at__isnull=False)
    for row in rows.annotate(is_settled=Q(released_at__lt=before)).iterator():
        told = particulars(registering.award(row))
        held = Held(told, row.registry_receipt, settled=row.is_settled)
        yield registering.numbered(row).key, held


def theirs(registry: Registry, *, now: datetime) -> dict[str, Held]:
    """Return what the registry holds, by key; raises ``Unknown`` if it stops midway."""
    before = now - SETTLING
    held = {}
    for registered in registry.registrations():
        receipt = registered.receipt
        told = particulars(registered.registration)
        held[registered.key] = Held(told, receipt.reference, receipt.at < before)
    for entered in registry.entries():
        receipt = entered.receipt
        told = particulars(entered.award)
        held[entered.key] = Held(told, receipt.reference, receipt.at < before)
    return held


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
