"""The letter that tells the body of a transfer that a centre asks for. It names no learner."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from awarding.kernel.actors import Actor
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from centres.models import TransferRequest
from registry.protocol import Unknown


def deliver_transfer_request(*, message: int, by: Actor, now: datetime) -> None:
    """Write to the body's contact address. A mail server that is silent is asked again."""

    def write(claimed: Claim) -> str:
        asked = TransferRequest.objects.select_related(
            "awarding_body", "centre", "registration__catalogue_entry"
        ).get(pk=claimed.payload["request"])
        try:
            return _write(asked)
        except OSError as silent:
            raise Unknown(f"The mail was not taken: {silent}") from silent

    outbox.deliver(message, call=write, confirm=lambda _, words: words, by=by, now=now)


def _write(asked: TransferRequest) -> str:
    body, registration = asked.awarding_body, asked.registration
    page = reverse("staff:transfer", kwargs={"body": body.slug, "transfer": asked.pk})
    told = {
        "centre": asked.centre,
        "number": registration.number,
        "code": registration.catalogue_entry.code,
        "link": settings.PORTAL_ORIGIN + page,
    }
    subject = gettext("Transfer asked for: registration %(number)s") % {
        "number": registration.number
    }
    words = render_to_string("centres/mail/transfer.txt", told)
    send_mail(subject, words, None, [body.contact_email])
    return "sent"
