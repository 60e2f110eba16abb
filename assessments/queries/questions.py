"""Questions to the centre: which stand, and who may ask."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min

from assessments.models import Allocation, Assurance, Marking, Question, Submission
from assessments.states import M, Q, S
from awarding.kernel.actors import Actor, Audience
from centres.queries.learners import is_named, part_in


def found(reference: str) -> Submission:
    """Return the work of this reference, by its number alone."""
    submission: Submission = Submission.objects.select_related("unit", "clock").get(
        reference=reference
    )
    return submission


def of(submission: Submission, *, by_number: bool) -> list[Question]:
    """Return the questions asked about a submission, the newest first.

    Those of its check, whose answers may name the learner, are not for who knows it by number.
    """
    rows = Question.objects.filter(submission=submission).order_by("-pk")
    return list(rows.exclude(stage=Question.Stage.CHECK) if by_number else rows)


def open_of(submission: int) -> list[Question]:
    """Return the questions about a submission that wait for an answer, the oldest first."""
    return list(Question.objects.filter(submission_id=submission, state=Q.ASKED).order_by("pk"))


def latest_in_marking(submissions: Iterable[int]) -> dict[int, str]:
    """Return how the last question of the marking of each of these stands: one query."""
    asked = Question.objects.filter(
        submission_id__in=list(submissions), stage=Question.Stage.MARKING
    )
    latest = asked.order_by("submission_id", "-pk").distinct("submission_id")
    return dict(latest.values_list("submission_id", "state"))


def answer_is_due(submission: int) -> date | None:
    """Return by when the first open question about a submission is to be answered, if any is."""
    rows = Question.objects.filter(submission_id=submission, state=Q.ASKED)
    due: date | None = rows.aggregate(first=Min("answer_by"))["first"]
    return due


def held_as(submission: Submission, by: Actor) -> str:
    """Return the stage at which somebody holds a submission, empty where they do not.

    A check is anybody's who may decide it; marking is its assessor's, and assurance its lead's.
    """
    if by.audience == Audience.ASSESSOR:
        mine = Allocation.objects.filter(
            submission=submission, person_id=by.person, ended_at__isnull=True
        )
        return Question.Stage.MARKING if mine.filter(marking__state=M.MARKING).exists() else ""
    if submission.state == S.CHECKING:
        return Question.Stage.CHECK if by.may("submission.accept") else ""
    leads = Assurance.objects.filter(
        submission=submission, lead=by.person, completed_at__isnull=True
    )
    in_qa = Marking.objects.filter(submission=submission, state=M.IN_QA)
    return Question.Stage.ASSURANCE if leads.exists() and in_qa.exists() else ""


def may_close(question: Question, by: Actor) -> bool:
    """Tell whether somebody holds the work a question was asked about, or takes work back."""
    if by.may("marking.take_back"):
        return True
    return held_as(question.submission, by) == question.stage


def names_the_learner(submission: Submission, words: str) -> bool:
    """Tell whether words have the learner's name in them: whole, or the first and last of it."""
    return is_named(submission.registration.learner.full_name, words)


def part_of_the_name(submission: Submission, words: str) -> str:
    """Return a word that may be one part of the learner's name, empty if there is none."""
    return part_in(submission.registration.learner.full_name, words)
