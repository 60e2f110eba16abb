"""The lead assessor's form: agree or change on every criterion, and a comment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models import CriterionMark
from assessments.operations.finalising import Judgement
from assessments.queries.work import Outcome
from assessments.rules.assuring import Change, every_change_differs
from awarding.forms.text_box import TextBox
from awarding.models import Criterion, LearningOutcome

INLINE = {"class": "p-inline p-small-choices"}
LONGEST = 2000
TEXTS: tuple[tuple[str, Any], ...] = (
    ("feedback", _("Feedback must be 2,000 characters or fewer.")),
    ("reason", _("The reason must be 2,000 characters or fewer.")),
)


@dataclass(frozen=True, slots=True)
class CriterionBoxes:
    """One criterion: the assessor's view, and the lead assessor's boxes beside it."""

    criterion: Criterion
    mark: CriterionMark
    word: str
    view: Any
    decision: Any
    feedback: Any
    reason: Any
    is_left_over: bool


@dataclass(frozen=True, slots=True)
class OutcomeBoxes:
    """One outcome with its criteria and the assessor's comment on it."""

    outcome: LearningOutcome
    criteria: Sequence[CriterionBoxes]
    comment: str


class Assure(forms.Form):
    """Agree on each criterion, or change it with a reason; or return it all with a comment."""

    says_optional = False

    comment = TextBox(
        label=_("Comment to the assessor"),
        required=False,
        max_length=LONGEST,
        help_text=_("Needed for a return: say what to look at again."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("The comment must be 2,000 characters or fewer.")},
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[Outcome],
        marks: Mapping[int, CriterionMark],
        words: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        """Ask about these criteria, beside how each was marked."""
        super().__init__(*args, **kwargs)
        self.outcomes, self.marks, self.words = outcomes, marks, words
        for one in outcomes:
            for criterion in one.criteria:
                self._ask_about(criterion)

    def _ask_about(self, criterion: Criterion) -> None:
        pk, mark = criterion.pk, self.marks[criterion.pk]
        self.fields[f"view-{pk}"] = forms.ChoiceField(
            choices=[
                ("agree", _("Agree")),
                ("leave", _("Agree, and leave out what I wrote")),
                ("change", _("Change")),
            ],
            initial="agree",
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"decision-{pk}"] = forms.ChoiceField(
            choices=list(self.words.items()),
            initial=mark.decision,
            required=False,
            widget=forms.RadioSelect(INLINE),
        )
        for name, most in TEXTS:
            self.fields[f"{name}-{pk}"] = TextBox(
                initial=mark.feedback if name == "feedback" else "",
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 2}),
                error_messages={"max_length": most},
            )

    def boxes(self, comments: Mapping[int, str]) -> list[OutcomeBoxes]:
        """Return the whole of it as the page draws it."""
        return [
            OutcomeBoxes(
                one.outcome,
                [self._boxes(criterion) for criterion in one.criteria],
                comments.get(one.outcome.pk, ""),
            )
            for one in self.outcomes
        ]

    def _boxes(self, criterion: Criterion) -> CriterionBoxes:
        pk, mark = criterion.pk, self.marks[criterion.pk]
        view, decision, feedback, reason = (
            self[f"{name}-{pk}"] for name in ("view", "decision", "feedback", "reason")
        )
        return CriterionBoxes(
            criterion,
            mark,
            self.words[mark.decision],
            view,
            decision,
            feedback,
            reason,
            self._is_left_over(pk),
        )

    def _is_changed(self, pk: int) -> bool:
        return bool(self[f"view-{pk}"].value() == "change")

    def _is_left_over(self, pk: int) -> bool:
        """Tell whether a reason stands beside an answer that takes none."""
        return not self._is_changed(pk) and bool((self[f"reason-{pk}"].value() or "").strip())

    @property
    def changed(self) -> int:
        """Return how many criteria are changed as the boxes stand now."""
        return sum(self._is_changed(pk) for pk in self.marks)

    def decisions(self) -> list[str]:
        """Return the decision on each criterion as the boxes stand now."""
        return [self._decision(one.pk) for group in self.outcomes for one in group.criteria]

    def _decision(self, pk: int) -> str:
        marked: str = self.marks[pk].decision
        if not self._is_changed(pk):
            return marked
        return self[f"decision-{pk}"].value() or marked

    def typed(self) -> list[tuple[str, str]]:
        """Return what was sent to be changed, or written and left over, and the comment."""
        told = [
            pair for group in self.outcomes for one in group.criteria for pair in self._of(one)
        ]
        told.append((str(self["comment"].label), self["comment"].value()))
        return [(label, words) for label, words in told if words]

    def _of(self, criterion: Criterion) -> list[tuple[str, Any]]:
        pk, label = criterion.pk, {"label": criterion.label}
        reason = (gettext("%(label)s Reason") % label, self[f"reason-{pk}"].value())
        if not self._is_changed(pk):
            return [reason]
        decision = self.words.get(self[f"decision-{pk}"].value() or "", "")
        return [
            (gettext("%(label)s Decision") % label, decision),
            (gettext("%(label)s Feedback") % label, self[f"feedback-{pk}"].value()),
            reason,
        ]

    @property
    def is_return(self) -> bool:
        """Tell which of the two buttons was pressed."""
        return self.data.get("act") == "return"

    def clean(self) -> dict[str, Any]:
        """To finalise, each criterion is agreed on as it is, or really changed."""
        for one in self.outcomes:
            for criterion in one.criteria:
                if not self._is_changed(criterion.pk):
                    self._set_aside(criterion.pk)
                if not self.is_return:
                    self._clean_one(criterion)
        return self.cleaned_data

    def _set_aside(self, pk: int) -> None:
        """Ask nothing of the boxes of a criterion that is agreed on: none of it is kept."""
        for name in ("decision", "feedback", "reason"):
            self.errors.pop(f"{name}-{pk}", None)

    def _clean_one(self, criterion: Criterion) -> None:
        """Ask the rule what finalising asks; that words go with “Change” is between two boxes."""
        pk, view = criterion.pk, self.cleaned_data.get(f"view-{criterion.pk}")
        if view == "change":
            no = every_change_differs([self._change(criterion)])
            if no is not None:
                self.add_error(f"view-{pk}", str(no.reason))
        elif view != "leave" and self._is_left_over(pk):
            said = gettext(
                "You agree on %(label)s, and wrote a reason for a change. Choose “Change” to keep"
                " what you wrote, or “Agree, and leave out what I wrote”."
            )
            self.add_error(f"view-{pk}", said % {"label": criterion.label})

    def _change(self, criterion: Criterion) -> Change:
        pk, given = criterion.pk, self.cleaned_data
        mark = self.marks[pk]
        return Change(
            label=criterion.label,
            was_decision=mark.decision,
            was_feedback=mark.feedback,
            decision=given.get(f"decision-{pk}") or mark.decision,
            feedback=given.get(f"feedback-{pk}", mark.feedback),
            reason=given.get(f"reason-{pk}", ""),
        )

    def judgements(self) -> list[Judgement]:
        """Return what was changed; what is not named is agreed on."""
        given = self.cleaned_data
        return [
            Judgement(pk, given[f"decision-{pk}"], given[f"feedback-{pk}"], given[f"reason-{pk}"])
            for pk in self.marks
            if given.get(f"view-{pk}") == "change"
        ]
