"""May this person read whose work it is?"""

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say


@rule("A26")
def who_reads_it_is_not_marking_it(*, is_marking: bool) -> Refusal | None:
    """Is whoever reads the record of a submission somebody else than its assessor?

    The first marking counts until its result is finalised: a lead assessor may return it.
    """
    if not is_marking:
        return None
    return Refusal(
        "A26",
        clauses.BY_NUMBER,
        say("You are marking this work: its record opens for you when its result is finalised."),
    )
