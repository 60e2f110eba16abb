"""Forms of the body's staff: filters, the quality check, allocation, release, holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.queries.queues import Wanted
from assessments.rules.checking import Point
from awarding.day_field import DayField
from awarding.models import Unit
from awarding.plain_forms import PlainForm

COLOURS = [
    ("", pgettext_lazy("working days", "All")),
    ("green", _("In good time")),
    ("amber", _("Due soon")),
    ("red", _("Nearly due")),
    ("breached", _("Past target")),
]


class QueueFilter(forms.Form):
    """What to show of a queue. Its address is the saved view."""

    says_optional = False

    colour = forms.ChoiceField(label=_("Working days"), required=False, choices=COLOURS)
    unit: Any = forms.ModelChoiceField(
        None, label=_("Unit"), required=False, empty_label=pgettext_lazy("unit", "All")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the body's units."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.order_by("code")  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what is asked for; an address that was changed by hand asks for everything."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(given.get("colour", ""), given.get("unit"))

    def is_narrow(self) -> bool:
        """Tell whether anything is left out."""
        return self.wanted() != Wanted()


class FindSubmission(forms.Form):
    """A submission by its reference, or a learner's by the start of the name."""

    says_optional = False

    find = forms.CharField(
        label=_("Reference or learner"),
        required=False,
        max_length=200,
        help_text=_("A whole reference, or the start of a full name."),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )


MET = [("yes", _("Met")), ("no", _("Not met"))]
INLINE = {"class": "p-inline p-small-choices"}


class Check(PlainForm):
    """Each point of the quality check: met, or not met and what the centre must do."""

    says_optional = False

    answer_by = DayField(
        label=_("Answer by"),
        required=False,
        help_text=_("Only for a return: the day by which the centre should send it again."),
    )

    def __init__(
        self, *args: Any, points: Sequence[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        """Ask about these points."""
        super().__init__(*args, **kwargs)
        self.points, self.today = points, today
        for n, (_code, words) in enumerate(points):
            self.fields[f"met-{n}"] = forms.ChoiceField(
                label=words, choices=MET, required=False, widget=forms.RadioSelect(INLINE)
            )
            self.fields[f"what-{n}"] = forms.CharField(
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

    def asked(self) -> list[tuple[Any, Any]]:
        """Return both boxes of each point, for the page."""
        return [(self[f"met-{n}"], self[f"what-{n}"]) for n, _ in enumerate(self.points)]

    def clean(self) -> dict[str, Any]:
        """A return says of each point whether it is met, and by when it is answered."""
        if self.is_return:
            for n, _point in enumerate(self.points):
                if not self.cleaned_data.get(f"met-{n}"):
                    self.add_error(f"met-{n}", gettext("Choose whether this is met."))
            self._clean_answer_by()
        return self.cleaned_data

    def _clean_answer_by(self) -> None:
        if "answer_by" in self.errors:
            return
        by = self.cleaned_data.get("answer_by")
        if by is None:
            self.add_error(
                "answer_by", gettext("Enter the day by which the centre should answer.")
            )
        elif by <= self.today:
            self.add_error("answer_by", gettext("Answer by must be a day after today."))

    def said(self) -> list[Point]:
        """Return the points as answered. Accepting says of what was left open that it is met."""
        return [
            Point(
                code,
                words,
                self.cleaned_data.get(f"met-{n}") != "no",
                self.cleaned_data.get(f"what-{n}", ""),
            )
            for n, (code, words) in enumerate(self.points)
        ]


class Ticks(forms.Field):
    """The rows that were ticked, by id."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        """Return the ids; what is not a number was not ticked on our page."""
        return [int(one) for one in value or [] if str(one).isdecimal()]


class Allocate(PlainForm):
    """Ticked submissions, and the assessor they go to."""

    ticked = Ticks(error_messages={"required": _("Tick at least one submission.")})
    assessor = forms.TypedChoiceField(
        label=_("Assessor"),
        coerce=int,
        error_messages={
            "required": _("Choose the assessor."),
            "invalid_choice": _("Choose one of the assessors offered."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer these people, by membership."""
        super().__init__(*args, **kwargs)
        self.fields["assessor"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose an assessor")),
            *people,
        ]


class Reason(PlainForm):
    """Why, in a few words."""

    because = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, asking: Any, empty: Any, **kwargs: Any) -> None:
        """Ask for the reason in these words."""
        super().__init__(*args, **kwargs)
        self.fields["because"].label = asking
        self.fields["because"].error_messages = {
            "required": empty,
            "max_length": _("The reason must be 300 characters or fewer."),
        }
