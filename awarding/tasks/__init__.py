"""The tasks of the ground; Celery finds them here."""

from awarding.tasks import outbox

__all__ = ["outbox"]
