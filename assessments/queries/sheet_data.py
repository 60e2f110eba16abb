"""What stands on a result sheet, read from the result's own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assessments.models import Result, ResultCriterion, ResultOutcome
from assessments.queries import sheets
from awarding.kernel import tenancy
from awarding.kernel.clock import london_day
from awarding.kernel.grades import Grade
from awarding.models import AwardingBody


@dataclass(frozen=True, slots=True)
class Detail:
    """One line about the submission."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: the decision in the body's own words, and the feedback."""

    label: str
    words: str
    decision: str
    feedback: str


@dataclass(frozen=True, slots=True)
class OutcomeLines:
    """One learning outcome with its comment and its criteria."""

    number: int
    words: str
    comment: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class SheetData:
    """Everything the sheet prints."""

    body: str
    reference: str
    details: Sequence[Detail]
    outcome: str
    is_referral: bool
    overall: str
    outcomes: Sequence[OutcomeLines]
    finalised_on: date
    version: int


def sheet_data(result: Result) -> SheetData:
    """Return what the sheet of this result prints, in four queries however long it is."""
    submission = result.submission
    registration = submission.registration
    body = AwardingBody.objects.get(pk=tenancy.current().body or 0)
    return SheetData(
        body=body.name,
        reference=submission.reference,
        details=[
            Detail(_("Reference"), submission.reference),
            Detail(_("Submission number"), str(submission.number)),
            Detail(_("Learner"), registration.learner.full_name),
            Detail(_("Registration number"), registration.number),
            Detail(_("Centre"), str(submission.centre)),
            Detail(_("Unit"), str(submission.unit)),
        ],
        outcome=body.word_for(result.outcome),
        is_referral=result.outcome == Grade.REFERRAL,
        overall=result.overall_comment,
        outcomes=_outcomes(result, body),
        finalised_on=london_day(result.finalised_at),
        version=result.version,
    )


def _outcomes(result: Result, body: AwardingBody) -> list[OutcomeLines]:
    judged = {one.criterion_id: one for one in ResultCriterion.objects.filter(result=result)}
    comments = dict(ResultOutcome.objects.filter(result=result).values_list("outcome_id", "words"))
    grouped: dict[int, OutcomeLines] = {}
    for criterion in sheets.criteria_of(result.submission.unit_id):
        said, outcome = judged[criterion.pk], criterion.outcome
        lines = [
            *(grouped[outcome.pk].lines if outcome.pk in grouped else []),
            Line(criterion.label, criterion.words, body.word_for(said.decision), said.feedback),
        ]
        grouped[outcome.pk] = OutcomeLines(
            outcome.number, outcome.words, comments.get(outcome.pk, ""), lines
        )
    return list(grouped.values())
