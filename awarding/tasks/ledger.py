"""Seals every minute, anchors every five."""

from celery import shared_task
from django.conf import settings

from awarding.kernel import clock
from awarding.operations import anchoring, sealing
from awarding.tasks.base import SweepTask


@shared_task(base=SweepTask, name="awarding.seal_ledgers")
def seal_ledgers(**_: object) -> None:
    """Seal what every body has written. Two at once seal nothing twice."""
    sealing.seal_ledgers(now=clock.now())


@shared_task(base=SweepTask, name="awarding.anchor_seals")
def anchor_seals(**_: object) -> None:
    """Note the newest seals outside of the database."""
    anchoring.anchor_seals(settings.ANCHOR_DIR, now=clock.now())
