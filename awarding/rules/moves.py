"""Why is a due day another than it was?"""

from dataclasses import dataclass
from datetime import date

from awarding.kernel.rules import Sentence, keep, say

keep(
    "A39",
    kind="shown",
    where="awarding.rules.moves.words",
    question="What is told of a due day that a change of the calendar moved?",
    reading="Its old and its new day, which day was changed, and when.",
)


@dataclass(frozen=True, slots=True)
class Move:
    """One note of a clock: a day of its calendar was changed, and its due day moved.

    ``name`` is what the day is called as a holiday; without one it counts as a working day.
    A note that does not say which day it was tells only that the calendar changed.
    """

    was_due_on: date
    due_on: date
    made_on: date
    day: date | None = None
    name: str = ""


def words(move: Move) -> Sentence:
    """The note as a person reads it. A day that had come by then was corrected."""
    told: dict[str, date] = {"was": move.was_due_on, "due": move.due_on, "on": move.made_on}
    if move.day is None:
        return say("Moved from {was} to {due} by a change of the calendar on {on}.", **told)
    told["day"] = move.day
    if move.day <= move.made_on:
        return _corrected(move, told)
    if move.name:
        return say(
            "Moved from {was} to {due}: holiday declared on {on} ({name}, {day}).",
            name=move.name,
            **told,
        )
    return say(
        "Moved from {was} to {due}: holiday removed on {on}. {day} is a working day.", **told
    )


def _corrected(move: Move, told: dict[str, date]) -> Sentence:
    if move.name:
        return say(
            "Moved from {was} to {due}: corrected on {on}. {day} was a holiday ({name}).",
            name=move.name,
            **told,
        )
    return say("Moved from {was} to {due}: corrected on {on}. {day} was a working day.", **told)
