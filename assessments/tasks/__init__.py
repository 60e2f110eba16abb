"""Messages in, one operation each. Celery finds them here."""

from assessments.tasks import letters, paper, registering

__all__ = ["letters", "paper", "registering"]
