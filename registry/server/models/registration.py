"""Learners registered on qualifications."""

from django.db import models
from django.db.models.functions import Now

from registry.server.models.client import Client


class Registration(models.Model):
    """One learner registered on one qualification; never changed, never deleted."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    key = models.CharField(max_length=120)
    learner_number = models.CharField(max_length=40)
    learner_name = models.CharField(max_length=300)
    uln = models.CharField(max_length=10, blank=True)
    qualification_number = models.CharField(max_length=20)
    centre_number = models.CharField(max_length=20)
    registered_on = models.DateField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="one_registration_per_key"),
        ]
        indexes = [
            models.Index(fields=["client", "at", "id"], name="registration_in_order"),
            models.Index(fields=["learner_number", "id"], name="registration_of_learner"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The registry's own reference."""
        return f"ORR-{self.pk:08d}"
