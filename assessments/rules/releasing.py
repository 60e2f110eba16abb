"""May this result be released?"""

from dataclasses import dataclass

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What is known of a finalised result at the moment of release."""

    state: str
    marking_state: str
    submission_state: str
    has_sheet: bool
    holds: str
    awarded_elsewhere: bool
    sheet_is_stuck: bool = False
    registry_is_told: bool = False
    tied: bool = False


@rule("A34", "X6")
def quality_assured_first(facts: ReleaseFacts) -> Refusal | None:
    """Was the marking assured and finalised before anything is issued?

    Of what is out already the question of release before says so.
    """
    if facts.marking_state == "finalised" and facts.submission_state in ("accepted", "released"):
        return None
    return Refusal(
        "X6",
        clauses.LEAD_ASSESSOR,
        say("This is not finalised. A lead assessor must finalise it first."),
    )


@rule("A33", "A36")
def sheet_comes_first(facts: ReleaseFacts) -> Refusal | None:
    """Is the result sheet made and attached?

    The order is: finalise, sheet, release, registry.
    """
    if facts.has_sheet:
        return None
    if facts.sheet_is_stuck:
        return Refusal("A33", clauses.SHEET, say(_STUCK))
    return Refusal(
        "A33",
        clauses.SHEET,
        say("The result sheet is still being made. Try again in a minute."),
    )


_STUCK = (
    "The result sheet could not be made. Somebody with the Registry role sees why under Registry,"
    " and can have it tried again."
)


@rule("A34")
def not_released_before(facts: ReleaseFacts) -> Refusal | None:
    """Is the result not out yet?"""
    if facts.state in ("finalised", "sheet_ready"):
        return None
    return Refusal("A34", clauses.RELEASED_ONCE, say("This result was released already."))


@rule("A26", "A30")
def judged_without_interest(facts: ReleaseFacts) -> Refusal | None:
    """Are the assessor and the lead assessor still free of any interest in the work?

    Asked at finalising, and once more here: an interest may be recorded in between. Who joined
    the centre since judged freely.
    """
    if not facts.tied or facts.state not in ("finalised", "sheet_ready"):
        return None
    return Refusal("A26", clauses.INDEPENDENCE, say(_TIED))


_TIED = (
    "The assessor or the lead assessor of this work has an interest in its centre or its learner,"
    " recorded since it was finalised. Place a hold and look into it; an interest recorded by"
    " mistake is ended by somebody with the Approvals role."
)


@rule("X6")
def result_is_not_out(submission: str) -> Refusal | None:
    """May a hold still keep the result back?

    ``submission`` is the submission's state.
    """
    if submission in ("submitted", "checking", "accepted"):
        return None
    reason = say("There is no result to hold: it is out already, or the work is not with us.")
    return Refusal("X6", clauses.HOLDS, reason)


@rule("X6")
def nothing_holds_it(facts: ReleaseFacts) -> Refusal | None:
    """Is there no open hold on the submission?"""
    if not facts.holds:
        return None
    return Refusal(
        "X6",
        clauses.HOLDS,
        say("The result is held: {holds}. Lift the hold first.", holds=facts.holds),
    )


@rule("A36")
def not_awarded_by_another_submission(facts: ReleaseFacts) -> Refusal | None:
    """Has the learner not passed this unit by another submission already?

    A clash is for a person to look into; it is never dropped.
    """
    if not facts.awarded_elsewhere:
        return None
    return Refusal(
        "A36",
        clauses.PASSED_ONCE,
        say("The learner has passed this unit by another submission. Look into both first."),
    )


@rule("A36")
def registry_is_not_told_before(facts: ReleaseFacts) -> Refusal | None:
    """Is the registry told nothing of this result yet?

    A message under its key, before it is out, is for a person to look into: the others go on.
    """
    if not facts.registry_is_told or facts.state not in ("finalised", "sheet_ready"):
        return None
    return Refusal(
        "A36",
        clauses.PASSED_ONCE,
        say(
            "A message about this result waits for the registry, though the result is not out."
            " Look into it under Registry first."
        ),
    )
