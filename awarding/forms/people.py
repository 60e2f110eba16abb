"""The forms of the ground: names and types, whose cleaned data are an operation's arguments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from awarding.forms.plain import PlainForm
from awarding.forms.text_box import TextBox
from awarding.kernel.actors import BODY_ROLES, CENTRE_ROLES, Role


class Roles(forms.TypedMultipleChoiceField):
    """The roles of a centre, or those of a body, as ticks."""

    def __init__(self, **given: Any) -> None:
        super().__init__(coerce=Role, widget=forms.CheckboxSelectMultiple, **given)

    def of(self, *, centre: bool) -> None:
        """Offer the roles of one side alone."""
        side = CENTRE_ROLES if centre else BODY_ROLES
        self.choices = [(str(role), _(role.label)) for role in Role if role in side]


class Invite(PlainForm):
    """Somebody's own name and address, and the roles they get."""

    name = TextBox(
        label=_("Full name"),
        max_length=200,
        error_messages={"required": _("Enter the person’s full name.")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The person’s own: it becomes their log-in, and nobody else may use it."),
        max_length=254,
        error_messages={
            "required": _("Enter the person’s email address."),
            "invalid": _("Enter an email address with an @ in it, like name@example.com."),
        },
    )
    roles = Roles(label=_("Roles"), error_messages={"required": _("Choose at least one role.")})

    def __init__(self, *args: Any, centre: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["roles"].of(centre=centre)  # type: ignore[attr-defined]  # it is Roles


class ChangeRoles(PlainForm):
    """The roles somebody is to have at one place; none ends their access there."""

    says_optional = False

    roles = Roles(
        label=_("Roles"),
        required=False,
        help_text=_("Untick all to end this person’s access here."),
    )

    def __init__(self, *args: Any, centre: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["roles"].of(centre=centre)  # type: ignore[attr-defined]  # it is Roles


class StrikeOut(PlainForm):
    """How a role came to be given by mistake."""

    because = TextBox(
        label=_("How did it come about?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say how the mistake came about."),
            "max_length": _("The reason must be 300 characters or fewer."),
        },
    )
