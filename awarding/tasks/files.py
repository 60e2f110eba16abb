"""Inspecting what was sent."""

from celery import shared_task

from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.operations import inspecting
from awarding.tasks.base import TenantTask


@shared_task(base=TenantTask, name="awarding.inspect_file")
def inspect_file(*, message: int, body: int, **_: object) -> None:
    """Inspect the file a message names. Safe to run twice."""
    inspecting.deliver_inspection(message=message, by=portal(body), now=clock.now())
