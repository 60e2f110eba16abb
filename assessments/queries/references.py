"""References: what a submission is called, which tells nobody anything about the learner."""

import secrets
from datetime import datetime

from awarding.kernel import tenancy
from awarding.kernel.clock import london_day
from awarding.models import AwardingBody

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new(now: datetime) -> str:
    """Return a new reference, such as NA-26-7Q4KD: it carries no order and no name."""
    body = AwardingBody.objects.get(pk=tenancy.current().body or 0)
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(5))
    return f"{body.reference_prefix}-{london_day(now):%y}-{drawn}"
