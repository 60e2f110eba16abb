"""The ground as a Django app: what is wired once, at start."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext

from awarding import acts  # noqa: F401  # enters the acts of this app
from awarding.kernel.rules import Speech
from awarding.shared import open_shared_tables
from awarding.standing_guards import let_no_guard_look_away


class Awarding(AppConfig):
    """Bodies, centres, people, catalogue, rulebook, calendar, files, ledger and outbox."""

    name = "awarding"

    def ready(self) -> None:
        """Let sentences speak the reader's language, and finish the database after migrating.

        Each app's ``acts`` and ``menu`` are read here: what they enter is known from the start.
        """
        Speech.translate = staticmethod(gettext)
        post_migrate.connect(open_shared_tables, sender=self)
        post_migrate.connect(let_no_guard_look_away, sender=self)
        autodiscover_modules("acts", "menu", "checks", "rules.kept")
