"""The form with which a concern about whose work it is is raised."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.rules.concerns import Concern
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox

WORDS: dict[str, str | Promise] = {
    Concern.COPIED: _("Copied from a source or from other work"),
    Concern.AI: _("Undeclared use of AI"),
    Concern.ANOTHER_HAND: _("Written by somebody else"),
}


class RaiseConcern(PlainForm):
    """What somebody doubts, and what they saw."""

    kind = forms.ChoiceField(
        label=_("What is your concern?"),
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your concern is.")},
    )
    words = TextBox(
        label=_("What did you see, and where?"),
        max_length=300,
        help_text=_("Name the file and the page. Read by the awarding body’s people alone."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Say what you saw, and where."),
            "max_length": _("This must be 300 characters or fewer."),
        },
    )
