"""Letters that are written, and to whom."""

from typing import Any

from django.core import mail

from awarding.kernel.actors import Actor
from awarding.models import Membership, OutboxMessage
from tests.factories import standing_as
from tests.world import World


def written(world: World, task: str, deliver: Any) -> list[Any]:
    """Deliver the letters of a task twice over, and return what was sent."""
    mail.outbox.clear()
    with standing_as(world.worker) as by:
        for message in OutboxMessage.objects.filter(task=task).order_by("pk"):
            for _ in range(2):
                deliver(message=message.pk, by=by, now=world.now)
    return mail.outbox


def address(world: World, who: Actor) -> str:
    with standing_as(world.staff):
        return Membership.objects.filter(person_id=who.person).earliest("pk").email
