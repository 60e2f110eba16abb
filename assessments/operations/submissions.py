"""The centre's side of a submission: drafting, sending and withdrawing it."""

from datetime import datetime

from assessments.models import Submission
from assessments.queries import references, sending
from assessments.rules import drafting
from assessments.rules import sending as rules
from assessments.states import SUBMISSION
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.models import Unit
from awarding.operation import note, operation
from awarding.operations import deadlines
from awarding.queries import rulebook
from awarding.rules.clock import SlaTerms
from centres.models import Registration


def locked(submission: Submission) -> Submission:
    """Return the submission as it is now, locked until the transaction ends."""
    found: Submission = Submission.objects.select_for_update().get(pk=submission.pk)
    return found


def to_be_sent(submission: Submission) -> Submission:
    """Return the submission, locked, if it may still be sent; else raise ``IllegalMove``."""
    found = locked(submission)
    SUBMISSION.after("submit", found.state)
    return found


@operation("submission.draft", shown=True, keeps=["A18"])
def draft(*, registration: Registration, unit: Unit, by: Actor, now: datetime) -> Submission:
    """Open the next submission of a unit for a registered learner; the constraint allows one.

    It is submission 1, or the one after a referral whose own was withdrawn (Q27). Locks nothing:
    of two that open it at once the constraint refuses one.
    """
    before = sending.last_for(registration, unit)
    came_to = before.came_to if before else None  # type: ignore[attr-defined]  # annotated there
    unless(
        drafting.unit_is_of_the_qualification(
            unit_of=unit.qualification_id, registered_on=registration.qualification_id
        ),
        drafting.unit_is_free(came_to, any_before=before is not None),
        subject=registration,
    )
    made: Submission = Submission.objects.create(
        centre_id=registration.centre_id,
        reference=references.new(now),
        registration=registration,
        unit=unit,
        number=before.number + 1 if before else 1,
        previous=before,
        made_at=now,
        made_by=by.person,
    )
    return made


@operation("submission.submit", shown=True, keeps=["A15", "A19", "A40", "A41"])
def submit(*, submission: Submission, by: Actor, now: datetime) -> Submission:
    """Send the submission to the body, or raise ``Refused`` with everything still to do.

    Locks the submission. From here its files are locked by the database, and a provisional
    clock runs for staff (Q19); a submission that was returned starts afresh (Q5).
    """
    submission = locked(submission)
    on = clock.london_day(now)
    facts = sending.sending_facts(submission, on=on)
    submission.move("submit")
    unless(*rules.answers(facts), subject=submission)
    submission.clock = deadlines.start(
        kind="submission.sla",
        centre=submission.centre,
        received_at=now,
        provisional=True,
        terms=rulebook.terms("sla", SlaTerms, on=on),
    )
    submission.received_at = now
    submission.submitted_by = by.person
    submission.save(update_fields=["state", "clock", "received_at", "submitted_by"])
    note(number=submission.number, upload=submission.upload_version, content=facts.content_hash)
    return submission


@operation("submission.withdraw", shown=True, keeps=["A19", "A25"])
def withdraw(*, submission: Submission, because: str, by: Actor, now: datetime) -> Submission:
    """Withdraw what is not accepted yet, with the reason. Its rows and files stay.

    Locks the submission; ``Refused`` once its check has begun, and the second time. The
    provisional clock of work that was sent no longer counts (Q19).
    """
    submission = locked(submission)
    unless(drafting.work_may_be_withdrawn(submission.state), subject=submission)
    submission.move("withdraw")
    submission.withdrawn_because = because
    submission.save(update_fields=["state", "withdrawn_because"])
    if submission.clock is not None:
        deadlines.void(submission.clock, now=now)
    return submission
