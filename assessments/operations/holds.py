"""Holds: a reason beside a submission that keeps its result back."""

from datetime import datetime

from assessments.models import Hold, Submission
from assessments.rules import releasing as rules
from assessments.rules.concerns import hold_is_no_concern
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.operation import note, operation


@operation("hold.place", keeps=["X6"])
def place(*, submission: Submission, kind: str, reason: str, by: Actor, now: datetime) -> Hold:
    """Hold a submission's result back. Locks the submission, so release sees it or waits."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    unless(rules.result_is_not_out(submission.state), subject=submission)
    made = lay(submission, kind, reason, by, now)
    note(submission=submission.pk, kind=kind)
    return made


def lay(submission: Submission, kind: str, reason: str, by: Actor, now: datetime) -> Hold:
    """Lay a hold on a submission; the database locks it, and refuses where the result is out."""
    made: Hold = Hold.objects.create(
        centre_id=submission.centre_id,
        submission=submission,
        kind=kind,
        reason=reason,
        placed_at=now,
        placed_by=by.person,
    )
    return made


@operation("hold.lift")
def lift(*, hold: Hold, because: str, by: Actor, now: datetime) -> Hold:
    """Lift a hold, saying why. Locks the hold; one that was lifted stays as it was lifted.

    ``Refused`` where it is a concern, which has an act of its own.
    """
    unless(hold_is_no_concern(hold.kind), subject=hold)
    return take_up(hold, because, by, now)


def take_up(hold: Hold, because: str, by: Actor, now: datetime) -> Hold:
    """Lift a hold, which is locked; one that was lifted stays as it was lifted."""
    hold = Hold.objects.select_for_update().get(pk=hold.pk)
    if hold.lifted_at is not None:
        return hold
    hold.lifted_at = now
    hold.lifted_by = by.person
    hold.lifted_because = because
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    note(submission=hold.submission_id, because=because)
    return hold
