"""A day asked for as day, month and year."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awarding.kernel import clock
from awarding.kernel.numbers import number
from awarding.templatetags.wording import gds_date

PARTS = (_("Day"), _("Month"), _("Year"))
WIDTHS = (2, 2, 4)
#: How far from today a day may lie, unless its field says otherwise: more is a slip of the hand.
YEARS = 10


def years_from(day: date, years: int) -> date:
    """Return the same day so many years on; of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class DayInput(forms.MultiWidget):
    """Three short boxes. Takes a date, gives the three answers as typed."""

    template_name = "forms/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [forms.TextInput({"inputmode": "numeric", "aria-label": None}) for _part in PARTS]
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """Return the three parts of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each box its word, its width and whether the answer has to change."""
        context = super().get_context(name, value, attrs)
        for box, word, width in zip(context["widget"]["subwidgets"], PARTS, WIDTHS, strict=True):
            box |= {"word": word, "width": width, "wrong": "aria-invalid" in (attrs or {})}
        return context


class DayField(forms.Field):
    """A date in three parts, with messages that say which part is missing."""

    widget = DayInput
    default_error_messages: ClassVar = {
        "required": _("Enter a date."),
        "part": _("%(label)s must include a %(part)s."),
        "real": _("%(label)s must be a real date."),
        "early": _("%(label)s must be on or after %(day)s. Check the year."),
        "late": _("%(label)s must be on or before %(day)s. Check the year."),
    }

    def __init__(
        self, *, years_back: int = YEARS, years_ahead: int = YEARS, **kwargs: Any
    ) -> None:
        """Take days from so many years before today to so many years after it."""
        self.years_back, self.years_ahead = years_back, years_ahead
        super().__init__(**kwargs)

    def bounds(self) -> tuple[date, date]:
        """Return the first and the last day that may be entered today."""
        today = clock.london_day(clock.now())
        return years_from(today, -self.years_back), years_from(today, self.years_ahead)

    def validate(self, value: date | None) -> None:
        """Say which day is the first, or the last, when this one lies before or after it."""
        super().validate(value)
        if value is None:
            return
        first, last = self.bounds()
        if value < first:
            raise self.refusal("early", day=gds_date(first))
        if value > last:
            raise self.refusal("late", day=gds_date(last))

    def to_python(self, value: list[str] | date | None) -> date | None:
        """Return the date, or say which part is missing or that there is no such day."""
        if value is None or isinstance(value, date):
            return value
        given = [str(part or "").strip() for part in value]
        if not any(given):
            return None
        self.refuse_missing(given)
        day, month, year = (number(part) for part in given)
        if day is None or month is None or year is None:
            raise self.refusal("real")
        try:
            return date(year, month, day)
        except (ValueError, OverflowError):
            raise self.refusal("real") from None

    def refuse_missing(self, given: list[str]) -> None:
        """Say which part was left out."""
        for part, word in zip(given, PARTS, strict=True):
            if not part:
                raise self.refusal("part", part=str(word).lower())

    def refusal(self, code: str, **words: str) -> ValidationError:
        """Return one of this field's messages, with its label in it."""
        params = {"label": self.label or _("Date"), **words}
        return ValidationError(self.error_messages[code], code=code, params=params)

    def has_changed(self, initial: date | None, data: list[str] | None) -> bool:
        """Compare days, not the ways of typing them."""
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
