"""The body's assessors: what each may mark, what they hold, what interests they declared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from assessments.queries import allocating
from awarding.kernel.actors import Role
from awarding.models import Membership, Unit
from awarding.queries import keyset
from awarding.queries.keyset import Key, Page
from awarding.queries.people import IN_FORCE
from centres.models import AssessorApproval, ConflictOfInterest, Registration

MARKS, LEAD = Role.ASSESSOR, Role.LEAD_ASSESSOR
BY_NAME = Key("name", keyset.words)


@dataclass(frozen=True, slots=True)
class Assessor:
    """One assessor as a row of the list."""

    membership: int
    person: int
    name: str
    is_lead_alone: bool = False
    held: int = 0
    approvals: Sequence[AssessorApproval] = field(default_factory=tuple)


def page(asked: Mapping[str, str], unit: Unit | None = None, *, on: date) -> Page[Assessor]:
    """Return the assessors by name, or those approved for a unit, with what each holds.

    A lead assessor is one of them, once: as an assessor where somebody is both.
    """
    window = keyset.asked_for(asked, BY_NAME)
    rows = window.limit(_assessors(unit, on)).values_list("pk", "person_id", "name", "role")
    found: list[tuple[int, int, str, str]] = list(rows)
    people = [person for _, person, _, _ in found]
    held, approvals = allocating.workload(people), _approvals(people, on)
    lines = [
        Assessor(pk, person, name, role == LEAD, held[person], approvals.get(person, ()))
        for pk, person, name, role in found
    ]
    return window.cut(lines, lambda line: f"{line.membership}~{line.name}")


def _not_over(on: date) -> Q:
    """Return what holds for an approval that is in force on a day, or to come."""
    return Q(until_on__isnull=True) | Q(until_on__gt=on)


def _assessors(unit: Unit | None, on: date) -> QuerySet[Membership]:
    marks = Membership.objects.filter(IN_FORCE, role=MARKS, person_id=OuterRef("person_id"))
    rows: QuerySet[Membership] = Membership.objects.filter(
        IN_FORCE, Q(role=MARKS) | Q(role=LEAD) & ~Exists(marks)
    )
    if unit is None:
        return rows
    approved = AssessorApproval.objects.filter(
        _not_over(on), person_id=OuterRef("person_id"), unit=unit
    )
    return rows.filter(Exists(approved))


def _approvals(people: Sequence[int], on: date) -> dict[int, list[AssessorApproval]]:
    """Return the approvals in force or to come of these people, one for each unit."""
    rows = AssessorApproval.objects.filter(_not_over(on), person_id__in=people)
    once = rows.order_by("person_id", "unit_id", "from_on").distinct("person_id", "unit_id")
    found: dict[int, list[AssessorApproval]] = {}
    for one in sorted(once.select_related("unit"), key=lambda one: one.unit.code):
        found.setdefault(one.person_id, []).append(one)
    return found


def assessor(person: int) -> Membership:
    """Return somebody's membership as an assessor or a lead assessor: the latest that counts.

    One in force counts before one that ended, and an assessor's before a lead assessor's.
    """
    rows = Membership.objects.filter(person_id=person, role__in=[MARKS, LEAD])
    found: Membership | None = rows.order_by(
        F("ended_at").desc(nulls_first=True), "role", "-began_at"
    ).first()
    if found is None:
        raise Membership.DoesNotExist
    return found


def approvals(person: int) -> list[AssessorApproval]:
    """Return every approval somebody has or had, those in force first."""
    rows = AssessorApproval.objects.filter(person_id=person).select_related("unit")
    return sorted(rows, key=lambda one: (one.until_on is not None, one.unit.code))


def interests(person: int) -> list[ConflictOfInterest]:
    """Return the interests somebody has declared, those that hold first."""
    rows = ConflictOfInterest.objects.filter(person_id=person).select_related("centre", "learner")
    return sorted(rows, key=lambda one: (one.ended_at is not None, -one.pk))


def units_open_to(person: int) -> QuerySet[Unit]:
    """Return the units somebody has no approval for that goes on; one that ends may be renewed."""
    held = AssessorApproval.objects.filter(person_id=person, until_on__isnull=True)
    return Unit.objects.exclude(Q(pk__in=held.values("unit_id"))).order_by("code")


def registration(number: str) -> Registration | None:
    """Return the registration of this number, spaces and case aside, if there is one."""
    plain = "".join(number.split()).upper().replace("\x00", "")
    found: Registration | None = (
        Registration.objects.filter(number=plain).select_related("learner").first()
    )
    return found
