"""What a form offers to choose from, set once it is known who is asked."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet


def offer(form: forms.Form, name: str, *choices: tuple[Any, Any]) -> None:
    """Let this field offer these choices: what is sent, and what is read."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def offer_rows(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let this field offer these rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
