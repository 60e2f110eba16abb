"""Messages in, one operation each. Celery finds them here."""

from assessments.tasks import paper

__all__ = ["paper"]
