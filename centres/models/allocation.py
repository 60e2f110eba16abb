"""Which centres an external quality assurer is allocated to. The table is the permission."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, PERSON, may
from awarding.kernel.tenancy import CentreOwned


class Allocation(CentreOwned):
    """One external quality assurer at one centre for a while; an ended one closes at once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    during = DateTimeRangeField()

    fence = Fence(
        eqa=may("select", f"person_id = {PERSON} AND during @> now()"),
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            ExclusionConstraint(
                name="one_allocation_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("centre", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]
