"""The second factor: asked of everybody who works for an awarding body, kept encrypted."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from awarding.kernel.actors import Audience


class Kept(DefaultMFAAdapter):
    """Keeps the key of each authenticator app encrypted: who reads the table can make no code."""

    def encrypt(self, text: str) -> str:
        """Return the text under the installation's secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text again, also when the secret has been replaced by a newer one."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    """Return what locks with the present secret and opens with that and the earlier ones."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [sha256(f"second factor {secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])


@receiver(authentication_failed)
def count_wrong_code(request: HttpRequest, user: Any, **_: Any) -> None:
    """Count a wrong code as a wrong password is counted."""
    user_login_failed.send(sender=__name__, credentials={"email": user.email}, request=request)


def is_lacking(person: Any, audience: Audience) -> bool:
    """Tell whether somebody of the body's side has yet to set up a second factor."""
    if settings.DEMO or audience == Audience.CENTRE:
        return False
    return not is_mfa_enabled(person, [Authenticator.Type.TOTP])


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the page that sets one up, and say why."""
    reason = gettext(
        "People who work for an awarding body sign in with a code from an app as well as a"
        " password. Set this up now, then go on with your work."
    )
    messages.warning(request, reason)
    return redirect("mfa_activate_totp")
