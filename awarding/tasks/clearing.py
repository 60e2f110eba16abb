"""What has had its day, cleared every night: each kind by a task of its own."""

from celery import shared_task

from awarding.kernel import clock
from awarding.operations import clearing
from awarding.tasks.base import NobodysTask, SweepTask


@shared_task(base=SweepTask, name="awarding.clear_form_keys", expires=3600)
def clear_form_keys(**_: object) -> None:
    """Remove old form keys. A night that was missed changes nothing."""
    clearing.clear_form_keys(now=clock.now())


@shared_task(base=NobodysTask, name="awarding.clear_sessions", expires=3600)
def clear_sessions(**_: object) -> None:
    """Remove log-ins that ran out. A night that was missed changes nothing."""
    clearing.clear_sessions(now=clock.now())
