"""Forms of questions to the centre: asked, answered, closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awarding.forms.day_field import DayField
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox

LONGEST = 2000


class Ask(PlainForm):
    """What the centre is asked, and by when it should answer."""

    words = TextBox(
        label=_("What do you ask the centre?"),
        max_length=LONGEST,
        help_text=_(
            "The centre reads this as it stands. Say nothing of how the work is marked, and ask"
            " for no new work."
        ),
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Write what the centre is asked."),
            "max_length": _("The question must be 2,000 characters or fewer."),
        },
    )
    answer_by = DayField(
        label=_("Answer by"),
        help_text=_("The clock stands still until the answer, whenever it comes."),
        error_messages={"required": _("Enter the day by which the centre should answer.")},
    )


class Answer(PlainForm):
    """A centre's answer."""

    words = TextBox(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Write the answer."),
            "max_length": _("The answer must be 2,000 characters or fewer."),
        },
    )
    because = TextBox(
        label=_("What else it means"),
        required=False,
        max_length=300,
        help_text=_(
            "Such as the name of an employer. The awarding body keeps this; whoever marks the"
            " work does not read it."
        ),
        error_messages={"max_length": _("What it means must be 300 characters or fewer.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        """Ask what a word means only once it was taken for a part of the learner's name."""
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["because"]
