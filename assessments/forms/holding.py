"""Forms of holds: why a result is kept back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox

KINDS = [
    ("malpractice", _("A reported concern")),
    ("appeal", _("An appeal")),
    ("other", _("Something else")),
]


class PlaceHold(PlainForm):
    """What kind of hold, and why, in words that a colleague understands."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=KINDS, widget=forms.RadioSelect)
    reason = TextBox(
        label=_("Why is the result held?"),
        max_length=300,
        help_text=_("Seen by the awarding body’s people, not by the centre."),
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say why the result is held."),
            "max_length": _("The reason must be 300 characters or fewer."),
        },
    )
