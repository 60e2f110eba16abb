"""What does a clock say to who reads it?"""

from datetime import date

from awarding.kernel.rules import Sentence, say
from awarding.kernel.working_days import WorkingDays
from awarding.rules.clock import Clock, Closed, age, is_past


def words(clock: Clock, calendar: WorkingDays, today: date) -> Sentence:
    """The age as a person reads it."""
    day = age(clock, calendar, today)
    if day > clock.days:
        return _over(day - clock.days, is_done=bool(clock.closed))
    if clock.closed:
        return _done(clock.closed, clock, late=is_past(clock, calendar, today))
    if clock.paused_since_wd is not None and day == 0:
        return say("Paused before day 1 of {days} working days", days=clock.days)
    if clock.paused_since_wd is not None:
        return _counted("Paused on day {day} of {days} working days", day, clock.days)
    if is_past(clock, calendar, today):
        return _counted("Past target: day {day} of {days} is over", day, clock.days)
    if day == 0:
        return say("Day 1 is {first}", first=calendar.after(clock.started_on, 1))
    return _counted("Day {day} of {days} working days", day, clock.days)


def words_for_centre(clock: Clock, calendar: WorkingDays, today: date) -> Sentence:
    """The age as the centre reads it: before acceptance, only what it would be."""
    if not clock.provisional or clock.closed:
        return words(clock, calendar, today)
    day = age(clock, calendar, today)
    if day == 0:
        return say("Received {received}.", received=clock.started_on)
    return say("Received {received}. Day {day} if accepted.", received=clock.started_on, day=day)


def _counted(template: str, day: int, days: int) -> Sentence:
    return say(template, day=day, days=days)


def _done(closed: Closed, clock: Clock, *, late: bool) -> Sentence:
    """What a clock says that stopped before the next working day after the due day began."""
    if late:
        return _counted("Past target: done after day {day} of {days}", closed.age, clock.days)
    if closed.on == clock.started_on:
        return say("Done on the day it was received")
    if closed.age == 0:
        return say("Done before day 1 of {days} working days", days=clock.days)
    return _counted("Done on day {day} of {days} working days", closed.age, clock.days)


def _over(days: int, *, is_done: bool) -> Sentence:
    if is_done and days == 1:
        return say("Done, 1 day over target")
    if is_done:
        return say("Done, {days} days over target", days=days)
    if days == 1:
        return say("1 day over target")
    return say("{days} days over target", days=days)
