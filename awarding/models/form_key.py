"""One-use keys of forms: a double click answers as the first click did."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, PERSON, may
from awarding.kernel.tenancy import BodyOwned

OWN = f"{BODY} AND person = {PERSON}"


class FormKey(BodyOwned):
    """A form that was sent, what it asked and what it changed; written with its effect.

    Each person's keys are their own: the same key of somebody else is another form.
    """

    key = models.UUIDField()
    person = models.BigIntegerField()
    act = models.CharField(max_length=60)
    asked = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    fence = Fence(
        centre=may("select insert update", OWN, updates=("answer",)),
        eqa=may("select insert update", OWN, updates=("answer",)),
        assessor=may("select insert update", OWN, updates=("answer",)),
        staff=may("select insert update", OWN, updates=("answer",)),
        sweep=may("select delete", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="a_key_is_used_once_by_a_person", fields=["awarding_body", "person", "key"]
            )
        ]
