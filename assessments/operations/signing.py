"""What is recorded before the work is sent: the centre's review and the two declarations."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models import ItemReview, Submission
from assessments.operations import submissions
from assessments.queries import sending
from assessments.rules import signing as rules
from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Caution, unless
from awarding.models import Declaration
from awarding.operation import operation, passed
from awarding.operations import declarations
from awarding.queries import declarations as declared


@operation("submission.review", shown=True, keeps=["A20"])
def review(
    *,
    submission: Submission,
    points: Sequence[str],
    shown: str,
    by: Actor,
    now: datetime,
) -> ItemReview:
    """Record which of the unit's requirements the work addresses, and who reviewed it (A20).

    Locks the submission; ``IllegalMove`` once it was sent. The latest review counts, for exactly
    the files now there; ``shown`` is the hash of those the reviewer was shown, and a review of
    any others is refused. What is no requirement of the unit is left out.
    """
    submission = submissions.to_be_sent(submission)
    content = sending.content_of(submission)
    unless(
        rules.reviews_what_was_shown(shown, content),
        subject=submission,
    )
    known = [point for point in submission.unit.requirements if point in points]
    made: ItemReview = ItemReview.objects.create(
        submission=submission,
        upload_version=submission.upload_version,
        reviewed_by=by.person,
        reviewed_at=now,
        points=known,
        content_hash=content,
    )
    return made


@operation("submission.declare", shown=True, keeps=["A19", "X4"])
def declare(
    *,
    submission: Submission,
    kind: str,
    signer_name: str,
    shown: str,
    because: str = "",
    by: Actor,
    now: datetime,
) -> Declaration:
    """Sign the learner's or the centre's declaration over exactly the files now there (Q26).

    Locks the submission; the latest signature counts. ``shown`` is the hash of what the signer
    was shown; signing anything else is refused. A name that is not the learner's is taken with a
    reason, which is kept.
    """
    submission = submissions.to_be_sent(submission)
    content = sending.content_of(submission)
    caution = _named_otherwise(submission, kind, signer_name)
    unless(
        rules.signs_what_was_shown(shown, content),
        caution,
        subject=submission,
        reasons={"Q26": because},
    )
    if caution:
        passed(submission, caution, reason=because)
    role = "Learner" if kind == sending.LEARNER_DECLARES else "Centre"
    return declarations.sign(
        text=declared.words_in_force(kind, on=clock.london_day(now)),
        subject=submission,
        subject_version=submission.upload_version,
        content_hash=content,
        signer_name=signer_name,
        signer_role=role,
        by=by,
        now=now,
    )


def _named_otherwise(submission: Submission, kind: str, signer_name: str) -> Caution | None:
    """Return what is to be said of a learner's declaration in a name that is not the learner's."""
    if kind != sending.LEARNER_DECLARES:
        return None
    learner = submission.registration.learner
    return rules.name_is_the_learners(signed=signer_name, registered=learner.full_name)
