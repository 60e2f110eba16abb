"""Messages in, one operation each. Celery finds them here."""

from assessments.tasks import paper, registering

__all__ = ["paper", "registering"]
