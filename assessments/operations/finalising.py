"""Finalising: the lead assessor's judgement becomes the result, written once (A31)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import (
    Assurance,
    CriterionChange,
    Marking,
    Result,
    ResultCriterion,
    ResultOutcome,
)
from assessments.operations import assuring
from assessments.queries import interests, printing, sheets
from assessments.queries.concerns import is_doubted
from assessments.queries.questions import answer_is_due
from assessments.rules import assuring as rules
from assessments.rules.asking import nothing_is_asked
from assessments.rules.concerns import nothing_is_doubted
from assessments.rules.interests import marked_without_interest
from assessments.rules.marking import outcome_of
from assessments.rules.printing import every_letter_can_be_printed
from awarding import ledger
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refusal, unless
from awarding.models import Criterion
from awarding.operation import note, operation


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the lead assessor changes about one criterion, and why; the others are agreed on."""

    criterion: int
    decision: str
    feedback: str
    reason: str = ""


@operation("assurance.finalise", keeps=["A30", "A31", "A33"])
def finalise(
    *,
    assurance: Assurance,
    judgements: Sequence[Judgement],
    comment: str,
    by: Actor,
    now: datetime,
) -> Result:
    """Finalise: the result and its criteria are written once and never updated (A31).

    Locks the marking, so that of two lead assessors one wins. ``Refused`` for a change that
    changes nothing, or has no feedback or no reason, where an interest of the assessor stands
    (A26), and while a question to the centre is open or a concern is not settled (X6). The
    assessor's own view stays beside every change. A worker then makes the result sheet.
    """
    marking, assurance = assuring.under_assurance(assurance)
    criteria = sheets.criteria_of(marking.submission.unit_id)
    changes = _changes(assurance, judgements, criteria)
    marking.move("finalise")
    undrawn = printing.undrawn(assurance.sheet, ((one.label, one.feedback) for one in changes))
    unless(
        rules.assured_by_who_opened_it(opened_by=assurance.lead, by=by.person or 0),
        assuring.no_interest(marking, by, now),
        _marked_without_interest(assurance, now),
        rules.every_change_differs(_called_changed(criteria, changes, judgements)),
        rules.every_change_has_feedback(changes),
        rules.every_change_has_its_reason(changes),
        every_letter_can_be_printed(undrawn),
        nothing_is_asked(answer_is_due(marking.submission_id)),
        nothing_is_doubted(doubted=is_doubted(marking.submission_id)),
        subject=marking,
    )
    changed = _keep_changes(assurance, criteria, changes)
    assuring.close(assurance, "changed" if changed else "agreed", comment, now)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    result = _write_result(marking, assurance, criteria, changes, by, now)
    note(outcome=result.outcome, changed=changed)
    _have_the_sheet_made(result, now)
    return result


def _marked_without_interest(assurance: Assurance, now: datetime) -> Refusal | None:
    """Ask of the assessor what every act of theirs asked: the interest may be recorded since."""
    tied = interests.stands(assurance.submission_id, assurance.assessor, now=now)
    return marked_without_interest(tied=tied)


def _changes(
    assurance: Assurance, judgements: Sequence[Judgement], criteria: Sequence[Criterion]
) -> list[rules.Change]:
    """Set the lead assessor's judgement beside the assessor's, for every criterion."""
    marks = sheets.marks_on(assurance.sheet)
    said = {one.criterion: one for one in judgements}
    changes = []
    for criterion in criteria:
        mark = marks[criterion.pk]
        judged = said.get(criterion.pk) or Judgement(criterion.pk, mark.decision, mark.feedback)
        changes.append(
            rules.Change(
                label=criterion.label,
                was_decision=mark.decision,
                was_feedback=mark.feedback,
                decision=judged.decision,
                feedback=judged.feedback,
                reason=judged.reason,
            )
        )
    return changes


def _called_changed(
    criteria: Sequence[Criterion],
    changes: Sequence[rules.Change],
    judgements: Sequence[Judgement],
) -> list[rules.Change]:
    """Return what the lead assessor named as a change, whether or not it is one."""
    named = {one.criterion for one in judgements}
    both = zip(criteria, changes, strict=True)
    return [change for criterion, change in both if criterion.pk in named]


def _keep_changes(
    assurance: Assurance, criteria: Sequence[Criterion], changes: Sequence[rules.Change]
) -> list[str]:
    """Keep each change with its reason; return the criteria that were changed."""
    kept = [
        (criterion, one) for criterion, one in zip(criteria, changes, strict=True) if one.is_change
    ]
    CriterionChange.objects.bulk_create(
        CriterionChange(
            centre_id=assurance.centre_id,
            submission_id=assurance.submission_id,
            assurance=assurance,
            criterion=criterion,
            decision=one.decision,
            feedback=one.feedback,
            reason=one.reason,
        )
        for criterion, one in kept
    )
    return [one.label for _, one in kept]


def _write_result(
    marking: Marking,
    assurance: Assurance,
    criteria: Sequence[Criterion],
    changes: Sequence[rules.Change],
    by: Actor,
    now: datetime,
) -> Result:
    result: Result = Result.objects.create(
        centre_id=marking.centre_id,
        submission_id=marking.submission_id,
        outcome=outcome_of([one.decision for one in changes]),
        overall_comment=assurance.sheet.overall_comment,
        finalised_at=now,
        finalised_by=by.person,
    )
    ResultCriterion.objects.bulk_create(
        ResultCriterion(
            centre_id=marking.centre_id,
            result=result,
            criterion=criterion,
            decision=one.decision,
            feedback=one.feedback,
        )
        for criterion, one in zip(criteria, changes, strict=True)
    )
    ResultOutcome.objects.bulk_create(
        ResultOutcome(centre_id=marking.centre_id, result=result, outcome_id=outcome, words=words)
        for outcome, words in sheets.comments_on(assurance.sheet).items()
        if words.strip()
    )
    return result


def _have_the_sheet_made(result: Result, now: datetime) -> None:
    ledger.announce(
        [
            ledger.Announcement(
                "assessments.make_sheet",
                f"sheet-{result.pk}-v{result.version}",
                {"result": result.pk},
                centre=result.centre_id,
            )
        ],
        now=now,
    )
