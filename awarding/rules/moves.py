"""Why is a due day another than it was, or a closed clock's count another than the calendar's?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awarding.kernel.rules import Sentence, keep, say
from awarding.kernel.working_days import Day, WorkingDays

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

    The due day of a clock that had closed stays where it was: the note says that it was kept.
    ``name`` is what the day is called as a holiday; without one it counts as a working day.
    A note that does not say which day it was tells only that the calendar changed.
    """

    was_due_on: date
    due_on: date
    made_on: date
    day: date | None = None
    name: str = ""

    @property
    def is_kept(self) -> bool:
        """Tell whether the clock had closed when the day was corrected."""
        return self.day is not None and self.was_due_on == self.due_on


def words(move: Move) -> Sentence:
    """The note as a person reads it. A day that had come by then was corrected."""
    told: dict[str, date] = {"was": move.was_due_on, "due": move.due_on, "on": move.made_on}
    if move.day is None:
        return say("Moved from {was} to {due} by a change of the calendar on {on}.", **told)
    told["day"] = move.day
    if move.is_kept:
        return _kept(move, told)
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


def _kept(move: Move, told: dict[str, date]) -> Sentence:
    if move.name:
        return say(
            "Corrected on {on}, after this clock had closed: {day} was a holiday ({name}). The"
            " clock keeps the count it closed with.",
            name=move.name,
            **told,
        )
    return say(
        "Corrected on {on}, after this clock had closed: {day} was a working day. The clock keeps"
        " the count it closed with.",
        **told,
    )


def as_closed(calendar: WorkingDays, moves: Iterable[Move]) -> WorkingDays:
    """The calendar by which a closed clock was counted: without what was corrected since.

    ``moves`` are its notes, the latest first: of two corrections of a day the first is undone
    last.
    """
    undone = {move.day: _before(move.day, move) for move in moves if move.day and move.is_kept}
    return calendar.with_days(undone) if undone else calendar


def _before(day: date, move: Move) -> Day:
    """The day as it was counted until it was corrected."""
    if move.name:
        return Day(day, working=True)
    return Day(day, working=False, name=str(say("A holiday, as it was counted then")))
