"""manage.py sweep: one pass of the clocks and the relay, in this process, without a broker."""

from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand

from awarding.kernel import clock, tenancy
from awarding.kernel.actors import Audience
from awarding.operations import relaying
from awarding.operations.relaying import HandedOver


class Command(BaseCommand):
    """Does what beat would have a worker do now; safe to run beside them, and twice."""

    help = "Sweep the clocks once and deliver every message that is due."

    def handle(self, *_: object, **__: Any) -> None:
        """Deliver until nothing more is due; say what could not be delivered, and exit 1."""
        current_app.loader.import_default_modules()
        clocks = current_app.tasks["awarding.sweep_clocks"]
        clocks.in_turn()  # type: ignore[attr-defined]  # it is an EachBodyTask
        delivered, failed = self.relay()
        self.stdout.write(f"{delivered} messages tried, {failed} failed.")
        if failed:
            raise SystemExit(1)

    def relay(self) -> tuple[int, int]:
        """Return how many messages were tried, and how many of these failed."""
        tried = failed = 0
        while handed := self._hand_over():
            tried += len(handed)
            failed += sum(not self._deliver(message) for message in handed)
        return tried, failed

    def _hand_over(self) -> list[HandedOver]:
        with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
            return relaying.hand_over(now=clock.now())

    def _deliver(self, handed: HandedOver) -> bool:
        """Run the task that delivers a message; one that fails does not stop the rest."""
        try:
            current_app.tasks[handed.task](message=handed.message, body=handed.body)
        except Exception as broken:
            told = f"Message {handed.message} ({handed.task}): {type(broken).__name__}: {broken}"
            self.stderr.write(told)
            return False
        return True
