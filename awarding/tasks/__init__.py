"""The tasks of the ground; Celery finds them here."""

from awarding.tasks import clocks, files, ledger, outbox, people

__all__ = ["clocks", "files", "ledger", "outbox", "people"]
