"""Forms of the body's staff: filters, the quality check, allocation, release, holds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.queries.queues import Wanted
from awarding.forms.offering import offer, offer_rows
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from awarding.kernel.numbers import number
from awarding.models import Unit

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
        offer_rows(self, "unit", Unit.objects.order_by("code"))

    def wanted(self) -> Wanted:
        """Return what is asked for; an address that was changed by hand asks for everything."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(given.get("colour", ""), given.get("unit"))

    def is_narrow(self) -> bool:
        """Tell whether anything is left out."""
        return self.wanted() != Wanted()


class FindSubmission(forms.Form):
    """A submission by its reference, or a learner's by a word of the name."""

    says_optional = False

    find = TextBox(
        label=_("Reference or learner"),
        required=False,
        max_length=200,
        help_text=_("A whole reference, or a name: first name, family name or both."),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )


class Ticks(forms.Field):
    """The rows that were ticked, by id."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[int]:
        """Return the ids; what is not a number was not ticked on our page."""
        return [found for one in value or [] if (found := number(str(one))) is not None]


class ResultTicks(PlainForm):
    """Ticked results."""

    ticked = Ticks(error_messages={"required": _("Tick at least one result.")})


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
        offer(
            self,
            "assessor",
            ("", _("Choose an assessor")),
            *people,
        )


class Reason(PlainForm):
    """Why, in a few words."""

    because = TextBox(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, asking: Any, empty: Any, **kwargs: Any) -> None:
        """Ask for the reason in these words."""
        super().__init__(*args, **kwargs)
        self.fields["because"].label = asking
        self.fields["because"].error_messages = {
            "required": empty,
            "max_length": _("The reason must be 300 characters or fewer."),
        }
