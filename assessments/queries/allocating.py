"""What is known of assessors and of markings that wait for one."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, F, Q

from assessments.models import Allocation, EvidenceCopy, Involvement, Marking, Submission
from assessments.queries import stuck
from assessments.queries.worklist import TO_MARK
from assessments.rules.allocating import AllocationFacts
from awarding.models import Membership
from centres.models import AssessorApproval, ConflictOfInterest


def approval_for(person: int, submission: Submission, *, on: date) -> AssessorApproval | None:
    """Return the person's approval for the unit in force on a day, else the nearest to it.

    One that ended is nearer than one to come, so that a rule can say why it does not do.
    """
    held = AssessorApproval.objects.filter(person_id=person, unit_id=submission.unit_id)
    begun = held.filter(from_on__lte=on).order_by(F("until_on").desc(nulls_first=True))
    return begun.first() or held.order_by("from_on").first()


def allocation_facts(
    submission: Submission, person: int, name: str, *, on: date
) -> AllocationFacts:
    """Return every fact the rules of allocation ask for."""
    approval = approval_for(person, submission, on=on)
    conflict = ConflictOfInterest.objects.filter(
        Q(centre_id=submission.centre_id) | Q(learner_id=submission.registration.learner_id),
        person_id=person,
        ended_at__isnull=True,
    ).first()
    copies = EvidenceCopy.objects.filter(
        submission=submission, upload_version=submission.upload_version
    )
    ready = copies.exists()
    return AllocationFacts(
        on=on,
        assessor=name,
        unit=str(submission.unit),
        approved_from=approval.from_on if approval else None,
        approved_until=approval.until_on if approval else None,
        works_at_centre=Membership.objects.filter(
            person_id=person, centre_id=submission.centre_id
        ).exists(),
        conflict=conflict.reason if conflict else "",
        judged_before=Involvement.objects.filter(
            submission=submission, person=person, part__in=["assured", "reviewed"]
        ).exists(),
        copies_ready=ready,
        copies_are_stuck=not ready
        and stuck.messages()
        .filter(key=f"copies-{submission.pk}-{submission.upload_version}")
        .exists(),
    )


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


def candidates_for(marking: Marking, *, on: date) -> list[tuple[int, str, int]]:
    """Return who may be suggested for a marking: person, name, work in hand; lightest first."""
    approved = AssessorApproval.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=on),
        unit_id=marking.submission.unit_id,
        from_on__lte=on,
    ).values_list("person_id", flat=True)
    names = dict(
        Membership.objects.filter(
            person_id__in=approved, role="assessor", ended_at__isnull=True
        ).values_list("person_id", "name")
    )
    held = workload(list(names))
    return sorted(
        ((person, name, held[person]) for person, name in names.items()),
        key=lambda one: (one[2], one[1]),
    )
