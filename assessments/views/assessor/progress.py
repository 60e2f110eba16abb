"""How far a sheet is, and how one that is not being filled in reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from assessments.forms.assessor import TONES, OutcomeBoxes
from assessments.models import CriterionChange, CriterionMark, MarkSheet
from assessments.queries import concerns, questions, sheets
from assessments.queries.work import LeadsView, Outcome
from awarding.models import AwardingBody, Criterion


@dataclass(frozen=True, slots=True)
class Progress:
    """How many criteria have a decision and feedback, which are open, and what else waits."""

    done: int
    total: int
    still_open: Sequence[str]
    waits: str = ""

    @property
    def words(self) -> str:
        """Say how far it is."""
        return gettext("%(done)s of %(total)s criteria marked") % {
            "done": self.done,
            "total": self.total,
        }

    @property
    def open_words(self) -> str:
        """Say what is still open, or what the whole sheet waits for."""
        if not self.still_open:
            return self.waits or gettext("Ready to submit.")
        return gettext("Still open: %(labels)s.") % {"labels": ", ".join(self.still_open)}


def waits_for(submission: int) -> str:
    """Say what work waits for before its sheet can be handed over, if for anything."""
    if concerns.is_doubted(submission):
        return gettext("Held: it can be submitted once the concern is settled.")
    if questions.answer_is_due(submission):
        return gettext("It can be submitted once the centre has answered.")
    return ""


def of(boxes: Sequence[OutcomeBoxes], waits: str) -> Progress:
    """Return how far the sheet on the page is."""
    every = [one for outcome in boxes for one in outcome.criteria]
    still_open = [
        one.criterion.label
        for one in every
        if not one.decision.value() or not (one.feedback.value() or "").strip()
    ]
    return Progress(len(every) - len(still_open), len(every), still_open, waits)


def saved(sheet: MarkSheet, criteria: list[Criterion]) -> Progress:
    """Return how far the sheet is as it was saved."""
    lines = sheets.facts(sheet, criteria)
    still_open = [one.label for one in lines if not one.decision or not one.feedback.strip()]
    waits = waits_for(sheet.submission_id)
    return Progress(len(lines) - len(still_open), len(lines), still_open, waits)


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as it was marked, with what a lead assessor made of it."""

    criterion: Criterion
    decision: str
    feedback: str
    tone: str
    change: CriterionChange | None = None
    changed_to: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeLines:
    """One outcome as it was marked."""

    outcome: Any
    comment: str
    lines: Sequence[Line] = field(default_factory=list)


def lines(
    outcomes: Sequence[Outcome],
    marks: Mapping[int, CriterionMark],
    sheet: MarkSheet | None,
    body: AwardingBody,
    lead: LeadsView | None,
) -> list[OutcomeLines]:
    """Return a sheet as it reads when nobody fills it in."""
    comments = sheets.comments_on(sheet) if sheet else {}
    changes = lead.changes if lead else {}
    return [
        OutcomeLines(
            one.outcome,
            comments.get(one.outcome.pk, ""),
            [
                _line(criterion, marks.get(criterion.pk), changes.get(criterion.pk), body)
                for criterion in one.criteria
            ],
        )
        for one in outcomes
    ]


def _line(
    criterion: Criterion,
    mark: CriterionMark | None,
    change: CriterionChange | None,
    body: AwardingBody,
) -> Line:
    decided = mark.decision if mark else ""
    return Line(
        criterion,
        body.word_for(decided) if decided else "",
        mark.feedback if mark else "",
        TONES.get(decided, ""),
        change,
        body.word_for(change.decision) if change else "",
    )
