"""Forms about the registry: which deliveries to show, and which to try again."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.forms.staff import Ticks
from awarding.states import D

STATES = [
    ("", pgettext_lazy("deliveries", "All")),
    (D.NEEDS_A_PERSON, _("Needs a person")),
    (D.WAITING, _("Waiting")),
    (D.UNKNOWN, _("Answer not known")),
    (D.DELIVERED, _("Entered")),
]
SIDES = [("", _("Open")), ("cleared", _("Gone"))]


class DeliveryFilter(forms.Form):
    """Which deliveries to show."""

    says_optional = False

    state = forms.ChoiceField(label=_("Status"), required=False, choices=STATES)

    def wanted(self) -> str:
        """Return the state asked for; an address that was changed by hand asks for all."""
        return self.cleaned_data["state"] if self.is_valid() else ""


class DifferenceFilter(forms.Form):
    """Whether to show the differences that are open, or those that are gone."""

    says_optional = False

    show = forms.ChoiceField(label=_("Show"), required=False, choices=SIDES)

    def wants_cleared(self) -> bool:
        """Tell whether those that are gone are asked for."""
        return self.is_valid() and self.cleaned_data["show"] == "cleared"


class TryAgain(forms.Form):
    """The deliveries to try again."""

    message = Ticks(error_messages={"required": _("Choose at least one delivery to try again.")})
