"""The tasks of centres; Celery finds them here."""

from centres.tasks import registering

__all__ = ["registering"]
