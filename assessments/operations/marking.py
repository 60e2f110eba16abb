"""Marking: the assessor's private sheet, saved as one types, and its hand-over."""

from datetime import datetime

from assessments.models import (
    CriterionMark,
    Involvement,
    Marking,
    MarkSheet,
    OutcomeComment,
)
from assessments.operations import mark_sheets
from assessments.queries import printing, sheets
from assessments.queries.concerns import is_doubted
from assessments.queries.questions import answer_is_due
from assessments.rules import marking as rules
from assessments.rules.asking import nothing_is_asked
from assessments.rules.concerns import nothing_is_doubted
from assessments.rules.printing import every_letter_can_be_printed
from assessments.states import M
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.operation import note, operation


@operation("marking.start", about="marking", keeps=["A27"])
def start(*, marking: Marking, by: Actor, now: datetime) -> MarkSheet:
    """Open the assessor's sheet for this round, made the first time.

    Locks the marking; called again, the same sheet is returned. A round after a return begins
    with what the assessor wrote before; the earlier sheet and the lead assessor's view of it
    stay as they are.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    unless(mark_sheets.no_interest(marking.submission_id, by, now), subject=marking)
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
    """Begin the sheet of a round. It counts on, so that no page of a round before knows it."""
    earlier = MarkSheet.objects.filter(marking=marking).order_by("-round").first()
    sheet: MarkSheet = MarkSheet.objects.create(
        centre_id=marking.centre_id,
        submission_id=marking.submission_id,
        marking=marking,
        round=marking.round,
        version=earlier.version + 1 if earlier else 0,
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


@operation("marking.complete", keeps=["A28", "A29", "A33"])
def complete(*, marking: Marking, version: int, by: Actor, now: datetime) -> Marking:
    """Hand the sheet over to a lead assessor; from here the assessor can no longer edit it.

    Locks the marking, then the sheet. Refused while any criterion lacks a decision or feedback
    (A28), a letter could not be printed (A33), a question to the centre is open, a concern is not
    settled (X6) or the assessor has an interest (A26), and ``Stale`` when the page did not show
    the sheet's latest version.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    marking.move("complete")
    sheet = MarkSheet.objects.get(marking=marking, round=marking.round)
    sheet = mark_sheets.open_sheet(sheet, mark_sheets.Seen(version), by, now)
    lines = sheets.facts(sheet, sheets.criteria_of(marking.submission.unit_id))
    undrawn = printing.undrawn(sheet, ((one.label, one.feedback) for one in lines))
    unless(
        rules.every_criterion_has_decision_and_feedback(lines),
        every_letter_can_be_printed(undrawn),
        nothing_is_asked(answer_is_due(marking.submission_id)),
        nothing_is_doubted(doubted=is_doubted(marking.submission_id)),
        subject=marking,
    )
    sheet.completed_at = now
    sheet.content_hash = sheets.content_hash(sheet, lines)
    sheet.save(update_fields=["completed_at", "content_hash"])
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    note(round=sheet.round, content=sheet.content_hash)
    return marking
