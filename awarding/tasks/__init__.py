"""The tasks of the ground; Celery finds them here."""

from awarding.tasks import clearing, clocks, files, ledger, outbox, people

__all__ = ["clearing", "clocks", "files", "ledger", "outbox", "people"]
