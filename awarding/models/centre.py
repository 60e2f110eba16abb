"""A centre as a tenant: approved by one body. A centre approved by two bodies is two rows."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import BodyOwned
from awarding.models.calendar import Calendar

OWN = f"{BODY} AND id = (SELECT nullif(current_setting('portal.centre', true), '')::bigint)"
ALLOCATED = f"{BODY} AND id IN (SELECT a.centre_id FROM centres_allocation a)"


class Centre(BodyOwned):
    """A school, college or provider that may deliver and assess for the body."""

    number = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    ukprn = models.CharField(max_length=8, blank=True)
    calendar = models.ForeignKey(Calendar, null=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField()
    closed_on = models.DateField(null=True)

    fence = Fence(
        centre=may("select", OWN),
        eqa=may("select", ALLOCATED),
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="centre_number", fields=["awarding_body", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.name} · Centre {self.number}"
