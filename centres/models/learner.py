"""The learner: a person known to the awarding body, whom a centre sees through registrations."""

from django.db import models
from django.db.models import Q

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import BodyOwned, current_centre
from awarding.models import Centre

REGISTERED_HERE = (
    f"{BODY} AND EXISTS (SELECT 1 FROM centres_registration r WHERE r.learner_id ="
    " centres_learner.id)"
)
MADE_HERE = (
    f"{BODY} AND made_by_centre_id ="
    " (SELECT nullif(current_setting('portal.centre', true), '')::bigint)"
)


class Learner(BodyOwned):
    """One person, by full name in any script and, where known, Unique Learner Number.

    ``made_by_centre`` is the centre that entered the row, which may then register the learner;
    somebody another centre entered is registered by the body, when number and name agree.
    """

    full_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    uln = models.CharField(max_length=10, blank=True)
    made_by_centre = models.ForeignKey(
        Centre, null=True, default=current_centre, on_delete=models.PROTECT, related_name="+"
    )

    fence = Fence(
        centre=may("select insert", REGISTERED_HERE, check=MADE_HERE),
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_learner_per_uln", fields=["awarding_body", "uln"], condition=~Q(uln="")
            )
        ]
        indexes = [models.Index(name="learner_name", fields=["awarding_body", "name_key"])]

    def __str__(self) -> str:
        return self.full_name
