"""To whom a letter about a question goes."""

from django.db.models import Q

from assessments.models import Allocation, Assurance, Question, Submission
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


def of_the_centre(work: Submission) -> list[str]:
    """Return the addresses of a centre's coordinators and of who sent the work, each once."""
    here = Membership.objects.filter(IN_FORCE, centre_id=work.centre_id)
    told = here.filter(Q(role=Role.COORDINATOR) | Q(person_id=work.submitted_by))
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
