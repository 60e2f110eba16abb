"""Learners registered on qualifications."""

from django.db import models
from django.db.models.functions import Cast, Concat, Length, LPad, Now, Substr

from registry.server.models.client import Client

NUMBER = Substr("key", len("registration-") + 1)
LENGTH = LPad(Cast(Length(NUMBER), models.TextField()), 2, models.Value("0"))


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
    #: Where its key stands among keys (``registry.keys.place``).
    place = models.GeneratedField(
        expression=Concat(LENGTH, NUMBER, output_field=models.TextField()),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="one_registration_per_key"),
        ]
        indexes = [
            models.Index(fields=["client", "place"], name="registration_by_key"),
            models.Index(fields=["learner_number", "id"], name="registration_of_learner"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The registry's own reference."""
        return f"ORR-{self.pk:08d}"
