"""How a letter is written: once, from the outbox, with a link to where one signs in and reads."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from awarding.kernel.actors import Actor
from awarding.operations import outbox
from awarding.operations.outbox import Claim
from registry.protocol import Unknown


def deliver(
    message: int, write: Callable[[Mapping[str, Any]], str], by: Actor, now: datetime
) -> None:
    """Have the letter of a message written from its payload. A silent mail server is asked again.

    ``write`` returns what became of it, in words. Delivered twice, it is written once.
    """

    def call(claimed: Claim) -> str:
        try:
            return write(claimed.payload)
        except OSError as silent:  # whatever smtplib raises is one
            raise Unknown(f"The mail was not taken: {silent}") from silent

    outbox.deliver(message, call=call, confirm=lambda _, words: words, by=by, now=now)


def send(
    readers: list[str], subject: str, template: str, told: Mapping[str, Any], page: str
) -> str:
    """Send a letter with a link to a page of ours, and say what became of it."""
    if not readers:
        return "nobody to tell"
    words = render_to_string(template, {**told, "link": settings.PORTAL_ORIGIN + page})
    send_mail(subject, words, None, readers)
    return "sent"
