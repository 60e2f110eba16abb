"""Work an assessor cannot mark, given back in one act: to be allocated again at once."""

from datetime import datetime

from assessments.models import Marking, Submission
from assessments.operations import allocating
from assessments.rules import handing_back as rules
from assessments.rules.handing_back import Why
from awarding.kernel import tenancy
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.operation import note, operation
from centres.operations import approving
from centres.queries import interests

#: An assessor may not end an allocation or record an interest, but for this one act of theirs.
BECAUSE = "A26: an assessor hands work back, and from then on sees nothing of it"


@operation("marking.hand_back", keeps=["A26"])
def hand_back(*, marking: Marking, why: str, because: str, by: Actor, now: datetime) -> Marking:
    """Give unfinished work back; its drafts are kept and its clock runs on.

    ``why`` is one of ``Why``; an interest it tells of is recorded, so that no work of that
    learner or that centre is allocated to the assessor again (A26). Locks the marking, then the
    assessor's interests. ``Refused`` without words, ``IllegalMove`` once the work was handed
    over, or given back before.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    unless(rules.hand_back_says_why(because), subject=marking)
    with tenancy.whole_body(because=BECAUSE):
        if why in rules.INTERESTS:
            _record_interest(marking, why, because, by, now)
        marking.move("hand_back")
        allocating.end(marking, because, by, now)
        marking.state_since = now
        marking.save(update_fields=["state", "state_since"])
    note(why=why, because=because)
    return marking


def _record_interest(marking: Marking, why: str, because: str, by: Actor, now: datetime) -> None:
    """Record what the assessor tells of, for the learner or the centre they are not told of."""
    work = Submission.objects.select_related("registration__learner", "centre").get(
        pk=marking.submission_id
    )
    person = by.person or 0
    interests.hold(person, to_change=True)
    approving.record_interest(
        person=person,
        centre=work.centre if why == Why.CENTRE else None,
        learner=work.registration.learner if why == Why.LEARNER else None,
        reason=because,
        by=by,
        now=now,
    )
