"""The clocks, swept every five minutes: amber, red and breach are found, never awaited."""

from celery import shared_task

from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.operations import breaches, sweeping
from awarding.tasks.base import EachBodyTask, TenantTask


@shared_task(base=EachBodyTask, name="awarding.sweep_clocks")
def sweep_clocks(*, body: int, **_: object) -> None:
    """Find the clocks of a body that crossed a level. A sweep that was missed changes nothing."""
    sweeping.sweep_clocks(by=portal(body), now=clock.now())


@shared_task(base=TenantTask, name="awarding.tell_breach")
def tell_breach(*, message: int, body: int, **_: object) -> None:
    """Write to people about clocks past their target. Safe to run twice."""
    breaches.tell_breach(message=message, by=portal(body), now=clock.now())
