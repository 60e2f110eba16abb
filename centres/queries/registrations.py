"""Lists of a centre's registrations: newest first, or what a search for a learner finds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from awarding.queries import keyset
from awarding.queries.keyset import Key, Page
from centres.models import Cohort, Registration
from centres.queries.learners import name_key

NEWEST = Key(descending=True)
BY_NAME = Key("learner__name_key", keyset.words)

NUMBER = re.compile(r"R[0-9A-Z]{8}")
ULN = re.compile(r"[0-9]{10}")


@dataclass(frozen=True, slots=True)
class Line:
    """One registration as a row of a list."""

    pk: int
    number: str
    centre_reference: str
    registered_on: date
    learner: int
    name: str
    name_key: str
    uln: str
    code: str
    is_service: bool
    qualification: str
    qualification_title: str
    qualification_id: int
    cohort: str | None


COLUMNS = (
    "pk",
    "number",
    "centre_reference",
    "registered_on",
    "learner_id",
    "learner__full_name",
    "learner__name_key",
    "learner__uln",
    "catalogue_entry__code",
    "catalogue_entry__is_service",
    "qualification__number",
    "qualification__title",
    "qualification_id",
    "cohort__name",
)


def page(
    asked: Mapping[str, str],
    *,
    find: str = "",
    cohort: Cohort | None = None,
    size: int = keyset.SIZE,
) -> Page[Line]:
    """Return the registrations asked for: the start of a name, a number, or all, newest first."""
    rows = Registration.objects.all()
    if cohort is not None:
        rows = rows.filter(cohort=cohort)
    exact, start = _number(find), name_key(find)
    by_name = bool(start) and not exact
    if exact:
        rows = rows.filter(**exact)
    elif start:
        rows = rows.filter(**starting_with("learner__name_key", start))
    window = keyset.asked_for(asked, BY_NAME if by_name else NEWEST, size)
    picked = window.limit(rows).values("pk")
    found = Registration.objects.filter(pk__in=picked).order_by(*window.order)
    lines = [Line(*row) for row in found.values_list(*COLUMNS)]
    return window.cut(lines, _by_name_token if by_name else _newest_token)


def starting_with(column: str, start: str) -> dict[str, str]:
    """Return a range that an index serves under a policy, as LIKE is not."""
    return {f"{column}__gte": start, f"{column}__lt": f"{start}\U0010ffff"}


def _number(wanted: str) -> dict[str, str]:
    """Tell a ULN, and the number of a registration that is there, from the start of a name."""
    plain = re.sub(r"[\s-]", "", wanted).upper()
    if ULN.fullmatch(plain):
        return {"learner__uln": plain}
    if NUMBER.fullmatch(plain) and Registration.objects.filter(number=plain).exists():
        return {"number": plain}
    return {}


def _by_name_token(line: Line) -> str:
    return f"{line.pk}~{line.name_key}"


def _newest_token(line: Line) -> str:
    return str(line.pk)
