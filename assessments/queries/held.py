"""Who of the body's people holds a submission, and where the marking of it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from assessments.models import Allocation, Marking
from assessments.queries import copies
from assessments.states import MARKING
from awarding.models import Membership


@dataclass(frozen=True, slots=True)
class Holder:
    """The marking of one submission, its assessor now, and whether there are copies to mark."""

    submission: int
    marking: int
    state: str
    since: datetime
    round: int
    person: int | None
    name: str | None
    copies_ready: bool
    copies_stuck: bool = False

    @property
    def may_be_taken_back(self) -> bool:
        """Tell whether somebody has it from whom it can be taken back."""
        return any(MARKING.may(move, self.state) for move in ("take_back", "put_back"))


def holders(submissions: Iterable[int]) -> dict[int, Holder]:
    """Return the marking of each of these submissions with its assessor, in one query."""
    now = Allocation.objects.filter(marking_id=OuterRef("pk"), ended_at__isnull=True)
    named = Membership.objects.filter(person_id=OuterRef("holder"), role="assessor")
    found = Marking.objects.filter(
        submission_id__in=list(submissions), purpose=Marking.Purpose.FIRST
    )
    rows = (
        copies.told(found)
        .annotate(holder=Subquery(now.values("person_id")[:1]))
        .annotate(name=Subquery(named.order_by("-began_at").values("name")[:1]))
        .values_list(
            "submission_id",
            "pk",
            "state",
            "state_since",
            "round",
            "holder",
            "name",
            "copies",
            "stuck",
        )
    )
    return {row[0]: Holder(*row) for row in rows}
