"""One of each kind of field, for the components page."""

from django import forms

from awarding.forms.day_field import DayField
from awarding.forms.plain import PlainForm


class SampleForm(PlainForm):
    """One of each kind of field."""

    full_name = forms.CharField(
        label="Full name",
        help_text="As it should appear on the certificate, for example Siân Gŵyn.",
    )
    born_on = DayField(label="Date of birth", help_text="For example, 27 3 1997.", years_back=120)
    uln = forms.CharField(
        label="Unique learner number (ULN)",
        required=False,
        help_text="10 digits. Leave empty if the learner has none.",
        widget=forms.TextInput({"class": "govuk-input--width-10", "inputmode": "numeric"}),
    )
    qualification = forms.ChoiceField(
        label="Qualification",
        choices=[("", "Choose one"), ("8605", "8605-300 Leadership")],
    )
    language = forms.ChoiceField(
        label="Which language will the learner be assessed in?",
        choices=[("en", "English"), ("cy", "Welsh")],
        widget=forms.RadioSelect,
    )
    arrangements = forms.MultipleChoiceField(
        label="Access arrangements",
        required=False,
        help_text="Select all that have been approved.",
        choices=[
            ("reader", "Reader"),
            ("time", "25% extra time"),
            ("room", "Separate room"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    notes = forms.CharField(
        label="Notes for the awarding body",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )
    evidence = forms.FileField(
        label="Evidence", help_text="PDF, Word, JPG, PNG or MP4, up to 200 MB."
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="I have read the declaration")
