"""The letter that an invited person gets: where to set a password, or where to sign in."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from awarding.kernel.actors import Actor
from awarding.models import Membership
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from registry.protocol import Unknown


def deliver_invitation(*, message: int, by: Actor, now: datetime) -> None:
    """Write to somebody who was given a role. A mail server that is silent is asked again."""

    def write(claimed: Claim) -> str:
        membership = Membership.objects.get(pk=claimed.payload["membership"])
        try:
            return _write(membership, is_new=claimed.payload["is_new"])
        except OSError as silent:
            raise Unknown(f"The mail was not taken: {silent}") from silent

    outbox.deliver(message, call=write, confirm=lambda _, words: words, by=by, now=now)


def _write(membership: Membership, *, is_new: bool) -> str:
    body = membership.awarding_body
    page = "account_reset_password" if is_new else "account_login"
    told = {
        "body": body,
        "name": membership.name,
        "role": membership.get_role_display(),
        "link": settings.PORTAL_ORIGIN + reverse(page),
        "is_new": is_new,
    }
    subject = gettext("%(body)s: you have a role in the portal") % {"body": body.name}
    words = render_to_string("awarding/mail/invitation.txt", told)
    send_mail(subject, words, None, [membership.email])
    return "sent"
