"""Letters to people."""

from celery import shared_task

from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.operations import invitations
from awarding.tasks.base import BriefTask


@shared_task(base=BriefTask, name="awarding.mail_invitation")
def mail_invitation(*, message: int, body: int, **_: object) -> None:
    """Write to the person a message names. Safe to run twice."""
    invitations.deliver_invitation(message=message, by=portal(body), now=clock.now())
