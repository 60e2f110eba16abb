"""May an approval end on this day?"""

from datetime import date

from awarding.kernel.rules import Refusal, own, rule, say

ENDS_ONCE_BEGUN = own(
    "approvals", "An assessor's approval ends on the day on which it began, or later."
)


@rule("A26")
def ends_once_it_began(*, from_on: date, until_on: date) -> Refusal | None:
    """Is the end of the approval not before its first day?

    One that ends on its first day never covered anything.
    """
    if until_on >= from_on:
        return None
    return Refusal(
        "A26",
        ENDS_ONCE_BEGUN,
        say("Ends on must not be before the first day, {day}.", day=from_on),
    )
