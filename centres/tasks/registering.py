"""Telling the registry of registrations."""

from celery import shared_task

from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.queries import bodies
from awarding.tasks.base import BriefTask
from centres.operations import registering
from registry.connect import connect


@shared_task(base=BriefTask, name="centres.enrol")
def enrol(*, message: int, body: int, **_: object) -> None:
    """Tell the registry of one registration. Safe to run twice."""
    registering.deliver_registration(
        message=message,
        connect=lambda: connect(bodies.slug(body)),
        by=portal(body),
        now=clock.now(),
    )
