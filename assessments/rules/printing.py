"""Can everything that a result sheet says be printed?"""

from collections.abc import Mapping

from assessments.rules import clauses
from awarding.kernel.rules import Refusal, rule, say
from awarding.kernel.text import spelt


@rule("A33")
def every_letter_can_be_printed(undrawn: Mapping[str, set[str]]) -> Refusal | None:
    """Can the fonts of result sheets draw every letter of the feedback and the comments?

    ``undrawn`` has the letters they cannot draw, by where they stand. It is asked before a sheet
    is handed over and before a result is finalised: after that, nobody can change the words, and
    a result without its sheet is not released.
    """
    found = {place: letters for place, letters in undrawn.items() if letters}
    if not found:
        return None
    return Refusal(
        "A33",
        clauses.SHEET,
        say(
            "A result sheet cannot print these letters: {places}. Write them in another way.",
            places="; ".join(f"{place}: {spelt(letters)}" for place, letters in found.items()),
        ),
    )
