"""The form with which an assessor gives work back."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.rules.handing_back import Why
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox

#: In the assessor's own voice: what the page offers is what is kept.
WORDS: dict[str, str | Promise] = {
    Why.LEARNER: _("I know who the learner is"),
    Why.CENTRE: _("I have worked for this centre, or have another interest in it"),
    Why.AWAY: _("I am ill or away"),
    Why.OTHER: _("Something else"),
}


class HandBack(PlainForm):
    """Why an assessor cannot mark this, and what there is to add."""

    why = forms.ChoiceField(
        label=_("Why can you not mark this?"),
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you hand it back.")},
    )
    words = TextBox(
        label=_("Anything to add"),
        required=False,
        max_length=200,
        help_text=_(
            "Say what it is, if it is something else. Read by the awarding body’s people."
        ),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"max_length": _("This must be 200 characters or fewer.")},
    )

    def because(self) -> str:
        """Return the reason as it is kept: the one that was chosen, and what was added to it."""
        why, added = self.cleaned_data["why"], self.cleaned_data["words"]
        if why == Why.OTHER:
            return str(added)
        return f"{WORDS[why]}: {added}" if added else f"{WORDS[why]}."
