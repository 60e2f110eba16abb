"""The mark sheet as a form: a decision and feedback for each criterion, comments, a version."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import CriterionMark
from assessments.operations.mark_sheets import Typed
from assessments.queries.work import Outcome
from awarding.forms.text_box import TextBox
from awarding.kernel.grades import Grade
from awarding.models import Criterion, LearningOutcome

LONGEST = 2000
DECISION = {"class": "p-inline p-small-choices"}
TONES: dict[str, str] = {Grade.PASS: "green", Grade.REFERRAL: "amber"}


@dataclass(frozen=True, slots=True)
class CriterionBoxes:
    """The boxes of one criterion, and the tone its decision gives it."""

    criterion: Criterion
    decision: Any
    feedback: Any
    tone: str


@dataclass(frozen=True, slots=True)
class OutcomeBoxes:
    """The boxes of one outcome: its criteria, and the comment on the whole of it."""

    outcome: LearningOutcome
    criteria: Sequence[CriterionBoxes]
    comment: Any


class Sheet(forms.Form):
    """A whole mark sheet, or the part of it that is being saved."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[Outcome],
        words: Mapping[str, str],
        groups: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        """Ask about these outcomes, in the body's own words; about these groups alone if named."""
        super().__init__(*args, **kwargs)
        self.outcomes, self.words, self.groups = outcomes, words, groups
        if groups:
            del self.fields["version"]
        for one in outcomes:
            for criterion in one.criteria:
                self._ask_about(criterion)
            self._ask(f"outcome-{one.outcome.pk}", f"comment-{one.outcome.pk}", _("Comment"))
        self._ask("overall", "overall", _("Overall comment"))

    def _wants(self, group: str) -> bool:
        return not self.groups or group in self.groups

    def _ask_about(self, criterion: Criterion) -> None:
        group = f"criterion-{criterion.pk}"
        if self._wants(group):
            self.fields[f"decision-{criterion.pk}"] = forms.ChoiceField(
                label=_("Decision"),
                choices=list(self.words.items()),
                required=False,
                widget=forms.RadioSelect(DECISION),
                error_messages={"invalid_choice": _("Choose one of the decisions offered.")},
            )
        self._ask(group, f"feedback-{criterion.pk}", _("Feedback"))

    def _ask(self, group: str, name: str, label: Any) -> None:
        if self._wants(group):
            most = gettext("%(label)s must be 2,000 characters or fewer.") % {"label": label}
            self.fields[name] = TextBox(
                label=label,
                required=False,
                max_length=LONGEST,
                strip=False,
                widget=forms.Textarea({"rows": 2}),
                error_messages={"max_length": most},
            )

    def boxes(self) -> list[OutcomeBoxes]:
        """Return the whole sheet as the page draws it."""
        return [
            OutcomeBoxes(
                one.outcome,
                [self._criterion(criterion) for criterion in one.criteria],
                self[f"comment-{one.outcome.pk}"],
            )
            for one in self.outcomes
        ]

    def _criterion(self, criterion: Criterion) -> CriterionBoxes:
        decision = self[f"decision-{criterion.pk}"]
        tone = TONES.get(decision.value() or "", "")
        return CriterionBoxes(criterion, decision, self[f"feedback-{criterion.pk}"], tone)

    def typed(self) -> list[tuple[str, str]]:
        """Return each answer as it was sent, with the criterion or outcome it is about."""
        told: list[tuple[str, Any]] = []
        for one in self.boxes():
            for two in one.criteria:
                decision = self.words.get(two.decision.value() or "", "")
                told.append((f"{two.criterion.label} {two.decision.label}", decision))
                told.append((f"{two.criterion.label} {two.feedback.label}", two.feedback.value()))
            comment = gettext("Comment on outcome %(number)s") % {"number": one.outcome.number}
            told.append((comment, one.comment.value()))
        told.append((str(self["overall"].label), self["overall"].value()))
        return [(label, words) for label, words in told if words]

    def marks(self) -> list[Typed]:
        """Return what stands beside each criterion that was asked about."""
        given = self.cleaned_data
        return [
            Typed(pk, given[f"decision-{pk}"], given[f"feedback-{pk}"])
            for pk in (criterion.pk for one in self.outcomes for criterion in one.criteria)
            if f"feedback-{pk}" in given
        ]

    def comments(self) -> dict[int, str]:
        """Return the comment on each outcome that was asked about."""
        given = self.cleaned_data
        named = {one.outcome.pk: f"comment-{one.outcome.pk}" for one in self.outcomes}
        return {pk: given[name] for pk, name in named.items() if name in given}


def initial(
    marks: Mapping[int, CriterionMark], comments: Mapping[int, str], overall: str, version: int
) -> dict[str, Any]:
    """Return what a form shows of a sheet that was saved."""
    told: dict[str, Any] = {"overall": overall, "version": version}
    for criterion, mark in marks.items():
        told |= {f"decision-{criterion}": mark.decision, f"feedback-{criterion}": mark.feedback}
    return told | {f"comment-{outcome}": words for outcome, words in comments.items()}
