"""Achievements and their corrections."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat, Length, LPad, Now
from django.utils.translation import gettext_lazy as _

from registry.protocol import PASS, REFERRAL
from registry.server.models.client import Client

LENGTH = LPad(Cast(Length("result"), models.TextField()), 2, Value("0"))
VERSION = LPad(Cast("version", models.TextField()), 4, Value("0"))


class ResultEntry(models.Model):
    """One version of one result; never changed, never deleted.

    The first version is a pass, so only those who passed have an entry (A37). A later
    version corrects the one before it, and withdraws it when it is no longer a pass.
    That versions come in order, and that a unit is achieved once, a trigger decides.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    key = models.CharField(max_length=120)
    result = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    learner_number = models.CharField(max_length=40)
    learner_name = models.CharField(max_length=300)
    uln = models.CharField(max_length=10, blank=True)
    qualification_number = models.CharField(max_length=20)
    unit_code = models.CharField(max_length=40)
    outcome = models.CharField(
        max_length=20, choices=[(PASS, _("Pass")), (REFERRAL, _("Referral"))]
    )
    awarded_on = models.DateField()
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    #: Where its key stands among keys (``registry.keys.place``).
    place = models.GeneratedField(
        expression=Concat(
            LENGTH, F("result"), Value("-"), VERSION, output_field=models.TextField()
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="one_entry_per_key"),
            models.CheckConstraint(
                name="key_names_result_and_version",
                condition=Q(
                    key=Concat(
                        Value("result-"),
                        F("result"),
                        Value("-v"),
                        Cast("version", models.TextField()),
                        output_field=models.TextField(),
                    )
                ),
            ),
            models.CheckConstraint(
                name="outcome_is_known", condition=Q(outcome__in=[PASS, REFERRAL])
            ),
            models.CheckConstraint(
                name="first_version_is_a_pass", condition=Q(version__gt=1) | Q(outcome=PASS)
            ),
            models.CheckConstraint(
                name="correction_has_a_reason", condition=Q(version=1) | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["client", "place"], name="entry_by_key"),
            models.Index(fields=["client", "learner_number", "unit_code"], name="entry_of_unit"),
            models.Index(
                fields=["client", "uln", "unit_code"], name="entry_of_uln", condition=~Q(uln="")
            ),
            models.Index(fields=["learner_number", "id"], name="entry_of_learner"),
            models.Index(fields=["unit_code", "id"], name="entry_by_unit"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The registry's own reference."""
        return f"ORC-{self.pk:08d}"

    @property
    def withdraws(self) -> bool:
        """Whether this version takes an achievement back."""
        return self.outcome != PASS
