"""References: what a submission is called, which tells nobody anything about the learner."""

import secrets
from datetime import datetime

from awarding.kernel import tenancy
from awarding.kernel.clock import london_day
from awarding.models import AwardingBody

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


#: So many that two alike are not met: 34 thousand million for a body and a year.
LETTERS = 7


def new(now: datetime) -> str:
    """Return a new reference, such as NA-26-7Q4KDTM: it carries no order and no name."""
    return several(1, now)[0]


def several(n: int, now: datetime) -> list[str]:
    """Return this many new references; the body is read once for all."""
    body = AwardingBody.objects.get(pk=tenancy.current().body or 0)
    return [f"{body.reference_prefix}-{london_day(now):%y}-{_drawn()}" for _ in range(n)]


def _drawn() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
