"""What letters tell of, and to whom they go."""

from collections.abc import Sequence

from django.db.models import Q

from assessments.models import Allocation, Assurance, QualityCheck, Question, Result, Submission
from awarding.kernel.actors import Role
from awarding.models import Membership
from awarding.queries.people import IN_FORCE


def question(pk: int) -> Question:
    """Return a question with all that a letter names."""
    rows = Question.objects.select_related(
        "awarding_body", "submission__unit", "submission__centre"
    )
    found: Question = rows.get(pk=pk)
    return found


def check(pk: int) -> QualityCheck:
    """Return a quality check with all that a letter names of the work it returned."""
    rows = QualityCheck.objects.select_related(
        "submission__awarding_body", "submission__unit", "submission__centre"
    )
    found: QualityCheck = rows.get(pk=pk)
    return found


def released(results: Sequence[int]) -> list[Submission]:
    """Return the work of these results of one centre, in the order of its numbers."""
    of = Result.objects.filter(pk__in=list(results)).values("submission_id")
    rows = Submission.objects.filter(pk__in=of)
    return list(rows.select_related("awarding_body", "unit", "centre").order_by("reference"))


def of_the_centre(centre: int | None, *senders: int | None) -> list[str]:
    """Return the addresses of a centre's coordinators and of who sent the work, each once."""
    here = Membership.objects.filter(IN_FORCE, centre_id=centre)
    told = here.filter(Q(role=Role.COORDINATOR) | Q(person_id__in=list(senders)))
    return sorted(set(told.values_list("email", flat=True)))


def of_the_holder(question: Question) -> list[str]:
    """Return the address of who holds the work at the stage of the question, if anybody does."""
    here = Membership.objects.filter(IN_FORCE, centre_id=None, person_id=_holder(question))
    return sorted(set(here.values_list("email", flat=True)))


def _holder(question: Question) -> int | None:
    """Return who checks, marks or assures the work now; a check is whose who asked."""
    if question.stage == Question.Stage.CHECK:
        return question.asked_by
    of = {"submission_id": question.submission_id}
    marks = Allocation.objects.filter(**of, ended_at=None).values_list("person_id", flat=True)
    leads = Assurance.objects.filter(**of, completed_at=None).values_list("lead", flat=True)
    return (marks if question.stage == Question.Stage.MARKING else leads).first()
