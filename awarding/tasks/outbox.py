"""The relay: every two seconds, and whenever a transaction announced something."""

from celery import current_app, shared_task

from awarding.kernel import clock
from awarding.operations import relaying
from awarding.tasks.base import SweepTask


@shared_task(base=SweepTask, name="awarding.relay_outbox")
def relay_outbox(**_: object) -> None:
    """Send the tasks that deliver what is due. A task lost on the way is sent again."""
    with current_app.connection_for_write() as broker:
        for handed in relaying.hand_over(now=clock.now()):
            told = {"message": handed.message, "body": handed.body}
            current_app.send_task(handed.task, kwargs=told, connection=broker)
