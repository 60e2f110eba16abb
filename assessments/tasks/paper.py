"""What a worker makes from files and data: the assessor's copies and the result sheet."""

from celery import shared_task

from assessments.operations import copying, sheets
from awarding.kernel import clock
from awarding.kernel.actors import portal
from awarding.tasks.base import TenantTask


@shared_task(base=TenantTask, name="assessments.make_copies")
def make_copies(*, message: int, body: int, **_: object) -> None:
    """Make the assessor's copy of one file of an accepted submission. Safe to run twice."""
    copying.deliver_copies(message=message, by=portal(body), now=clock.now())


@shared_task(base=TenantTask, name="assessments.make_sheet")
def make_sheet(*, message: int, body: int, **_: object) -> None:
    """Make the result sheet of a finalised result. Safe to run twice."""
    sheets.deliver_sheet(message=message, by=portal(body), now=clock.now())
