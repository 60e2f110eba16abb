"""Sending in one act: reviewed, signed twice and submitted, or nothing of it."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models import Submission
from assessments.operations import signing, submissions
from assessments.queries import sending
from awarding.kernel.actors import Actor
from awarding.operation import operation


@operation("submission.hand_in", quiet=True, keeps=["A19", "A20", "A21"])
def hand_in(
    *,
    submission: Submission,
    points: Sequence[str],
    learner_name: str,
    centre_signs: bool,
    shown: str,
    name_because: str = "",
    by: Actor,
    now: datetime,
) -> Submission:
    """Review, sign for the learner and for the centre, and send: all of it or nothing (A19).

    Locks the submission. What was reviewed or signed before, and still holds, need not be given
    again: an empty name and a False sign nothing. ``name_because`` says why the learner signed
    in another name. Each part leaves its own entry, so this act leaves none.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if not sending.review_stands(submission, points):
        signing.review(submission=submission, points=points, shown=shown, by=by, now=now)
    centre_name = by.name if centre_signs else ""
    for kind, name in (
        (sending.LEARNER_DECLARES, learner_name),
        (sending.CENTRE_DECLARES, centre_name),
    ):
        if name:
            signing.declare(
                submission=submission,
                kind=kind,
                signer_name=name,
                shown=shown,
                because=name_because,
                by=by,
                now=now,
            )
    return submissions.submit(submission=submission, by=by, now=now)
