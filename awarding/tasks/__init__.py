"""The tasks of the ground; Celery finds them here."""

from awarding.tasks import files, ledger, outbox, people

__all__ = ["files", "ledger", "outbox", "people"]
