"""manage.py begin_epoch: seal what a restored dump holds, and count anew after it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, transaction

from awarding.kernel import tenancy
from awarding.kernel.actors import Audience
from awarding.models import AwardingBody
from awarding.operations import sealing
from awarding.queries import seals

TABLES = ("awarding_entry", "awarding_decision")


class Command(BaseCommand):
    """To be run once after a logical dump was restored, before anybody works.

    A new cluster counts its transactions from the start, so the order of what it writes can
    only be told within an epoch. Recovery from a base backup needs none of this.
    """

    help = "After restoring a dump: close the old epoch of the ledger and begin the next."

    def handle(self, *_: object, **__: Any) -> None:
        """Hold writers off, seal the old epoch of every body, and set the new one."""
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN SHARE ROW EXCLUSIVE MODE")
            old = seals.epoch_now()
            with tenancy.acting(tenancy.Scope(Audience.SWEEP)):
                for body in AwardingBody.objects.order_by("pk"):
                    sealing.close_epoch(body.pk, old)
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN epoch SET DEFAULT {old + 1}")
        self.stdout.write(f"Epoch {old} is closed; epoch {old + 1} has begun.")
