"""The lead assessor: sees what the assessor saw, agrees, changes with reasons, or returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import (
    Assurance,
    CriterionChange,
    Involvement,
    Marking,
    MarkSheet,
    Result,
    ResultCriterion,
    ResultOutcome,
)
from assessments.queries import compare, printing, sheets
from assessments.rules import assuring as rules
from assessments.rules.marking import outcome_of
from assessments.rules.printing import every_letter_can_be_printed
from awarding import ledger
from awarding.kernel.actors import Actor
from awarding.kernel.rules import Refused, unless
from awarding.models import Criterion
from awarding.once import Batch
from awarding.operation import note, operation


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the lead assessor says of one criterion; the reason only where it is a change."""

    criterion: int
    decision: str
    feedback: str
    reason: str = ""


@operation("assurance.open", keeps=["A29", "A30"])
def open_assurance(*, marking: Marking, by: Actor, now: datetime) -> Assurance:
    """Take a marked item to assure it, or carry on with one's own. Never one's own marking."""
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    this_round = Assurance.objects.filter(sheet__marking=marking, sheet__round=marking.round)
    found: Assurance | None = this_round.exclude(outcome=Assurance.Outcome.TAKEN_BACK).first()
    if found is not None:
        unless(
            rules.assured_by_who_opened_it(opened_by=found.lead, by=by.person or 0),
            subject=marking,
        )
        return found
    parts = _parts(marking, by)
    unless(
        rules.lead_did_not_mark_it(marked="marked" in parts, reviewed="reviewed" in parts),
        subject=marking,
    )
    marking.move("open_qa")
    sheet = MarkSheet.objects.get(marking=marking, round=marking.round)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    if "assured" not in parts:
        Involvement.objects.create(
            centre_id=marking.centre_id,
            submission_id=marking.submission_id,
            person=by.person,
            part=Involvement.Part.ASSURED,
            at=now,
        )
    made: Assurance = Assurance.objects.create(
        centre_id=marking.centre_id,
        submission_id=marking.submission_id,
        sheet=sheet,
        assessor=sheet.assessor,
        lead=by.person,
        begun_at=now,
    )
    return made


@operation("assurance.open_next", each=True, quiet=True)
def open_next(*, by: Actor, now: datetime) -> Batch[Assurance]:
    """Take the work with the oldest clock; where somebody was quicker, the one after.

    Nothing is done when all of it is somebody else's. Opening leaves its own entry.
    """
    tried: Batch[Assurance] = Batch()
    for marking in compare.next_for(by.person or 0):
        try:
            tried.done.append(open_assurance(marking=marking, by=by, now=now))
            break
        except Refused as refused:
            tried.refused.append(refused)
    return tried


def _parts(marking: Marking, by: Actor) -> set[str]:
    """Return what this person has done with the work before."""
    return set(
        Involvement.objects.filter(
            submission_id=marking.submission_id, person=by.person
        ).values_list("part", flat=True)
    )


@operation("assurance.take_back", keeps=["A29"])
def take_back(*, marking: Marking, because: str, by: Actor, now: datetime) -> Marking:
    """Take work back from a lead assessor who cannot go on; another may then open it.

    Locks the marking, then its open assurance, which stays with the reason. Nothing of it goes
    into the result, and the clock runs on.
    """
    marking = Marking.objects.select_for_update(of=("self",)).get(pk=marking.pk)
    marking.move("put_back")
    open_ones = Assurance.objects.select_for_update(of=("self",)).filter(
        sheet__marking=marking, completed_at__isnull=True
    )
    _close(open_ones.get(), Assurance.Outcome.TAKEN_BACK, because, now)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    note(because=because)
    return marking


@operation("assurance.return", keeps=["A30"])
def return_to_assessor(*, assurance: Assurance, comment: str, by: Actor, now: datetime) -> Marking:
    """Send the sheet back to its assessor for another round, saying what to look at again."""
    marking, assurance = _under_assurance(assurance)
    marking.move("return_to_assessor")
    unless(
        rules.assured_by_who_opened_it(opened_by=assurance.lead, by=by.person or 0),
        rules.return_says_why(comment),
        subject=marking,
    )
    _close(assurance, Assurance.Outcome.RETURNED, comment, now)
    marking.round += 1
    marking.state_since = now
    marking.save(update_fields=["state", "state_since", "round"])
    return marking


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

    Locks the marking, so that of two lead assessors one wins. The assessor's own view stays
    beside every change. A worker then makes the result sheet.
    """
    marking, assurance = _under_assurance(assurance)
    criteria = sheets.criteria_of(marking.submission.unit_id)
    changes = _changes(assurance, judgements, criteria)
    marking.move("finalise")
    undrawn = printing.undrawn(assurance.sheet, ((one.label, one.feedback) for one in changes))
    unless(
        rules.assured_by_who_opened_it(opened_by=assurance.lead, by=by.person or 0),
        rules.every_change_has_feedback(changes),
        rules.every_change_has_its_reason(changes),
        every_letter_can_be_printed(undrawn),
        subject=marking,
    )
    changed = _keep_changes(assurance, criteria, changes)
    _close(assurance, "changed" if changed else "agreed", comment, now)
    marking.state_since = now
    marking.save(update_fields=["state", "state_since"])
    result = _write_result(marking, assurance, criteria, changes, by, now)
    note(outcome=result.outcome, changed=changed)
    _have_the_sheet_made(result, now)
    return result


def _under_assurance(assurance: Assurance) -> tuple[Marking, Assurance]:
    """Return the marking, locked first, and its assurance."""
    sheet = MarkSheet.objects.get(pk=assurance.sheet_id)
    marking: Marking = Marking.objects.select_for_update(of=("self",)).get(pk=sheet.marking_id)
    locked: Assurance = Assurance.objects.select_for_update().get(pk=assurance.pk)
    return marking, locked


def _close(assurance: Assurance, outcome: str, comment: str, now: datetime) -> None:
    assurance.outcome = outcome
    assurance.comment = comment
    assurance.completed_at = now
    assurance.save(update_fields=["outcome", "comment", "completed_at"])


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
