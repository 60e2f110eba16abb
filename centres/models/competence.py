"""Who may mark what: a body's assessors approved per unit, and what they have declared."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, PERSON, may
from awarding.kernel.tenancy import BodyOwned
from awarding.models import Centre, Unit
from centres.models.learner import Learner

FENCE = Fence(
    assessor=may("select", f"{BODY} AND person_id = {PERSON}"),
    staff=may("select insert update", BODY),
    sweep=may("select", "true"),
)


class AssessorApproval(BodyOwned):
    """An assessor approved for a unit from a day on, until a day if it ends."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    fence = FENCE

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_open_assessor_approval",
                fields=["person", "unit"],
                condition=Q(until_on__isnull=True),
            ),
            models.CheckConstraint(
                name="an_approval_ends_once_it_began", condition=Q(until_on__gte=F("from_on"))
            ),
        ]


class ConflictOfInterest(BodyOwned):
    """An interest of a person in a centre or a learner, from its declaration until it ends."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField()
    declared_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    fence = Fence(
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        verbose_name_plural = "conflicts of interest"
        constraints = [
            models.CheckConstraint(
                name="a_conflict_names_a_centre_or_a_learner",
                condition=Q(centre__isnull=False, learner__isnull=True)
                | Q(centre__isnull=True, learner__isnull=False),
            )
        ]
