"""Which days of a calendar may be changed, and how?"""

from dataclasses import dataclass
from datetime import date

from awarding.kernel.rules import Answer, Refusal, Sentence, own, rule, say

DAYS_TO_COME = own(
    "working days",
    "A holiday is declared for a day still to come, and every open clock it moves is told. "
    "A day that has passed is corrected by an act of its own, which counts every open "
    "clock anew.",
)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What a calendar says of one day; ``is_working`` is None for a day outside it."""

    day: date
    today: date
    first: date
    last: date
    is_working: bool | None
    name: str = ""
    is_holiday: bool = False


@rule("Q16")
def day_is_in_the_calendar(facts: DayFacts) -> Refusal | None:
    """Does the calendar reach that day?"""
    if facts.is_working is not None:
        return None
    return _no(
        say(
            "The calendar runs from {first} to {last}. Choose a day in it.",
            first=facts.first,
            last=facts.last,
        )
    )


@rule("Q16")
def day_is_to_come(facts: DayFacts) -> Refusal | None:
    """Is the day still to come?

    Today is not: clocks have started on it and counted it.
    """
    if facts.day > facts.today:
        return None
    return _no(
        say(
            "Clocks have counted {day} already. Correct it as a past day instead.",
            day=facts.day,
        )
    )


@rule("Q16")
def day_has_come(facts: DayFacts) -> Refusal | None:
    """Has the day come, so that clocks have counted it or passed it over?"""
    if facts.day <= facts.today:
        return None
    return _no(say("{day} is still to come. Declare or remove a holiday instead.", day=facts.day))


@rule("Q16")
def day_is_counted(facts: DayFacts) -> Refusal | None:
    """Is the day a working day as the calendar stands?"""
    if facts.is_working:
        return None
    return _no(
        say(
            "{day} is not counted already: {name}. Choose a working day.",
            day=facts.day,
            name=facts.name,
        )
    )


@rule("Q16")
def day_is_a_holiday(facts: DayFacts) -> Refusal | None:
    """Is the day a holiday that can be taken out of the calendar?

    A Saturday or a Sunday is never counted, whatever else it is called.
    """
    if facts.is_holiday:
        return None
    return _no(say("{day} is not a holiday. Choose one from the list.", day=facts.day))


@rule("Q16")
def holiday_has_a_name(name: str) -> Refusal | None:
    """Does the holiday have the name that the working will show?"""
    if name.strip():
        return None
    return _no(say("Give the holiday a name: every clock that skips the day shows it."))


# Of one day only the nearest no is told: the others would send people two ways at once.


def declaring(facts: DayFacts, name: str) -> tuple[Answer, ...]:
    """Return every answer about declaring a day a holiday."""
    return _inside(facts, holiday_has_a_name(name), day_is_counted(facts) or day_is_to_come(facts))


def removing(facts: DayFacts) -> tuple[Answer, ...]:
    """Return every answer about counting a holiday after all."""
    return _inside(facts, day_is_a_holiday(facts) or day_is_to_come(facts))


def correcting(facts: DayFacts, name: str) -> tuple[Answer, ...]:
    """Return every answer about a day that has come: a holiday by this name, or none."""
    kind = day_is_counted(facts) if name.strip() else day_is_a_holiday(facts)
    return _inside(facts, day_has_come(facts) or kind)


def _inside(facts: DayFacts, *answers: Answer) -> tuple[Answer, ...]:
    """Of a day the calendar does not reach, nothing else is asked."""
    outside = day_is_in_the_calendar(facts)
    return (outside,) if outside else answers


def _no(reason: Sentence) -> Refusal:
    return Refusal("Q16", DAYS_TO_COME, reason)
