"""Whom to allocate a page of submissions to: who may mark each, who holds least, and who not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Allocation, Marking
from assessments.queries import allocating
from assessments.queries.allocating import Item
from assessments.queries.ties import in_force
from assessments.queries.worklist import TO_MARK
from assessments.rules import allocating as rules
from assessments.rules.allocating import AllocationFacts
from awarding.kernel import clock
from awarding.kernel.rules import Caution, Refusal, standing
from awarding.models import Membership
from centres.models import AssessorApproval


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assessor who may be asked for, by name, with the work they hold."""

    person: int
    membership: int
    name: str
    held: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who may take one submission, the lightest first, and why others may not."""

    item: Item
    fit: Sequence[Candidate]
    unfit: Sequence[Refusal | Caution]
    back: Allocation | None = None

    @property
    def first(self) -> Candidate | None:
        """Return whom to suggest."""
        return self.fit[0] if self.fit else None


def candidates(units: Iterable[int], *, now: datetime) -> list[Candidate]:
    """Return the assessors approved for any of these units, the lightest first: one query."""
    on = clock.london_day(now)
    approved = AssessorApproval.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=on),
        person_id=OuterRef("person_id"),
        unit_id__in=set(units),
        from_on__lte=on,
    )
    in_hand = (
        Allocation.objects.filter(person_id=OuterRef("person_id"), ended_at__isnull=True)
        .filter(marking__state__in=TO_MARK)
        .order_by()
        .values("person_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = (
        Membership.objects.filter(in_force(now), Exists(approved), role="assessor")
        .annotate(held=Coalesce(Subquery(in_hand), 0, output_field=IntegerField()))
        .order_by("held", "name", "pk")
        .values_list("person_id", "pk", "name", "held")
    )
    return [Candidate(*row) for row in rows]


def suggestions(
    submissions: Iterable[int], people: Sequence[Candidate], *, now: datetime
) -> dict[int, Suggestion]:
    """Return for each submission who may mark it: the rules of allocation, asked of each."""
    first = Marking.objects.filter(
        submission_id__in=list(submissions), purpose=Marking.Purpose.FIRST
    )
    items = allocating.items(first)
    facts = allocating.facts(items, {one.person: one.name for one in people}, now=now)
    back = allocating.given_back(item.marking for item in items)
    return {
        item.submission: _suggestion(item, people, facts, back.get(item.marking)) for item in items
    }


def _suggestion(
    item: Item,
    people: Sequence[Candidate],
    facts: Mapping[tuple[int, int], AllocationFacts],
    back: Allocation | None,
) -> Suggestion:
    """Sort the people approved for the unit; nobody asks why the others may not.

    Who handed the work back, for whatever reason, is suggested after everybody else.
    """
    fit: list[Candidate] = []
    unfit: list[Refusal | Caution] = []
    for one in people:
        of_one = facts[item.marking, one.person]
        if rules.approved_for_the_unit(of_one):
            continue
        against = standing(rules.of_the_assessor(of_one))
        if against:
            unfit += against
        else:
            fit.append(one)
    gave_it = back.person_id if back and back.is_handed_back else None
    return Suggestion(item, sorted(fit, key=lambda one: one.person == gave_it), unfit, back)
