"""The quality check: before anything else is done with a submission (A25)."""

from collections.abc import Sequence
from datetime import date, datetime

from assessments.models import Marking, QualityCheck, Submission
from assessments.operations import checked, questions
from assessments.queries import checking as asked
from assessments.queries import interests, queues
from assessments.queries.questions import answer_is_due
from assessments.rules import checking as rules
from assessments.rules.asking import nothing_is_asked
from assessments.rules.checking import Point
from assessments.rules.interests import checker_has_no_interest
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.machines import MovedOn
from awarding.kernel.rules import Refusal, unless
from awarding.models import Deadline
from awarding.once import Batch
from awarding.operation import note, operation
from awarding.operations import deadlines


@operation("check.open")
def open_check(*, submission: Submission, by: Actor, now: datetime) -> QualityCheck:
    """Take a submission for checking, or carry on with one under way (A25).

    Locks the submission. Called again, the check under way is returned, whoever began it;
    ``IllegalMove`` where the submission is past its check, and ``Refused`` to somebody with an
    interest in the centre or the learner.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    unless(_no_interest(submission, by, now), subject=submission)
    found: QualityCheck | None = QualityCheck.objects.filter(
        submission=submission, upload_version=submission.upload_version, outcome="open"
    ).first()
    if found is not None:
        return found
    submission.move("open_check")
    submission.save(update_fields=["state"])
    checked.involve(submission, by, now)
    made: QualityCheck = QualityCheck.objects.create(
        centre_id=submission.centre_id,
        submission=submission,
        upload_version=submission.upload_version,
        checked_by=by.person,
        begun_at=now,
    )
    return made


@operation("check.open_next", each=True, quiet=True)
def open_next(*, by: Actor, now: datetime) -> Batch[QualityCheck]:
    """Take what has waited longest for its check, or nothing where nothing waits (A25).

    Locks it. What somebody else is taking at this moment is passed over, so that two people who
    press together check two submissions.
    """
    rows = queues.unchecked(by.person or 0).select_for_update(of=("self",), skip_locked=True)
    found = rows.first()
    if found is None:
        return Batch()
    return Batch(done=[open_check(submission=found, by=by, now=now)])


@operation("submission.accept", shown=True, keeps=["A25", "A38", "A41"])
def accept(
    *, submission: Submission, points: Sequence[Point], by: Actor, now: datetime
) -> Submission:
    """Accept a correct submission: its provisional clock becomes the clock (Q5, Q19).

    Locks the submission, then its check; ``Refused`` while a point is open or not met, or a
    question to the centre is open. Opens
    the marking, and has the assessor's copies made by a worker.
    """
    submission, check = _under_check(submission, "accept")
    unless(
        _no_interest(submission, by, now),
        rules.every_point_is_answered(asked.points_for(submission), points),
        rules.every_point_is_met(points),
        nothing_is_asked(answer_is_due(submission.pk)),
        subject=submission,
    )
    checked.complete(check, points, QualityCheck.Outcome.ACCEPTED, by, now)
    deadlines.confirm(_clock_of(submission))
    submission.accepted_at = now
    submission.save(update_fields=["state", "accepted_at"])
    Marking.objects.create(centre_id=submission.centre_id, submission=submission, state_since=now)
    checked.order_copies(submission, now)
    return submission


@operation("submission.return", shown=True, keeps=["A25", "A41"])
def return_to_centre(
    *,
    submission: Submission,
    points: Sequence[Point],
    answer_by: date,
    by: Actor,
    now: datetime,
) -> Submission:
    """Return a submission with itemised reasons, under the same number (Q27).

    Locks the submission, then its check; ``Refused`` while a point is open, or where one not met
    says nothing of what to do. Its provisional clock is void; the next upload starts afresh
    (Q5, Q19). A question that is open is closed, and the centre is written to.
    """
    submission, check = _under_check(submission, "return")
    unless(
        _no_interest(submission, by, now),
        rules.every_point_is_answered(asked.points_for(submission), points),
        rules.return_says_what_to_do(points),
        rules.answer_is_due_later(answer_by, clock.london_day(now)),
        subject=submission,
    )
    questions.close_with_return(submission, by=by, now=now)
    check.answer_by = answer_by
    checked.complete(check, points, QualityCheck.Outcome.RETURNED, by, now)
    deadlines.void(_clock_of(submission), now=now)
    submission.clock = None
    submission.received_at = None
    submission.upload_version += 1
    submission.save(update_fields=["state", "clock", "received_at", "upload_version"])
    note(reasons=[point.code for point in points if not point.is_met])
    checked.order_letter(check, now)
    return submission


def _no_interest(submission: Submission, by: Actor, now: datetime) -> Refusal | None:
    """Put the question that every act of a check puts again."""
    tied = interests.stands(submission.pk, by.person, now=now)
    return checker_has_no_interest(tied=tied)


def _under_check(submission: Submission, move: str) -> tuple[Submission, QualityCheck]:
    """Return the submission, locked and moved, and its check; nothing unchecked moves on.

    ``MovedOn`` where the centre has sent another upload than the one that was looked at.
    """
    locked: Submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if locked.upload_version != submission.upload_version:
        raise MovedOn(f"The centre sent upload {locked.upload_version}.")
    locked.move(move)
    check = QualityCheck.objects.select_for_update().filter(submission=locked).latest("pk")
    return locked, check


def _clock_of(submission: Submission) -> Deadline:
    """Return the clock that runs since the upload: whatever is under check has one."""
    if submission.clock is None:
        raise Deadline.DoesNotExist
    return submission.clock
