"""The demo's story: every state of the main job and every colour of the clock, counted from today.

Told through the operations, on the days on which it would have happened, so that each page has
something real to show. What a worker would do in between is done here at once.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from assessments.demo import learners, telling
from assessments.demo.body_tales import BodyTales
from assessments.demo.setting import Hands, standing
from assessments.demo.telling import Tale
from awarding.models import Centre, Unit
from awarding.operations import sweeping
from awarding.queries import calendars
from centres.models import CatalogueEntry

#: Calendar days before today on which the first tale has surely not begun.
EARLIEST = 60


def tell(bodies: dict[str, Hands], *, now: datetime) -> None:
    """Tell of every body and centre at once, day by day up to now."""
    telling.tell(tale for slug, hands in bodies.items() for tale in _of_body(slug, hands, now))


def _of_body(slug: str, hands: Hands, now: datetime) -> Iterator[Tale[Any]]:
    yield nights(hands, now)
    for n, teller in enumerate(tellers(hands, now=now)):
        yield from whole(teller) if slug == "northgate" and n == 0 else brief(teller)


def tellers(hands: Hands, *, now: datetime) -> list[BodyTales]:
    """Return the tales of each centre of a body."""
    with standing(hands.worker):
        units = list(Unit.objects.order_by("code"))
        return [
            BodyTales(
                hands,
                centre,
                CatalogueEntry.objects.get(centre=centre, is_service=True),
                units,
                now,
                calendars.working_days(centre.calendar_id),
                learners.of_centre(n),
            )
            for n, centre in enumerate(Centre.objects.order_by("number"))
        ]


def nights(hands: Hands, now: datetime) -> Tale[None]:
    """Find the clocks that turned, early on each day."""
    at = (now - timedelta(days=EARLIEST)).replace(hour=4, minute=0, second=0, microsecond=0)
    while at < now:
        yield at
        with standing(hands.worker) as by:
            sweeping.sweep_clocks(by=by, now=at)
        at += timedelta(days=1)


def whole(teller: BodyTales) -> Iterator[Tale[Any]]:
    """Every state and every colour at one centre."""
    today = teller.on_day(0, 8)
    yield teller.drafted(today)
    yield teller.filled(today)
    yield from (teller.submitted(age) for age in (0, 1, 2, 18))
    yield teller.asked_in_check(3, after=1)
    yield teller.returned(6)
    yield from (teller.accepted(age) for age in (4, 5, 19))
    yield from (teller.allocated(age) for age in (5, 6, 20))
    yield from (teller.begun(age) for age in (12, 23))
    yield teller.asked(10, after=8)
    yield teller.answered(8, after=1, days=3)
    yield teller.handed_back(7, after=5)
    yield teller.doubted(9, after=7)
    yield from (teller.marked(age) for age in (9, 15, 27))
    yield teller.in_qa(24)
    yield teller.sent_back(16)
    yield from (teller.finalised(age) for age in (21, 22, 26))
    yield teller.held(25, on=2)
    yield teller.released(30)
    yield teller.released(17, change=True)
    yield teller.resubmitted(28, again=8)
    yield teller.released(14, referred=2)
    yield teller.withdrawn(7, after=2)
    yield teller.marked_here(13)
    yield teller.transfer_asked(11, after=9)


def brief(teller: BodyTales) -> Iterator[Tale[Any]]:
    """Enough at another centre for its people's first pages not to be empty."""
    yield teller.drafted(teller.on_day(0, 8))
    yield teller.submitted(1)
    yield teller.returned(4)
    yield teller.accepted(3)
    yield teller.allocated(7)
    yield teller.marked(10)
    yield teller.finalised(20)
    yield teller.released(22)
