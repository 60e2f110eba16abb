"""Whom to allocate a page of submissions to: who may mark each, who holds least, and who not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Count,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce

from assessments.models import Allocation
from assessments.queries.held import Holder
from assessments.queries.queues import Waiting
from assessments.queries.ties import Tie, ties_of
from assessments.queries.worklist import TO_MARK
from assessments.rules import allocating as rules
from assessments.rules.allocating import AllocationFacts
from awarding.kernel.rules import standing
from awarding.models import Membership
from centres.models import AssessorApproval


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody approved for a unit on the day, by name, with the work they hold."""

    person: int
    membership: int
    name: str
    unit: int
    from_on: date
    until_on: date | None
    held: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who may take one submission, the lightest first, and why others may not."""

    fit: Sequence[Candidate]
    unfit: Sequence[AllocationFacts]
    copies_ready: bool
    copies_stuck: bool = False

    @property
    def first(self) -> Candidate | None:
        """Return whom to suggest."""
        return self.fit[0] if self.fit else None


def candidates(units: Iterable[int], *, on: date) -> list[Candidate]:
    """Return who is approved for these units on a day, the lightest load first: one query."""
    member = Membership.objects.filter(
        person_id=OuterRef("person_id"), role="assessor", ended_at__isnull=True
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
        AssessorApproval.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gt=on), unit_id__in=set(units), from_on__lte=on
        )
        .annotate(
            membership=Subquery(member.values("pk")[:1]),
            name=Subquery(member.values("name")[:1]),
            held=Coalesce(Subquery(in_hand), 0, output_field=IntegerField()),
        )
        .filter(membership__isnull=False)
        .values_list("person_id", "membership", "name", "unit_id", "from_on", "until_on", "held")
    )
    found = [Candidate(*row) for row in rows]
    return sorted(found, key=lambda one: (one.held, one.name))


def suggestions(
    rows: Sequence[Waiting],
    people: Sequence[Candidate],
    holders: Mapping[int, Holder],
    *,
    on: date,
) -> dict[int, Suggestion]:
    """Return for each submission who may mark it: the rules of allocation, asked of each."""
    ties = ties_of(rows, {one.person for one in people})
    return {row.pk: _suggestion(row, people, ties, holders[row.pk], on) for row in rows}


def _suggestion(
    row: Waiting, people: Sequence[Candidate], ties: Sequence[Tie], holder: Holder, on: date
) -> Suggestion:
    fit, unfit = [], []
    for one in (one for one in people if one.unit == row.unit_id):
        facts = _facts(row, one, ties, on)
        if standing((rules.no_interest(facts), rules.assessor_has_not_judged_it(facts))):
            unfit.append(facts)
        else:
            fit.append(one)
    return Suggestion(fit, unfit, holder.copies_ready, holder.copies_stuck)


def _facts(row: Waiting, one: Candidate, ties: Sequence[Tie], on: date) -> AllocationFacts:
    about = [
        (kind, reason)
        for kind, person, centre, learner, submission, reason in ties
        if person == one.person
        and (centre == row.centre_id or learner == row.learner_id or submission == row.pk)
    ]
    kinds = {kind for kind, _ in about}
    return AllocationFacts(
        on=on,
        assessor=one.name,
        unit=row.unit,
        approved_from=one.from_on,
        approved_until=one.until_on,
        works_at_centre="works" in kinds,
        conflict=next((reason for kind, reason in about if kind == "conflict"), ""),
        judged_before="judged" in kinds,
        copies_ready=True,
    )
