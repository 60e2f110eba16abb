"""Marking: the assessor's private sheet, saved as one types, and its hand-over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import (
    CriterionMark,
    Involvement,
    Marking,
    MarkSheet,
    OutcomeComment,
)
from assessments.queries import printing, sheets
from assessments.rules import marking as rules
from assessments.rules.printing import every_letter_can_be_printed
from assessments.states import M
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.models import Criterion, LearningOutcome
from awarding.operation import note, operation


class Stale(Exception):
    """The sheet was saved from elsewhere since this page was opened."""

    def __init__(self, sheet: MarkSheet) -> None:
        """Keep the sheet as it is now, so that the page can show both."""
        self.sheet = sheet
        super().__init__("This mark sheet was changed in another tab.")


@operation("marking.start", keeps=["A27"])
def start(*, marking: Marking, by: Actor, now: datetime) -> MarkSheet:
    """Open the assessor's sheet for this round, made the first time.

    A round after a return begins with what the assessor wrote before; the earlier sheet and
    the lead assessor's view of it stay as they are.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    if marking.state != M.MARKING:
        marking.move("start")
        marking.state_since = now
        marking.save(update_fields=["state", "state_since"])
    _involve(marking, by, now)
    found: MarkSheet | None = MarkSheet.objects.filter(
        marking=marking, round=marking.round
    ).first()
    return found or _new_sheet(marking, by, now)


def _involve(marking: Marking, by: Actor, now: datetime) -> None:
    mine = {"submission_id": marking.submission_id, "person": by.person, "part": "marked"}
    if not Involvement.objects.filter(**mine).exists():
        Involvement.objects.create(centre_id=marking.centre_id, at=now, **mine)


def _new_sheet(marking: Marking, by: Actor, now: datetime) -> MarkSheet:
    earlier = MarkSheet.objects.filter(marking=marking).order_by("-round").first()
    sheet: MarkSheet = MarkSheet.objects.create(
        centre_id=marking.centre_id,
        submission_id=marking.submission_id,
        marking=marking,
        round=marking.round,
        assessor=by.person,
        overall_comment=earlier.overall_comment if earlier else "",
        begun_at=now,
    )
    if earlier:
        _copy(earlier, sheet)
    return sheet


def _copy(earlier: MarkSheet, sheet: MarkSheet) -> None:
    """Begin a round with the marks and comments of the one before."""
    same = {"centre_id": sheet.centre_id, "submission_id": sheet.submission_id, "sheet": sheet}
    CriterionMark.objects.bulk_create(
        CriterionMark(
            criterion_id=mark.criterion_id,
            decision=mark.decision,
            feedback=mark.feedback,
            **same,
        )
        for mark in sheets.marks_on(earlier).values()
    )
    OutcomeComment.objects.bulk_create(
        OutcomeComment(outcome_id=outcome, words=words, **same)
        for outcome, words in sheets.comments_on(earlier).items()
    )


def _open_sheet(sheet: MarkSheet, version: int, now: datetime) -> MarkSheet:
    """Return the sheet, locked and one version on, or raise ``Stale``."""
    locked: MarkSheet = MarkSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if locked.version != version:
        raise Stale(locked)
    locked.version += 1
    locked.saved_at = now
    locked.save(update_fields=["version", "saved_at"])
    return locked


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
    """Keep one criterion's decision and feedback as typed so far; ``Stale`` if saved elsewhere."""
    sheet = _open_sheet(sheet, version, now)
    CriterionMark.objects.update_or_create(
        sheet=sheet,
        criterion=criterion,
        defaults={"decision": decision, "feedback": feedback},
        create_defaults={
            "decision": decision,
            "feedback": feedback,
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
    """Keep the comment on one outcome, or on the whole where no outcome is named."""
    sheet = _open_sheet(sheet, version, now)
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


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes of one criterion."""

    criterion: int
    decision: str
    feedback: str


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
    """Keep the whole sheet as typed so far, all of it or none; ``Stale`` if saved elsewhere."""
    sheet = _open_sheet(sheet, version, now)
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


@operation("marking.complete", keeps=["A28", "A29", "A33"])
def complete(*, marking: Marking, version: int, by: Actor, now: datetime) -> Marking:
    """Hand the sheet over to a lead assessor; from here the assessor can no longer edit it.

    Refused while any criterion lacks a decision or feedback (A28) or a letter could not be
    printed (A33), and ``Stale`` when the page did not show the sheet's latest version.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    marking.move("complete")
    sheet = MarkSheet.objects.get(marking=marking, round=marking.round)
    sheet = _open_sheet(sheet, version, now)
    lines = sheets.facts(sheet, sheets.criteria_of(marking.submission.unit_id))
    undrawn = printing.undrawn(sheet, ((one.label, one.feedback) for one in lines))
    unless(
        rules.every_criterion_has_decision_and_feedback(lines),
        every_letter_can_be_printed(undrawn),
        subject=marking,
    )
    sheet.completed_at = now
    sheet.content_hash = sheets.content_hash(sheet, lines)
    sheet.save(update_fields=["completed_at", "content_hash"])
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    note(round=sheet.round, content=sheet.content_hash)
    return marking
