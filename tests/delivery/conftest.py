"""The portal's deliveries against the running registry, and a worker that can be killed."""

import io
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.core.management import call_command

from assessments.models import Result
from awarding.models import AwardingBody, OutboxAttempt, OutboxMessage
from centres.operations import registering as enrolling
from tests.broker import broker  # noqa: F401 - a fixture is found by its name here
from tests.factories import settled, standing_as
from tests.registry.fixtures import (  # noqa: F401 - as above
    faulty,
    faulty_server,
    registry_database,
)
from tests.registry.process import RegistryServer
from tests.world import World

TASKS = ("centres.enrol", "assessments.register_result")


@dataclass
class Line:
    """One body of the portal, and the running registry it tells."""

    world: World
    server: RegistryServer

    @property
    def environment(self) -> dict[str, str]:
        """What a worker is told to reach it."""
        return {"REGISTRY_URL": self.server.url, "REGISTRY_TOKEN": self.server.token}

    def registry(self, **seconds: float):
        return self.server.for_body("northgate", **seconds)

    def released(self) -> Result:
        """A released pass, which is still to be told; its registration is with the registry."""
        released = self.world.released()
        with standing_as(self.world.worker) as by:
            message = OutboxMessage.objects.get(task="centres.enrol")
            enrolling.deliver_registration(
                message=message.pk, connect=self.registry, by=by, now=self.world.now
            )
        return released

    def messages(self) -> list[OutboxMessage]:
        with standing_as(self.world.worker):
            return list(OutboxMessage.objects.filter(task__in=TASKS).order_by("pk"))

    def states(self) -> set[str]:
        return {message.state for message in self.messages()}

    def outcomes(self) -> list[tuple[str, bool]]:
        """Each try at a result: its outcome, and whether it was ever answered."""
        with standing_as(self.world.worker):
            tries = OutboxAttempt.objects.filter(message__task="assessments.register_result")
            return [(one.outcome, one.ended_at is not None) for one in tries.order_by("pk")]

    def time_passes(self) -> None:
        """Let every lease run out and every pause be over."""
        with standing_as(self.world.worker):
            OutboxMessage.objects.exclude(state="delivered").update(
                due_at=self.world.now, claimed_until=None
            )

    def sweep(self) -> None:
        """Deliver all that is due; what the world of the tests made itself is not."""
        with standing_as(self.world.worker):
            settled(OutboxMessage.objects.exclude(task__in=TASKS), self.world.now)
        call_command("sweep", stdout=io.StringIO())

    def result(self) -> Result:
        with standing_as(self.world.staff):
            return Result.objects.get()

    def entered(self) -> list[str]:
        """The keys of what the registry itself holds, from its own database."""
        rows = self.server.database.rows(
            "SELECT key FROM orchard_resultentry UNION ALL SELECT key FROM orchard_registration"
        )
        return sorted(key for (key,) in rows)

    def results(self) -> list[str]:
        """The keys of the results it holds."""
        return [key for key in self.entered() if key.startswith("result-")]


@pytest.fixture
def line(committed, now: datetime, broker, faulty, settings) -> Line:  # noqa: F811
    """Northgate, with nothing told to the registry yet."""
    faulty.database.empty()
    settings.REGISTRY_URL, settings.REGISTRY_TOKEN = faulty.url, faulty.token
    return Line(World(AwardingBody.objects.get(slug="northgate"), now), faulty)
