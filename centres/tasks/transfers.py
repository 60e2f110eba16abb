"""Letters about transfers."""

from celery import shared_task

from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.tasks.base import BriefTask
from centres.operations import transfer_letters


@shared_task(base=BriefTask, name="centres.mail_transfer_request")
def mail_transfer_request(*, message: int, body: int, **_: object) -> None:
    """Write to the body about one request. Safe to run twice."""
    transfer_letters.deliver_transfer_request(message=message, by=portal(body), now=clock.now())
