"""Every day that is asked for lies within bounds, and one outside is told which."""

from datetime import date

import pytest
from django import forms
from django.utils import timezone

from assessments.forms.checking import Check
from assessments.forms.competence import Approve, EndApproval
from awarding.forms.calendar import Holiday, HolidayToRemove, PastDay
from awarding.forms.day_field import DayField, years_from

pytestmark = pytest.mark.django_db

FIELDS = [
    pytest.param(form.base_fields[name], id=f"{form.__name__}.{name}")
    for form, name in [
        (Check, "answer_by"),
        (Approve, "from_on"),
        (EndApproval, "until_on"),
        (Holiday, "day"),
        (HolidayToRemove, "day"),
        (PastDay, "day"),
    ]
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    ("typed", "side"),
    [
        (("31", "12", "9999"), "before"),
        (("1", "1", "2200"), "before"),
        (("1", "1", "1"), "after"),
        (("1", "1", "1900"), "after"),
    ],
)
def test_a_day_far_away_is_answered_with_the_day_it_may_be(field, typed, side):
    with pytest.raises(forms.ValidationError) as told:
        field.clean(typed)

    [said] = told.value.messages
    assert f" on or {side} " in said
    assert said.endswith(".")


@pytest.mark.parametrize("field", FIELDS)
def test_a_day_of_these_weeks_is_taken(field):
    today = timezone.now().date()

    assert field.clean((str(today.day), str(today.month), str(today.year))) == today


def test_the_bounds_are_days_that_may_be_entered():
    field = DayField(label="Day", years_back=1, years_ahead=1)

    for day in field.bounds():
        assert field.clean(day) == day


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), -4, date(2024, 2, 29)),
        (date(2026, 11, 23), 10, date(2036, 11, 23)),
    ],
)
def test_years_are_counted_past_a_leap_day(day, years, then):
    assert years_from(day, years) == then
