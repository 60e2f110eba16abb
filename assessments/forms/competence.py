"""Forms of who may mark what: approvals of assessors, and their interests."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.queries import assessors
from awarding.forms.day_field import DayField
from awarding.forms.offering import offer_rows
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from awarding.models import Centre, Unit


class ByUnit(forms.Form):
    """Assessors of one unit alone."""

    says_optional = False

    unit: Any = forms.ModelChoiceField(
        None, label=_("Approved for"), required=False, empty_label=_("Any unit")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the body's units."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "unit", Unit.objects.order_by("code"))


class Approve(PlainForm):
    """A unit, and the day from which somebody may mark it."""

    prefix = "approve"

    unit: Any = forms.ModelChoiceField(
        None,
        label=_("Unit"),
        empty_label=_("Choose a unit"),
        error_messages={
            "required": _("Choose the unit."),
            "invalid_choice": _("Choose one of the units offered."),
        },
    )
    from_on = DayField(
        label=_("Approved from"), error_messages={"required": _("Enter the first day.")}
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the units somebody is not approved for."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "unit", units)


class EndApproval(PlainForm):
    """The first day that an approval no longer covers."""

    until_on = DayField(
        label=_("Ends on"),
        help_text=_("The first day on which nothing more is allocated under it."),
        error_messages={"required": _("Enter the day on which it ends.")},
    )


class Declare(PlainForm):
    """An interest in a centre or in a learner, one of the two, and what it is."""

    prefix = "declare"

    centre_number = TextBox(
        label=_("Centre number"),
        required=False,
        max_length=10,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    registration_number = TextBox(
        label=_("Or a learner’s registration number"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    reason = TextBox(
        label=_("What is the interest?"),
        max_length=300,
        help_text=_("Such as: taught there until July 2025."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say what the interest is."),
            "max_length": _("The interest must be 300 characters or fewer."),
        },
    )

    says_optional = False

    def clean_centre_number(self) -> Centre | None:
        """Return the centre of this number."""
        number = self.cleaned_data["centre_number"].strip()
        if not number:
            return None
        found: Centre | None = Centre.objects.filter(number=number).first()
        if found is None:
            raise forms.ValidationError(gettext("Enter the number of one of your centres."))
        return found

    def clean_registration_number(self) -> Any:
        """Return the learner registered under this number."""
        number = self.cleaned_data["registration_number"].strip()
        if not number:
            return None
        found = assessors.registration(number)
        if found is None:
            raise forms.ValidationError(gettext("Enter a registration number you have issued."))
        return found.learner

    def clean(self) -> dict[str, Any]:
        """Take a centre or a learner, not both and not neither."""
        given = self.cleaned_data
        centre, learner = given.get("centre_number"), given.get("registration_number")
        if not self.errors and (centre is None) == (learner is None):
            self.add_error(
                "centre_number", gettext("Enter a centre number or a registration number.")
            )
        return given
