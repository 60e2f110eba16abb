"""What was asked and not entered."""

from django.db import models
from django.db.models.functions import Now

from registry.server.models.client import Client


class TurnedAway(models.Model):
    """One request that made no entry: a repeat of one entered before, or a refused one."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    detail = models.TextField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"
