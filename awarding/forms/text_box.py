"""A box to type in: what is pasted into it is cleaned before anything else looks at it."""

from typing import Any

from django import forms

from awarding.kernel.text import cleaned


class TextBox(forms.CharField):
    """The field of every text box: of one line, unless its widget is a text area."""

    def to_python(self, value: Any) -> str | None:
        """Return the words as they were meant; their length is counted after."""
        if isinstance(value, str):
            value = cleaned(value, one_line=not isinstance(self.widget, forms.Textarea))
        told: str | None = super().to_python(value)
        return told
