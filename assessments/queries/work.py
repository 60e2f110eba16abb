"""One piece of work as its assessor sees it, and the lead assessor after them: nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from assessments.models import Assurance, CriterionChange, EvidenceCopy, Marking, MarkSheet
from assessments.queries import sheets
from assessments.states import M
from awarding.models import Criterion, LearningOutcome


def found(reference: str) -> Marking:
    """Return the marking of a piece of work, with its submission, unit and clock."""
    marking: Marking = Marking.objects.select_related("submission__unit", "submission__clock").get(
        submission__reference=reference, purpose=Marking.Purpose.FIRST
    )
    return marking


def copies(marking: Marking) -> list[EvidenceCopy]:
    """Return the assessor's copies of the upload that was sent, in their order."""
    submission = marking.submission
    return list(
        EvidenceCopy.objects.filter(
            submission=submission, upload_version=submission.upload_version
        ).order_by("position")
    )


def copy(reference: str, position: int) -> EvidenceCopy:
    """Return one copy of the upload that was sent."""
    one: EvidenceCopy = EvidenceCopy.objects.select_related("submission").get(
        submission__reference=reference,
        upload_version=F("submission__upload_version"),
        position=position,
    )
    return one


@dataclass(frozen=True, slots=True)
class Outcome:
    """One learning outcome of the unit with its criteria."""

    outcome: LearningOutcome
    criteria: Sequence[Criterion]


def outcomes(unit: int) -> list[Outcome]:
    """Return the unit's outcomes with their criteria, as the unit numbers them."""
    grouped: dict[int, list[Criterion]] = {}
    for criterion in sheets.criteria_of(unit):
        grouped.setdefault(criterion.outcome_id, []).append(criterion)
    return [Outcome(criteria[0].outcome, criteria) for criteria in grouped.values()]


def sheet_of(marking: Marking) -> MarkSheet | None:
    """Return the sheet of the present round, once it was begun."""
    sheet: MarkSheet | None = MarkSheet.objects.filter(
        marking=marking, round=marking.round
    ).first()
    return sheet


@dataclass(frozen=True, slots=True)
class LeadsView:
    """What a lead assessor made of a round: their comment, and what they changed and why."""

    assurance: Assurance
    changes: Mapping[int, CriterionChange]


def leads_view(marking: Marking) -> LeadsView | None:
    """Return the latest view of a lead assessor that is complete, if there can be one."""
    if marking.round == 1 and marking.state != M.FINALISED:
        return None
    last = (
        Assurance.objects.filter(sheet__marking=marking, completed_at__isnull=False)
        .exclude(outcome=Assurance.Outcome.TAKEN_BACK)
        .order_by("-sheet__round")
        .first()
    )
    if last is None:
        return None
    changed = CriterionChange.objects.filter(assurance=last).select_related("criterion__outcome")
    return LeadsView(last, {one.criterion_id: one for one in changed})
