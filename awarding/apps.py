"""The ground as a Django app: what is wired once, at start."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext

from awarding.kernel.rules import Speech
from awarding.shared import open_shared_tables


class Awarding(AppConfig):
    """Bodies, centres, people, catalogue, rulebook, calendar, files, ledger and outbox."""

    name = "awarding"

    def ready(self) -> None:
        """Let sentences speak the reader's language, and open shared tables after migrating."""
        Speech.translate = staticmethod(gettext)
        post_migrate.connect(open_shared_tables, sender=self)
