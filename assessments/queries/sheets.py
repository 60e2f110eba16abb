"""What stands on a mark sheet, and what it comes to."""

import hashlib
import json

from assessments.models import CriterionMark, MarkSheet, OutcomeComment
from assessments.rules.marking import Mark
from awarding.models import Criterion


def criteria_of(unit_id: int) -> list[Criterion]:
    """Return every criterion of a unit with its outcome, as the unit numbers them."""
    return list(
        Criterion.objects.filter(outcome__unit_id=unit_id)
        .select_related("outcome")
        .order_by("outcome__number", "number")
    )


def marks_on(sheet: MarkSheet) -> dict[int, CriterionMark]:
    """Return the marks of a sheet by criterion."""
    return {mark.criterion_id: mark for mark in CriterionMark.objects.filter(sheet=sheet)}


def comments_on(sheet: MarkSheet) -> dict[int, str]:
    """Return the comments of a sheet by learning outcome."""
    return dict(OutcomeComment.objects.filter(sheet=sheet).values_list("outcome_id", "words"))


def facts(sheet: MarkSheet, criteria: list[Criterion]) -> list[Mark]:
    """Return a line for every criterion of the unit, marked or not."""
    marks = marks_on(sheet)
    found = [(one, marks.get(one.pk)) for one in criteria]
    return [
        Mark(one.label, mark.decision if mark else "", mark.feedback if mark else "")
        for one, mark in found
    ]


def content_hash(sheet: MarkSheet, lines: list[Mark]) -> str:
    """Return the SHA-256 of what the sheet says, for the ledger."""
    content = {
        "round": sheet.round,
        "lines": [[line.label, line.decision, line.feedback] for line in lines],
        "comments": sorted(comments_on(sheet).items()),
        "overall": sheet.overall_comment,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
