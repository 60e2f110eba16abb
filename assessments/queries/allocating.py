"""What the rules of allocation ask, of many markings and many people at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from assessments.models import Allocation, Marking
from assessments.queries import copies
from assessments.queries.ties import Ties, ties_of
from assessments.queries.worklist import TO_MARK
from assessments.rules.allocating import AllocationFacts
from awarding.kernel import clock
from centres.models import AssessorApproval


@dataclass(frozen=True, slots=True)
class Item:
    """One marking, and all that allocation asks of it whoever is to take it."""

    marking: int
    state: str
    submission: int
    submission_state: str
    centre: int
    learner: int
    unit: int
    unit_code: str
    unit_title: str
    copies_ready: bool
    copies_stuck: bool


def items(markings: QuerySet[Marking]) -> list[Item]:
    """Return these markings as they are now, in id order: one query."""
    rows = copies.told(markings).values_list(
        "pk",
        "state",
        "submission_id",
        "submission__state",
        "centre_id",
        "submission__registration__learner_id",
        "submission__unit_id",
        "submission__unit__code",
        "submission__unit__title",
        "copies",
        "stuck",
    )
    return [Item(*row) for row in rows.order_by("pk")]


def facts(
    wanted: Sequence[Item], people: Mapping[int, str], *, now: datetime
) -> dict[tuple[int, int], AllocationFacts]:
    """Return the facts of each marking with each person, given by name: two queries."""
    on = clock.london_day(now)
    ties = ties_of(
        people,
        centres={item.centre for item in wanted},
        learners={item.learner for item in wanted},
        submissions={item.submission for item in wanted},
        now=now,
    )
    approvals = _nearest({item.unit for item in wanted}, people, on)
    return {
        (item.marking, person): _facts(
            item, person, name, approvals.get((person, item.unit)), ties, on
        )
        for item in wanted
        for person, name in people.items()
    }


def _facts(
    item: Item,
    person: int,
    name: str,
    approval: AssessorApproval | None,
    ties: Ties,
    on: date,
) -> AllocationFacts:
    at_centre = ties.get(("centre", person, item.centre), "")
    return AllocationFacts(
        on=on,
        assessor=name,
        unit=f"{item.unit_code} {item.unit_title}",
        state=item.state,
        submission_state=item.submission_state,
        is_assessor_now=("assessor", person, 0) in ties,
        approval=approval.pk if approval else None,
        approved_from=approval.from_on if approval else None,
        approved_until=approval.until_on if approval else None,
        works_at_centre=("works", person, item.centre) in ties,
        conflict=at_centre or ties.get(("learner", person, item.learner), ""),
        judged_before=("judged", person, item.submission) in ties,
        checked_before=("checked", person, item.submission) in ties,
        copies_ready=item.copies_ready,
        copies_are_stuck=item.copies_stuck and not item.copies_ready,
    )


def _nearest(
    units: set[int], people: Mapping[int, str], on: date
) -> dict[tuple[int, int], AssessorApproval]:
    """Return by person and unit the approval in force on a day, else the nearest to it.

    One that ended is nearer than one to come, so that a rule can say why it does not do.
    """
    rows = AssessorApproval.objects.filter(person_id__in=list(people), unit_id__in=units)
    last_is_nearest = sorted(rows, key=lambda one: _nearness(one, on))
    return {(one.person_id, one.unit_id): one for one in last_is_nearest}


def _nearness(one: AssessorApproval, on: date) -> tuple[bool, int]:
    if one.from_on > on:
        return False, -one.from_on.toordinal()
    return True, (one.until_on or date.max).toordinal()


def given_back(markings: Iterable[int]) -> dict[int, Allocation]:
    """Return the allocation that ended last of each of these markings that had one: one query."""
    rows = Allocation.objects.filter(marking_id__in=list(markings), ended_at__isnull=False)
    return {one.marking_id: one for one in rows.order_by("ended_at", "pk")}


def workload(people: Sequence[int]) -> dict[int, int]:
    """Return how many unfinished markings each of these people holds."""
    rows = (
        Allocation.objects.filter(person_id__in=people, ended_at__isnull=True)
        .filter(marking__state__in=TO_MARK)
        .values("person_id")
        .annotate(held=Count("pk"))
        .values_list("person_id", "held")
    )
    return {person: 0 for person in people} | dict(rows)
