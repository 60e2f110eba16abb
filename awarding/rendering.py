"""Form fields drawn the GOV.UK way: label, hint, message, box, and the right descriptions.

Set `FORM_RENDERER = "awarding.rendering.GDSRenderer"` and every Django form uses it.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.translation import gettext

BOX_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (Input, "govuk-input"),
)
CHECKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


class GDSBoundField(BoundField):
    """One field of one form, able to say how it is drawn."""

    @property
    def heading(self) -> str:
        """The label, with "(optional)" where the form says so and nothing need be given."""
        optional = not self.field.required and getattr(self.form, "says_optional", True)
        if optional and not isinstance(self.field.widget, forms.CheckboxInput):
            return gettext("%(label)s (optional)") % {"label": self.label}
        return str(self.label)

    @property
    def is_tick(self) -> bool:
        """Whether this is a single checkbox, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_day(self) -> bool:
        """Whether this is one answer in several boxes, which screen readers name as a group."""
        return isinstance(self.field.widget, forms.MultiWidget)

    @property
    def counted(self) -> int | None:
        """How many characters a text area takes, when it says."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None)
        return None

    @property
    def target(self) -> str:
        """The id of the control a message in the summary leads to."""
        grouped = self.use_fieldset and not isinstance(self.field.widget, forms.Select)
        return f"{self.auto_id}_0" if grouped else self.auto_id

    @property
    def aria_describedby(self) -> str | None:
        """The hint, the message and the character count, in the order they are read."""
        described = super().aria_describedby
        if described is None or not self.counted or not self.auto_id:
            return described
        return f"{described} {self.auto_id}-info".strip()

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the box's classes; leave checking to the server, which explains itself."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        classes = [box_class(widget), str(widget.attrs.get("class", ""))]
        if self.errors and not isinstance(widget, CHECKED):
            classes.append(f"{box_class(widget).split(' ')[0]}--error")
        if "placeholder" in widget.attrs:
            built["placeholder"] = False  # it vanishes when one types: a hint belongs above
        if self.counted:
            classes.append("govuk-js-character-count")
            built["maxlength"] = False
        if joined := " ".join(filter(None, classes)):
            built["class"] = joined
        return built


class GDSRenderer(TemplatesSetting):
    """Forms from `templates/forms/`, fields as `GDSBoundField`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GDSBoundField


def box_class(widget: forms.Widget) -> str:
    """Return the class for the kind of box this widget is, or nothing."""
    if widget.is_hidden:
        return ""
    return next((name for kind, name in BOX_CLASSES if isinstance(widget, kind)), "")
