"""Who may mark what: a body's assessors approved per unit, and what they have declared."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name, refusing
from awarding.kernel.may import BODY, PERSON, may
from awarding.kernel.tenancy import BodyOwned
from awarding.models import Centre, Unit
from centres.models.learner import Learner

PUT_OFF = """
    OLD.until_on IS NOT NULL AND coalesce(NEW.until_on, 'infinity') > OLD.until_on
"""


class AssessorApproval(BodyOwned):
    """An assessor approved for a unit from a day on, until a day if it ends."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    fence = Fence(
        assessor=may("select", f"{BODY} AND person_id = {PERSON}"),
        staff=may("select insert update", BODY, updates=("until_on",)),
        sweep=may("select", "true"),
    )

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
        triggers = [
            refusing(
                "an_approval_is_not_put_off",
                pgtrigger.Update,
                when=PUT_OFF,
                words="An approval is brought to its end, and not put off (A26).",
            )
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
        staff=may("select insert update", BODY, updates=("ended_at",)),
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
        triggers = [
            refusing(
                "an_ended_interest_stands",
                pgtrigger.Update,
                when="OLD.ended_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*",
                words="An interest that ended stays as it ended (A26).",
            ),
            in_ones_own_name("declared_by"),
        ]
