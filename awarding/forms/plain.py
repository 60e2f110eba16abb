"""A form whose default messages say what to do."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from awarding.kernel.rules import Clause, Refused

STOCK = forms.Field.default_error_messages["required"]
CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Plain:
    """Answer an empty field with "Enter …", "Select …" or "Choose …".

    A field that brings its own message keeps it.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == STOCK:
                field.error_messages["required"] = asking(name, field)


class PlainForm(Plain, forms.Form):
    """What every form of the portal derives from."""

    def say(self, name: str, refused: Refused, clause: Clause | None = None) -> None:
        """Show by a field what an operation's rules said of it: of this clause, or of all."""
        for one in refused.refusals:
            if clause is None or one.clause == clause:
                self.add_error(name, str(one.reason))


def asking(name: str, field: forms.Field) -> Any:
    """Return what to say when nothing was given for the field."""
    label = field.label or name.replace("_", " ")
    if isinstance(field.widget, forms.FileInput):
        return _("Choose a file to upload.")
    if isinstance(field.widget, forms.CheckboxInput):
        return format_lazy(_("Tick “{label}” to go on."), label=label)
    if isinstance(field.widget, CHOSEN):
        return format_lazy(_("Select an answer for “{label}”."), label=label)
    return format_lazy(_("Enter an answer for “{label}”."), label=label)
