"""What a centre may offer: approval for a qualification, and the codes in its catalogue."""

from django.db import models
from django.db.models import Q

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Qualification

FENCE = Fence(
    centre=may("select", CENTRE),
    staff=may("select insert update", BODY),
    sweep=may("select", "true"),
)


class Approval(CentreOwned):
    """The body's approval of a centre to offer a qualification (A04)."""

    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    fence = FENCE

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_open_approval",
                fields=["centre", "qualification"],
                condition=Q(until_on__isnull=True),
            )
        ]


class CatalogueEntry(CentreOwned):
    """A code granted to one centre (A06). A service code sends work to the body's assessors."""

    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    is_service = models.BooleanField()
    granted_on = models.DateField()
    revoked_on = models.DateField(null=True)

    #: What a registration rests on is revoked, and never made another.
    fence = Fence(
        centre=may("select", CENTRE),
        staff=may("select insert update", BODY, updates=("revoked_on",)),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        verbose_name_plural = "catalogue entries"
        constraints = [
            models.UniqueConstraint(
                name="one_open_code",
                fields=["centre", "code"],
                condition=Q(revoked_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.code
