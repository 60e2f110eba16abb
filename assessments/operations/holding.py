"""Work locked where somebody holds it: in its check, its marking or its quality assurance."""

from datetime import datetime

from assessments.models import Marking, Question, Submission
from assessments.queries import interests
from assessments.queries import questions as asked
from assessments.rules.interests import (
    assessor_still_has_no_interest,
    checker_has_no_interest,
    lead_has_no_interest,
)
from assessments.states import S
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refusal

INTERESTS = {
    Question.Stage.CHECK: checker_has_no_interest,
    Question.Stage.MARKING: assessor_still_has_no_interest,
    Question.Stage.ASSURANCE: lead_has_no_interest,
}


def locked_where_held(submission: Submission, by: Actor) -> tuple[Submission, str]:
    """Return the work, locked where it is held, and the stage at which somebody holds it."""
    if submission.state == S.CHECKING:
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
    else:
        list(Marking.objects.select_for_update(of=("self",)).filter(submission=submission))
    return submission, asked.held_as(submission, by)


def no_interest(submission: Submission, stage: str, by: Actor, now: datetime) -> Refusal | None:
    """Ask whether somebody is free of interests in work they hold at a stage."""
    tied = interests.stands(submission.pk, by.person, now=now)
    return INTERESTS[Question.Stage(stage)](tied=tied)
