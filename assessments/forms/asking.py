"""Forms of questions to the centre: asked, answered, closed."""

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
