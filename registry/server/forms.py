"""What the pages can be asked; every name but ``before`` is a column."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Older(forms.Form):
    """From which number down."""

    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    @property
    def columns(self) -> dict[str, str]:
        """The columns that were asked for, and their values."""
        given = self.cleaned_data.items()
        return {name: value for name, value in given if name != "before" and value}


class FindLearner(Older):
    """One learner's."""

    learner_number = forms.CharField(label=_("Learner number"), max_length=40, required=False)


class FindEntry(FindLearner):
    """One learner's, or one unit's."""

    unit_code = forms.CharField(label=_("Unit"), max_length=40, required=False)
