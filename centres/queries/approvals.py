"""Whether a centre is approved for a qualification on a day, and from when if not yet."""

from dataclasses import dataclass
from datetime import date

from centres.models import Approval


@dataclass(frozen=True, slots=True)
class Approved:
    """Whether an approval covers the day, and the day on which the next one begins."""

    covers: bool
    begins_on: date | None


def approved(*, centre: int | None, qualification: int, on: date) -> Approved:
    """Return whether the centre is approved on that day; its last day is not covered."""
    rows = Approval.objects.filter(centre_id=centre, qualification_id=qualification)
    spans = list(rows.values_list("from_on", "until_on"))
    covers = any(first <= on and (last is None or on < last) for first, last in spans)
    return Approved(covers, min((first for first, _ in spans if first > on), default=None))
