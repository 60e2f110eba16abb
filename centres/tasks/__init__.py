"""The tasks of centres; Celery finds them here."""

from centres.tasks import registering, transfers

__all__ = ["registering", "transfers"]
