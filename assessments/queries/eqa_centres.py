"""The centres an external quality assurer is allocated to, and what is under way at each."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from assessments.models import Submission
from assessments.states import S
from awarding.models import Centre
from awarding.queries import keyset
from awarding.queries.keyset import Key, Page

LATEST = Key("pk", descending=True)
SHOWN = (
    "pk",
    "reference",
    "number",
    "upload_version",
    "state",
    "unit__code",
    "unit__title",
    "made_at",
    "received_at",
    "accepted_at",
    "released_at",
)


@dataclass(frozen=True, slots=True)
class AtCentre:
    """One centre with its open submissions, counted by where they stand."""

    pk: int
    name: str
    number: str
    drafts: int
    returned: int
    checking: int
    assessing: int


def allocated() -> list[AtCentre]:
    """Return the allocated centres by name: the table of allocations decides which there are."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = (
        Submission.objects.exclude(state__in=[S.RELEASED, S.WITHDRAWN])
        .order_by()
        .values_list("centre_id", "state")
        .annotate(n=Count("pk"))
    )
    for centre, state, n in rows:
        found[centre][state] += n
    centres = Centre.objects.order_by("name", "number").values_list("pk", "name", "number")
    return [_line(pk, name, number, found[pk]) for pk, name, number in centres]


def _line(pk: int, name: str, number: str, states: Counter[str]) -> AtCentre:
    return AtCentre(
        pk,
        name,
        number,
        drafts=states[S.DRAFT],
        returned=states[S.RETURNED],
        checking=states[S.SUBMITTED] + states[S.CHECKING],
        assessing=states[S.ACCEPTED],
    )


def submissions(centre: int, asked: Mapping[str, str]) -> Page[dict[str, Any]]:
    """Return one page of a centre's submissions, the latest first; no learner and no result."""
    window = keyset.asked_for(asked, LATEST)
    picked = window.limit(Submission.objects.filter(centre_id=centre))
    return window.cut(list(picked.values(*SHOWN)), lambda row: str(row["pk"]))
