"""The letter about clocks past their target, to those who can see to it. It decides nothing."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from awarding.kernel.actors import Actor, Role
from awarding.models import AwardingBody, Membership
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from awarding.queries import clocks
from awarding.queries.people import IN_FORCE
from registry.protocol import Unknown

TOLD = (Role.ALLOCATION, Role.ADMINISTRATOR)


def tell_breach(*, message: int, by: Actor, now: datetime) -> None:
    """Write to the body's people. A mail server that is silent is asked again."""

    def write(claimed: Claim) -> str:
        try:
            return _write(claimed.payload["deadlines"])
        except OSError as silent:  # whatever smtplib raises is one
            raise Unknown(f"The mail was not taken: {silent}") from silent

    outbox.deliver(
        message,
        call=write,
        confirm=lambda _, words: words,
        by=by,
        now=now,
        lease=outbox.LONG_LEASE,
    )


def _write(deadlines: list[int]) -> str:
    readers, centres = _readers(), clocks.still_open(deadlines)
    if not readers or not centres:
        return "nobody to tell" if centres else "all done since"
    body = AwardingBody.objects.get(pk=centres[0].body)
    total = sum(centre.clocks for centre in centres)
    link = f"{settings.PORTAL_ORIGIN}/{body.slug}/staff/"
    told = {"body": body, "centres": centres, "link": link}
    subject = ngettext(
        "%(body)s: %(n)d clock has passed its target",
        "%(body)s: %(n)d clocks have passed their target",
        total,
    ) % {"body": body.name, "n": total}
    send_mail(subject, render_to_string("awarding/mail/breach.txt", told), None, readers)
    return "sent"


def _readers() -> list[str]:
    """Return the addresses of those who are told, each once."""
    rows = Membership.objects.filter(IN_FORCE, role__in=TOLD)
    return sorted(set(rows.values_list("email", flat=True)))
