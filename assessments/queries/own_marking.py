"""What the acting person is marking: work whose learner and centre they are not told."""

from django.db.models import Exists, OuterRef, QuerySet

from assessments.models import Allocation, Marking
from assessments.states import M
from awarding.kernel import tenancy


def allocations() -> QuerySet[Allocation]:
    """Return who acts as the assessor of what is not finalised: handed over is not done yet."""
    mine: QuerySet[Allocation] = Allocation.objects.filter(
        person_id=tenancy.current().person,
        ended_at__isnull=True,
        marking__purpose=Marking.Purpose.FIRST,
    )
    return mine.exclude(marking__state=M.FINALISED)


def is_mine() -> Exists:
    """Return the column of a submission that tells whether who acts is marking it."""
    return Exists(allocations().filter(submission_id=OuterRef("pk")))


def is_marking(reference: str) -> bool:
    """Tell whether who acts is marking the submission of this reference: one query."""
    return allocations().filter(submission__reference=reference).exists()
