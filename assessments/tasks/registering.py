"""Telling the registry of passes, and comparing with it every night."""

from celery import shared_task

from assessments.operations import reconciling, registering
from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.queries import bodies
from awarding.tasks.base import BriefTask, EachBodyTask
from registry.connect import connect


@shared_task(base=BriefTask, name="assessments.register_result")
def register_result(*, message: int, body: int, **_: object) -> None:
    """Tell the registry of one pass. Safe to run twice."""
    registering.deliver_result(
        message=message,
        connect=lambda: connect(bodies.slug(body)),
        by=portal(body),
        now=clock.now(),
    )


@shared_task(base=EachBodyTask, name="assessments.reconcile_registries")
def reconcile_registries(*, body: int, **_: object) -> None:
    """Compare a body's results and registrations with the registry's, both ways."""
    reconciling.reconcile(registry=connect(bodies.slug(body)), by=portal(body), now=clock.now())
