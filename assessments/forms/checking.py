"""The form of the quality check: every point met, or what the centre must do, and by when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.rules import checking as rules
from assessments.rules.checking import Point
from awarding.forms.day_field import DayField
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from awarding.kernel.rules import Refusal

MET = [("yes", _("Met")), ("no", _("Not met"))]
#: The one says of what was left open that it is met, the other leaves it open.
ACCEPT = ("all-met", "accept")
INLINE = {"class": "p-inline p-small-choices"}


class Check(PlainForm):
    """Each point of the quality check: met, or not met and what the centre must do."""

    says_optional = False

    answer_by = DayField(
        label=_("Answer by"),
        required=False,
        years_ahead=1,
        help_text=_("Only for a return: the day by which the centre should send it again."),
    )

    def __init__(self, *args: Any, points: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Ask about these points."""
        super().__init__(*args, **kwargs)
        self.points = points
        for n, (_code, words) in enumerate(points):
            self.fields[f"met-{n}"] = forms.ChoiceField(
                label=words, choices=MET, required=False, widget=forms.RadioSelect(INLINE)
            )
            self.fields[f"what-{n}"] = TextBox(
                label=_("What must the centre do?"),
                required=False,
                max_length=1000,
                widget=forms.Textarea({"rows": 2}),
                error_messages={
                    "max_length": _("What the centre must do must be 1,000 characters or fewer.")
                },
            )

    @property
    def is_return(self) -> bool:
        """Tell which of the two buttons was pressed."""
        return self.data.get("act") == "return"

    @property
    def says_all_met(self) -> bool:
        """Tell whether the button was pressed that says every point left open is met."""
        return self.data.get("act") == "all-met"

    def asked(self) -> list[tuple[Any, Any]]:
        """Return both boxes of each point, for the page."""
        return [(self[f"met-{n}"], self[f"what-{n}"]) for n, _ in enumerate(self.points)]

    def typed(self) -> list[tuple[str, str]]:
        """Return each point that was answered, with the answer as it was sent."""
        words = dict(MET)
        told = [
            (point, "\n".join(filter(None, [str(words.get(met.value(), "")), what.value()])))
            for (_code, point), (met, what) in zip(self.points, self.asked(), strict=True)
        ]
        return [(point, said) for point, said in told if said]

    def clean(self) -> dict[str, Any]:
        """A return says of each point whether it is met, and by when it is answered."""
        if self.is_return:
            for n, (code, words) in enumerate(self.points):
                self._clean_point(n, code, words)
            self._clean_answer_by()
        elif self.data.get("act") in ACCEPT:
            self._clean_no_return()
        else:
            raise forms.ValidationError(gettext("Choose whether to accept or to return."))
        return self.cleaned_data

    def _clean_no_return(self) -> None:
        """Ask where a day for the centre was entered, which only a return has."""
        given = self.cleaned_data.get("answer_by") is not None
        if given and "answer_by" in self.changed_data:
            said = gettext(
                "Answer by is for a return alone. Empty it to accept, or return the work."
            )
            self.add_error("answer_by", said)

    def _clean_point(self, n: int, code: str, words: str) -> None:
        """Ask of one point what the return asks of all, so that each is told by its own box."""
        met, what = self.cleaned_data.get(f"met-{n}"), self.cleaned_data.get(f"what-{n}", "")
        said = [Point(code, words, met == "yes", what)] if met else []
        self._tell(f"met-{n}", rules.every_point_is_answered([(code, words)], said))
        if met == "no":
            self._tell(f"what-{n}", rules.return_says_what_to_do(said))

    def _tell(self, name: str, no: Refusal | None) -> None:
        if no is not None and name not in self.errors:
            self.add_error(name, str(no.reason))

    def _clean_answer_by(self) -> None:
        if "answer_by" in self.errors:
            return
        if self.cleaned_data.get("answer_by") is None:
            said = gettext("Enter the day by which the centre should answer.")
            self.add_error("answer_by", said)

    def said(self) -> list[Point]:
        """Return the points somebody answered, one by one or with the button for all."""
        left_open = "yes" if self.says_all_met else ""
        answers = [
            (point, self.cleaned_data.get(f"met-{n}") or left_open, f"what-{n}")
            for n, point in enumerate(self.points)
        ]
        return [
            Point(code, words, met == "yes", self.cleaned_data.get(what, ""))
            for (code, words), met, what in answers
            if met
        ]
