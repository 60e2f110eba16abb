"""Working days of a body: a calendar for each nation, seeded and then editable (Q16, Q21)."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import BodyOwned

READ = may("select", BODY)


class Calendar(BodyOwned):
    """One division's working days as this body keeps them. A change raises the version."""

    division = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    is_default = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    fence = Fence(
        centre=READ,
        eqa=READ,
        assessor=READ,
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_calendar_per_division", fields=["awarding_body", "division"]
            ),
            models.UniqueConstraint(
                name="one_default_calendar",
                fields=["awarding_body"],
                condition=models.Q(is_default=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(BodyOwned):
    """One day: whether it is worked, what it is called if not, and its working-day ordinal."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    is_working = models.BooleanField()
    name = models.CharField(max_length=120, blank=True)
    ordinal = models.PositiveIntegerField()

    fence = Fence(
        centre=READ,
        eqa=READ,
        assessor=READ,
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [models.UniqueConstraint(name="one_row_per_day", fields=["calendar", "day"])]
        indexes = [models.Index(name="calendar_ordinal", fields=["calendar", "ordinal"])]
