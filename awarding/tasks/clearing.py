"""What has had its day, cleared every night."""

from celery import shared_task

from awarding.kernel import clock
from awarding.operations import clearing
from awarding.tasks.base import SweepTask


@shared_task(base=SweepTask, name="awarding.clear_what_is_over", expires=3600)
def clear_what_is_over(**_: object) -> None:
    """Remove old form keys and log-ins that ran out. A night that was missed changes nothing."""
    now = clock.now()
    clearing.clear_form_keys(now=now)
    clearing.clear_sessions(now=now)
