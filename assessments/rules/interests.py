"""Is whoever assesses a piece of work still free of any interest in it?"""

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say

_ASSESSOR = (
    "You have an interest in the centre or the learner of this work. Hand it back: the awarding"
    " body gives it to another assessor."
)
_LEAD = (
    "You have an interest in the centre or the learner of this work. Another lead assessor must"
    " assure it: if you have it open, somebody with the Allocation role takes it back from you."
)
_CHECKER = (
    "You have an interest in the centre or the learner of this work. Leave the check to another"
    " person with the Intake role, who can carry on with one that is begun."
)
_MARKED = (
    "The assessor of this work has an interest in its centre or its learner, recorded since it"
    " was marked. Return it to the assessor: somebody with the Allocation role takes it back and"
    " gives it to another."
)


@rule("A25")
def checker_has_no_interest(*, tied: bool) -> Refusal | None:
    """Is whoever checks the work free of any interest in its centre and its learner?

    Asked when a check is begun or carried on, and before the work is accepted or returned.
    """
    return Refusal("A25", clauses.INDEPENDENCE, say(_CHECKER)) if tied else None


@rule("A26", "A31")
def marked_without_interest(*, tied: bool) -> Refusal | None:
    """Is the assessor who marked the work still free of any interest in it?

    Asked before a result is finalised, whenever the interest was recorded.
    """
    return Refusal("A26", clauses.INDEPENDENCE, say(_MARKED)) if tied else None


@rule("A26", "A27")
def assessor_still_has_no_interest(*, tied: bool) -> Refusal | None:
    """Is the assessor who holds the work still free of any interest in it?

    Asked whenever marking is begun, saved or handed over. What the interest is stays unsaid:
    an assessor is not told whose work it is.
    """
    return Refusal("A26", clauses.INDEPENDENCE, say(_ASSESSOR)) if tied else None


@rule("A30", "A31")
def lead_has_no_interest(*, tied: bool) -> Refusal | None:
    """Is the lead assessor free of any interest in the centre and the learner?

    Asked whenever assurance is opened, and before work is finalised or returned.
    """
    return Refusal("A30", clauses.INDEPENDENCE, say(_LEAD)) if tied else None
