"""The assessor's private sheet, saved as one types and never over what another tab saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import (
    CriterionMark,
    MarkSheet,
    OutcomeComment,
)
from awarding.kernel.actors import Actor
from awarding.models import Criterion, LearningOutcome
from awarding.operation import operation


class Stale(Exception):
    """The sheet was saved from elsewhere since this page was opened."""

    def __init__(self, sheet: MarkSheet) -> None:
        """Keep the sheet as it is now, so that the page can show both."""
        self.sheet = sheet
        super().__init__("This mark sheet was changed in another tab.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes of one criterion."""

    criterion: int
    decision: str
    feedback: str


def open_sheet(sheet: MarkSheet, version: int, now: datetime) -> MarkSheet:
    """Return the sheet, locked and one version on, or raise ``Stale``."""
    return _one_on(_locked(sheet), version, now)


def _locked(sheet: MarkSheet) -> MarkSheet:
    locked: MarkSheet = MarkSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    return locked


def _one_on(locked: MarkSheet, version: int, now: datetime) -> MarkSheet:
    if locked.version != version:
        raise Stale(locked)
    locked.version += 1
    locked.saved_at = now
    locked.save(update_fields=["version", "saved_at"])
    return locked


def _just_saved(locked: MarkSheet, version: int, stands: bool) -> bool:
    """Is this the last save again, whose answer was lost on the way? Nothing came between."""
    return locked.version == version + 1 and stands


@operation("sheet.save_mark", quiet=True, keeps=["A27", "A28"])
def save_mark(
    *,
    sheet: MarkSheet,
    criterion: Criterion,
    decision: str,
    feedback: str,
    version: int,
    by: Actor,
    now: datetime,
) -> MarkSheet:
    """Keep one criterion's decision and feedback as typed so far; ``Stale`` if saved elsewhere.

    Locks the sheet, which is one version on after it. The same save again, with nothing between,
    changes nothing: its answer was lost.
    """
    sheet, typed = _locked(sheet), {"decision": decision, "feedback": feedback}
    stands = CriterionMark.objects.filter(sheet=sheet, criterion=criterion, **typed).exists()
    if _just_saved(sheet, version, stands):
        return sheet
    sheet = _one_on(sheet, version, now)
    CriterionMark.objects.update_or_create(
        sheet=sheet,
        criterion=criterion,
        defaults=typed,
        create_defaults={
            **typed,
            "centre_id": sheet.centre_id,
            "submission_id": sheet.submission_id,
        },
    )
    return sheet


@operation("sheet.save_comment", quiet=True)
def save_comment(
    *,
    sheet: MarkSheet,
    outcome: LearningOutcome | None,
    words: str,
    version: int,
    by: Actor,
    now: datetime,
) -> MarkSheet:
    """Keep the comment on one outcome, or on the whole where no outcome is named.

    Locks the sheet, and takes the same save again, as ``save_mark`` does.
    """
    sheet = _locked(sheet)
    if _just_saved(sheet, version, _comment(sheet, outcome) == words):
        return sheet
    sheet = _one_on(sheet, version, now)
    if outcome is None:
        sheet.overall_comment = words
        sheet.save(update_fields=["overall_comment"])
        return sheet
    OutcomeComment.objects.update_or_create(
        sheet=sheet,
        outcome=outcome,
        defaults={"words": words},
        create_defaults={
            "words": words,
            "centre_id": sheet.centre_id,
            "submission_id": sheet.submission_id,
        },
    )
    return sheet


def _comment(sheet: MarkSheet, outcome: LearningOutcome | None) -> str | None:
    if outcome is None:
        return sheet.overall_comment
    comments = OutcomeComment.objects.filter(sheet=sheet, outcome=outcome)
    return comments.values_list("words", flat=True).first()


@operation("sheet.save", quiet=True, keeps=["A27", "A28"])
def save_sheet(
    *,
    sheet: MarkSheet,
    marks: Sequence[Typed],
    comments: Mapping[int, str],
    overall: str,
    version: int,
    by: Actor,
    now: datetime,
) -> MarkSheet:
    """Keep the whole sheet as typed so far, all of it or none; ``Stale`` if saved elsewhere.

    Locks the sheet, as ``save_mark`` does.
    """
    sheet = open_sheet(sheet, version, now)
    sheet.overall_comment = overall
    sheet.save(update_fields=["overall_comment"])
    same = {"centre_id": sheet.centre_id, "submission_id": sheet.submission_id, "sheet": sheet}
    CriterionMark.objects.bulk_create(
        (
            CriterionMark(
                criterion_id=one.criterion, decision=one.decision, feedback=one.feedback, **same
            )
            for one in marks
        ),
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["decision", "feedback"],
    )
    OutcomeComment.objects.bulk_create(
        (OutcomeComment(outcome_id=pk, words=words, **same) for pk, words in comments.items()),
        update_conflicts=True,
        unique_fields=["sheet", "outcome"],
        update_fields=["words"],
    )
    return sheet
