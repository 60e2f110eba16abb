"""The notes that a clock keeps of each change of its calendar that moved its due day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from awarding.kernel.clock import london_day
from awarding.kernel.rules import Sentence
from awarding.models import Deadline, Entry
from awarding.queries.about import about
from awarding.rules import moves
from awarding.rules.moves import Move


def of(deadline: Deadline) -> list[Sentence]:
    """Return a clock's notes in words, the latest first."""
    return [moves.words(one) for one in noted(deadline)]


def noted(deadline: Deadline) -> list[Move]:
    """Return a clock's notes, the latest first: one query, served by the subject's index."""
    rows = Entry.objects.filter(about(deadline), act="clock.move")
    return [
        _read(details, at) for details, at in rows.order_by("-pk").values_list("details", "at")
    ]


def told(details: Mapping[str, Any], at: datetime) -> Sentence:
    """Return what one entry of a moved clock says."""
    return moves.words(_read(details, at))


def _read(details: Mapping[str, Any], at: datetime) -> Move:
    was, due = date.fromisoformat(details["was_due_on"]), date.fromisoformat(details["due_on"])
    day = date.fromisoformat(details["day"]) if "day" in details else None
    on = date.fromisoformat(details["on"]) if "on" in details else london_day(at)
    return Move(was, due, on, day, details.get("name", ""))
