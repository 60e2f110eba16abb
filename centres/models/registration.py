"""Cohorts and registrations: who is on which qualification, under which code (A11, A12)."""

import pgtrigger
from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import refusing
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Membership, Qualification
from centres.models.approval import CatalogueEntry
from centres.models.learner import Learner

OWN = may("select insert update", CENTRE)
STAFF = may("select insert update", BODY)
SWEEP = may("select", "true")

#: Asked after the row is written, which lets the centre see the learner it names. Of several rows
#: written together the one with the lowest number has no other before it.
LEARNER_OF_THE_CENTRE = """
    EXISTS (
        SELECT 1 FROM centres_learner l
        WHERE l.id = NEW.learner_id AND l.made_by_centre_id = NEW.centre_id
    ) OR EXISTS (
        SELECT 1 FROM centres_registration r
        WHERE r.learner_id = NEW.learner_id AND r.centre_id = NEW.centre_id AND r.id < NEW.id
    )
"""
CODE_OF_THE_QUALIFICATION = """
    EXISTS (
        SELECT FROM centres_catalogueentry c
        WHERE c.id = NEW.catalogue_entry_id AND c.qualification_id = NEW.qualification_id
    )
"""


class Cohort(CentreOwned):
    """A group of learners with their tutor."""

    name = models.CharField(max_length=120)
    tutor = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    fence = Fence(centre=OWN, staff=STAFF, sweep=SWEEP)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="cohort_name", fields=["centre", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Registration(CentreOwned):
    """One learner on one qualification at one centre, with the number issued at once."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="registrations")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="+")
    catalogue_entry = models.ForeignKey(CatalogueEntry, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    centre_reference = models.CharField(max_length=40, blank=True)
    registered_on = models.DateField()
    registry_receipt = models.CharField(max_length=80, blank=True)

    #: A transfer puts it under another code, and the registry answers; nothing else changes.
    fence = Fence(
        centre=may("select insert", CENTRE),
        staff=may(
            "select insert update", BODY, updates=("catalogue_entry_id", "registry_receipt")
        ),
        sweep=SWEEP,
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="registration_number", fields=["awarding_body", "number"]
            ),
            models.UniqueConstraint(
                name="one_registration_per_code",
                fields=["centre", "learner", "catalogue_entry"],
            ),
        ]
        triggers = [
            refusing(
                "a_centre_registers_its_own_learners",
                pgtrigger.Insert,
                when="current_user = 'portal_centre'",
                unless=LEARNER_OF_THE_CENTRE,
                words="A centre registers whom it entered or has registered before (X8).",
            ),
            refusing(
                "a_code_is_of_its_qualification",
                pgtrigger.Insert | pgtrigger.Update,
                unless=CODE_OF_THE_QUALIFICATION,
                words="A registration is under a code of its own qualification (A12).",
            ),
        ]

    def __str__(self) -> str:
        return self.number
