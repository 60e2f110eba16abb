"""The form of a note for colleagues."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox


class WriteNote(PlainForm):
    """What colleagues should know of a piece of work."""

    words = TextBox(
        label=_("Note"),
        max_length=2000,
        help_text=_("Read by the awarding body’s staff; never by the centre or the assessor."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Write the note."),
            "max_length": _("The note must be 2,000 characters or fewer."),
        },
    )
