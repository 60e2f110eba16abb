"""The forms of signing in, in plain words. Settings name them to django-allauth."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from awarding.forms.plain import Plain


class SignIn(Plain, account.LoginForm):
    """Email address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Email address")
        self.fields["login"].error_messages["required"] = _("Enter your email address.")
        self.fields["password"].error_messages["required"] = _("Enter your password.")
        self.fields["password"].help_text = ""


class ForgottenPassword(Plain, account.ResetPasswordForm):
    """The address a link is sent to."""


class NewPassword(Plain, account.ResetPasswordKeyForm):
    """A new password, twice."""


class ChangedPassword(Plain, account.ChangePasswordForm):
    """The present password and a new one, twice."""


class OnceMore(Plain, account.ReauthenticateForm):
    """The password, asked again before something about signing in is changed."""


class Code(Plain, mfa.AuthenticateForm):
    """A code from the app, or a recovery code."""


class CodeOnceMore(Plain, mfa.ReauthenticateForm):
    """A code, asked again before something about signing in is changed."""


class FirstCode(Plain, totp.ActivateTOTPForm):
    """The first code of a newly set up app."""
