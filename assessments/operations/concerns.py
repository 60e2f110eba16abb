"""A concern about whose work it is: raised by whoever marks or assures it, and holding it."""

from datetime import datetime

from assessments.models import Hold, Submission
from assessments.operations import holds
from assessments.operations.holding import locked_where_held
from assessments.rules import concerns as rules
from awarding.kernel import tenancy
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.kernel.text import cleaned
from awarding.operation import note, operation

#: An assessor places no holds but this one, and reads none but concerns.
BECAUSE = "X6: an assessor who doubts whose work it is has it held"


@operation("concern.raise", keeps=["X6"])
def raise_concern(
    *, submission: Submission, kind: str, words: str, by: Actor, now: datetime
) -> Hold:
    """Hold work that may not be the learner's own; it is neither handed on nor released.

    Locks the marking, then the submission. ``kind`` is one of ``Concern``. Drafting may go on,
    and the clock runs on. ``Refused`` to anybody who does not hold it, and without words.
    """
    submission, stage = locked_where_held(submission, by)
    unless(
        rules.raised_by_who_holds_it(stage),
        rules.concern_says_what_was_seen(words),
        subject=submission,
    )
    with tenancy.whole_body(because=BECAUSE):
        made = holds.lay(submission, kind, cleaned(words).strip(), by, now)
    note(submission=submission.pk, kind=kind, stage=stage)
    return made


@operation("concern.settle", keeps=["X6"])
def settle(*, concern: Hold, because: str, by: Actor, now: datetime) -> Hold:
    """Settle a concern, saying what came of it; the work then goes on.

    Locks the hold; one that was settled stays as it was settled. ``Refused`` to whoever raised
    it.
    """
    unless(
        rules.settled_by_another(raised_by=concern.placed_by, by=by.person or 0), subject=concern
    )
    return holds.take_up(concern, because, by, now)
