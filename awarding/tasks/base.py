"""Whose rows a task may see, and how every task is retried: declared once.

A task opens its scope itself, so it needs nothing from whoever sent it but the body's number.
There is no soft time limit: its exception may land while the scope is being put back.
"""

from typing import Any

from celery import Task, current_app

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.models import AwardingBody


class TenantTask(Task):  # type: ignore[type-arg]  # not generic when it runs
    """A task for one body, named in the message: it works as that body's own people do.

    It is acknowledged when it is done, and comes again when its worker is lost. A task that
    raises is not repeated by Celery: the row it was for comes round again by itself.
    """

    abstract = True
    acks_late = True
    reject_on_worker_lost = True
    ignore_result = True
    max_retries = 0

    def __call__(self, *args: Any, **given: Any) -> Any:
        """Run in the scope of the body named."""
        with tenancy.acting(tenancy.Scope(Audience.STAFF, given["body"])):
            return super().__call__(*args, **given)


class BriefTask(TenantTask):
    """A task that makes one call to the world and waits briefly for the answer.

    It is ended before the lease of its message is over (``awarding.operations.outbox.LEASE``),
    as any other is by the worker's own limit before a long one is.
    """

    abstract = True
    time_limit = 50


class SweepTask(TenantTask):
    """A task over every body, which reads all and may write outbox and seals alone.

    One that beat sent and no worker took within a minute is not wanted any more.
    """

    abstract = True
    expires = 60

    def __call__(self, *args: Any, **given: Any) -> Any:
        """Run in the sweep's scope."""
        with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
            return Task.__call__(self, *args, **given)


class NobodysTask(TenantTask):
    """A task over what no audience reads, such as log-ins: it works as nobody, as sign-in does."""

    abstract = True
    expires = 60

    def __call__(self, *args: Any, **given: Any) -> Any:
        """Run in no tenant's scope."""
        with tenancy.acting(tenancy.NOBODY):
            return Task.__call__(self, *args, **given)


class EachBodyTask(TenantTask):
    """A task that beat sends once, and that sends itself once for each body.

    Each body's own stands alone, with a time limit of its own: one that is slow or fails takes
    no other with it.
    """

    abstract = True
    expires = 3600
    typing = False  # beat sends it without a body

    def __call__(self, *args: Any, **given: Any) -> Any:
        """Run for the body that is given; without one, ask for one task for each body."""
        if "body" in given:
            return super().__call__(*args, **given)
        with current_app.connection_for_write() as broker:
            for body in _bodies():
                told = given | {"body": body}
                current_app.send_task(
                    self.name, kwargs=told, connection=broker, expires=self.expires
                )
        return None

    def in_turn(self) -> None:
        """Run for each body in this process; what failed is raised when all had their turn."""
        failed = []
        for body in _bodies():
            try:
                self(body=body)
            except Exception as broken:
                failed.append(broken)
        if failed:
            raise ExceptionGroup(f"{self.name} failed for {len(failed)} bodies", failed)


def _bodies() -> list[int]:
    return list(AwardingBody.objects.order_by("pk").values_list("pk", flat=True))
