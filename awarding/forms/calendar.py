"""What is asked about one day of a calendar."""

from django.utils.translation import gettext_lazy as _

from awarding.forms.day_field import DayField
from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox


class Holiday(PlainForm):
    """A day to come that is not to be counted, and why."""

    day = DayField(label=_("Day"), help_text=_("For example, 4 5 2027."))
    name = TextBox(
        label=_("What it is called"),
        help_text=_("Every clock that skips the day shows this."),
        max_length=120,
        error_messages={"required": _("Enter what the holiday is called.")},
    )


class HolidayToRemove(PlainForm):
    """A holiday to come that is to be counted after all."""

    day = DayField(label=_("Day"))


class PastDay(PlainForm):
    """A day that has come, as it should have been counted."""

    day = DayField(label=_("Day"), help_text=_("Today or a day before it."))
    name = TextBox(
        label=_("What the holiday was called"),
        help_text=_("Leave it empty if the day was worked after all."),
        max_length=120,
        required=False,
    )
