"""Forms of a centre: registering a learner, and finding one."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awarding.forms.offering import offer_rows
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from awarding.kernel.rules import Refused
from awarding.models import Membership
from centres.models import CatalogueEntry, Cohort
from centres.queries import offers

SHORT = {"class": "govuk-input--width-20"}
OTHER = {"invalid_choice": _("Choose one of the answers offered.")}


class CodeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A code of the centre's catalogue, with the qualification it is for."""

    def label_from_instance(self, obj: CatalogueEntry) -> str:
        """Return the code, who marks its work, and the qualification."""
        return f"{obj.code} · {who_marks(obj)} · {obj.qualification}"


def who_marks(code: CatalogueEntry) -> str:
    """Say where the work of a code goes."""
    if code.is_service:
        return gettext("assessment service")
    return gettext("marked by your centre")


class TutorField(forms.ModelChoiceField):  # type: ignore[type-arg]  # as above
    """A person of the centre who may teach."""

    def label_from_instance(self, obj: Membership) -> str:
        """Return the person's name."""
        return obj.name


class RegisterLearner(PlainForm):
    """One learner under a code, in a cohort that is there, in a new one, or in none."""

    #: The boxes that confirm what a rule cautions about.
    CONFIRMS: ClassVar = {"A11": "another_person", "A12": "marked_here"}

    full_name = TextBox(
        label=_("Full name"),
        max_length=200,
        help_text=_("As it should stand on the certificate, in any script."),
        error_messages={
            "required": _("Enter the learner's full name."),
            "max_length": _("Full name must be 200 characters or fewer."),
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    uln = TextBox(
        label=_("Unique Learner Number (ULN)"),
        required=False,
        help_text=_("10 digits. Leave it empty if you do not know it yet."),
        widget=forms.TextInput({**SHORT, "inputmode": "numeric", "autocomplete": "off"}),
    )
    catalogue_entry = CodeField(
        None,
        label=_("Code"),
        help_text=_(
            "The codes in your catalogue. Work for a code that is marked by your centre cannot be"
            " sent to the assessment service."
        ),
        empty_label=_("Choose a code"),
        error_messages={"required": _("Choose the code to register under."), **OTHER},
    )
    marked_here = forms.BooleanField(
        label=_("The learner’s work is marked by our centre"),
        required=False,
    )
    another_person = forms.BooleanField(
        label=_("This is another person of the same name"),
        required=False,
    )
    centre_reference = TextBox(
        label=_("Your own reference"),
        max_length=40,
        required=False,
        help_text=_("Such as the learner's number in your own system."),
        error_messages={"max_length": _("Your own reference must be 40 characters or fewer.")},
        widget=forms.TextInput(SHORT),
    )
    cohort: "forms.ModelChoiceField[Cohort]" = forms.ModelChoiceField(
        None,
        label=_("Cohort"),
        required=False,
        empty_label=pgettext_lazy("cohort", "None"),
        error_messages=OTHER,
    )
    new_cohort = TextBox(
        label=_("Name of a new cohort"),
        max_length=120,
        required=False,
        help_text=_("Only if the cohort is not in the list above."),
        error_messages={"max_length": _("The cohort's name must be 120 characters or fewer.")},
    )
    tutor = TutorField(
        None,
        label=_("Tutor of the new cohort"),
        required=False,
        empty_label=pgettext_lazy("tutor", "None"),
        error_messages=OTHER,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the codes that take registrations on this day, the cohorts and the tutors."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "catalogue_entry", offers.codes(on=on))
        offer_rows(self, "cohort", offers.cohorts())
        offer_rows(self, "tutor", offers.tutors())

    def given(self) -> dict[str, Any]:
        """Return who is registered, under which code, in which cohort."""
        given = self.cleaned_data.items()
        return {name: value for name, value in given if name not in self.CONFIRMS.values()}

    def reasons(self) -> dict[str, str]:
        """Return what was confirmed, by the rule that asks for it."""
        said = {
            "A11": gettext("This is another person of the same name."),
            "A12": gettext("The learner’s work is marked by our centre."),
        }
        return {rule: said[rule] for rule, box in self.CONFIRMS.items() if self.cleaned_data[box]}

    def asked(self, refused: Refused | None) -> list[str]:
        """Return the boxes of what somebody was asked to confirm, now or before."""
        cautions = {one.rule for one in refused.cautions} if refused else set()
        return [box for rule, box in self.CONFIRMS.items() if rule in cautions or box in self.data]

    def clean_full_name(self) -> str:
        """Return the name, which holds a letter."""
        name: str = self.cleaned_data["full_name"]
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(gettext("Enter the learner's full name."))
        return name

    def clean_uln(self) -> str:
        """Return the digits alone; whether they can be a ULN is a rule of registration."""
        uln = re.sub(r"[\s-]", "", self.cleaned_data["uln"])
        if uln and not (len(uln) == 10 and uln.isascii() and uln.isdigit()):
            raise forms.ValidationError(gettext("ULN must be 10 digits."))
        return uln

    def clean(self) -> dict[str, Any]:
        """Take one cohort, not two, and a tutor only for a new one."""
        given = self.cleaned_data
        if given.get("cohort") and given.get("new_cohort"):
            self.add_error(
                "new_cohort", gettext("Choose a cohort from the list or name a new one, not both.")
            )
        if given.get("tutor") and not given.get("new_cohort") and not self.errors:
            self.add_error("new_cohort", gettext("Enter the name of the new cohort."))
        return given


class AnswerTransfer(PlainForm):
    """A code of the service to transfer a registration to, or why it is declined."""

    says_optional = False

    code = CodeField(
        None,
        label=_("Transfer to"),
        required=False,
        empty_label=_("Choose a code"),
        error_messages=OTHER,
    )
    because = TextBox(
        label=_("Why it is declined"),
        required=False,
        max_length=300,
        help_text=_("Only if you decline. The centre reads this."),
        error_messages={"max_length": _("The reason must be 300 characters or fewer.")},
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, codes: "QuerySet[CatalogueEntry]", **kwargs: Any) -> None:
        """Offer these codes."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "code", codes)
        self.is_decline = self.data.get("act") == "decline"

    def clean(self) -> dict[str, Any]:
        """Ask for what the button that was pressed needs."""
        given = self.cleaned_data
        if self.is_decline and not given.get("because") and "because" not in self.errors:
            self.add_error("because", gettext("Enter why the transfer is declined."))
        if not self.is_decline and not given.get("code") and "code" not in self.errors:
            self.add_error("code", gettext("Choose the code to transfer to."))
        return given


class FindLearner(forms.Form):
    """What to look for in the list of learners."""

    says_optional = False

    find = TextBox(
        label=_("Name or number"),
        required=False,
        max_length=200,
        help_text=_("The start of a full name, a registration number or a ULN."),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    cohort: "forms.ModelChoiceField[Cohort]" = forms.ModelChoiceField(
        None, label=_("Cohort"), required=False, empty_label=pgettext_lazy("cohort", "All")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the centre's cohorts."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "cohort", offers.cohorts())
