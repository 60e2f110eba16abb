"""Forms of a centre's people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.queries import tracked
from assessments.queries.tracked import Wanted
from awarding.forms.offering import offer
from awarding.forms.text_box import TextBox
from awarding.kernel.grades import Grade
from centres.queries import offers

MINE = "mine"


class TrackerFilter(forms.Form):
    """What to show on the tracker. Its address is the saved view."""

    says_optional = False

    find = TextBox(
        label=_("Learner or reference"),
        required=False,
        max_length=200,
        help_text=_("The start of a full name, or a whole reference."),
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    cohort = forms.ChoiceField(label=_("Cohort"), required=False)
    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[
            ("", pgettext_lazy("due", "All")),
            ("soon", _("Due soon")),
            ("past", _("Past the target")),
        ],
    )

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        """Offer the statuses in the body's own words, and the centre's units and cohorts."""
        super().__init__(*args, **kwargs)
        offer(
            self,
            "status",
            ("", pgettext_lazy("status", "All")),
            ("draft", _("Draft")),
            ("returned", _("Returned to you")),
            ("question", _("Question for you")),
            ("checking", _("Quality check")),
            ("assessing", _("Being assessed")),
            ("with_body", _("Quality check or being assessed")),
            (Grade.PASS, words[Grade.PASS]),
            (Grade.REFERRAL, words[Grade.REFERRAL]),
            ("new", _("New results")),
            ("withdrawn", _("Withdrawn")),
        )
        self.cohorts = {str(one.pk): one for one in offers.cohorts()}
        offer(
            self,
            "cohort",
            ("", pgettext_lazy("cohort", "All")),
            (MINE, _("Cohorts I teach")),
            *((pk, one.name) for pk, one in self.cohorts.items()),
        )
        self.units = {str(one.pk): one for one in tracked.units()}
        offer(
            self,
            "unit",
            ("", pgettext_lazy("unit", "All")),
            *((pk, str(one)) for pk, one in self.units.items()),
        )

    def wanted(self, person: int | None) -> Wanted:
        """Return what is asked for; an address that was changed by hand asks for everything."""
        given = self.cleaned_data if self.is_valid() else {}
        cohort = given.get("cohort", "")
        return Wanted(
            status=given.get("status", ""),
            unit=self.units.get(given.get("unit", "")),
            cohort=self.cohorts.get(cohort),
            tutor=person if cohort == MINE else None,
            due=given.get("due", ""),
            find=given.get("find", ""),
        )
