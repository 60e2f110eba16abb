"""Marking: the body's side of a submission, and the assessor who is responsible for it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import chain, hands
from assessments.models.evidence import OF_ALLOCATED
from assessments.models.submission import Submission
from assessments.states import MARKING, M
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import (
    changes_with_a_move,
    in_ones_own_name,
    kept_by_table,
    refusing,
)
from awarding.kernel.may import BODY, PERSON, may
from awarding.kernel.tenancy import CentreOwned
from centres.models import AssessorApproval


class Marking(CentreOwned):
    """The body's side of one submission: from allocation to finalisation."""

    class Purpose(models.TextChoices):
        """Why the work is marked."""

        FIRST = "first", "First marking"
        REVIEW = "review", "Review of marking"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.FIRST)
    state = models.CharField(max_length=24, default=M.TO_ALLOCATE)
    round = models.PositiveSmallIntegerField(default=1)
    state_since = models.DateTimeField()

    fence = Fence(
        assessor=may("select update", OF_ALLOCATED, updates=("state", "state_since")),
        staff=may("select insert update", BODY, updates=("state", "round", "state_since")),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_marking_per_purpose", fields=["submission", "purpose"]
            ),
            models.CheckConstraint(name="marking_state_is_known", condition=Q(state__in=list(M))),
            models.CheckConstraint(
                name="marking_purpose_is_known", condition=Q(purpose__in=["first", "review"])
            ),
        ]
        triggers = [
            *kept_by_table(MARKING),
            changes_with_a_move(MARKING),
            *chain.of_marking(),
            hands.marking_is_started_by_its_assessor(),
            hands.a_marking_has_its_assessor(),
        ]
        indexes = [
            models.Index(
                name="marking_queue",
                fields=["awarding_body", "state", "submission"],
                condition=~Q(state=M.FINALISED),
            )
        ]

    def move(self, name: str) -> None:
        """Take one step of the marking's machine. The caller saves."""
        self.state = MARKING.after(name, self.state)


APPROVED = """
    EXISTS (
        SELECT 1 FROM centres_assessorapproval p
        JOIN assessments_submission s ON s.id = NEW.submission_id AND s.unit_id = p.unit_id
        CROSS JOIN LATERAL (SELECT (NEW.allocated_at AT TIME ZONE 'Europe/London')::date) d(day)
        WHERE p.id = NEW.approval_id AND p.person_id = NEW.person_id
        AND p.from_on <= d.day AND coalesce(p.until_on, 'infinity') > d.day
    )
"""

NOT_CONFLICTED = """
    IF EXISTS (
        SELECT 1 FROM awarding_membership m
        WHERE m.person_id = NEW.{person} AND m.centre_id = NEW.centre_id
        AND m.mistaken_because = ''
    ) OR EXISTS (
        SELECT 1 FROM centres_conflictofinterest c
        JOIN assessments_submission s ON s.id = NEW.submission_id
        JOIN centres_registration r ON r.id = s.registration_id
        WHERE c.person_id = NEW.{person} AND c.ended_at IS NULL
        AND (c.centre_id = NEW.centre_id OR c.learner_id = r.learner_id)
    ) THEN
        RAISE EXCEPTION 'This person has an interest in the centre or the learner ({rule}).'
        USING ERRCODE = '23514', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
"""


class Allocation(CentreOwned):
    """One assessor responsible for one marking, until it is taken or handed back (A26).

    Whoever ended it is named; the assessor, where they handed the work back themselves.
    """

    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="allocations")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approval = models.ForeignKey(AssessorApproval, on_delete=models.PROTECT, related_name="+")
    allocated_by = models.BigIntegerField(null=True)
    allocated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)
    ended_by = models.BigIntegerField(null=True)

    fence = Fence(
        assessor=may("select", f"{BODY} AND person_id = {PERSON} AND ended_at IS NULL"),
        staff=may("select insert update", BODY, updates=("ended_at", "ended_because", "ended_by")),
        sweep=may("select", "true"),
    )

    @property
    def is_handed_back(self) -> bool:
        """Whether the assessor ended it, rather than having the work taken back."""
        return self.ended_by == self.person_id

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_assessor_at_a_time",
                fields=["marking"],
                condition=Q(ended_at__isnull=True),
            )
        ]
        indexes = [
            models.Index(
                name="allocation_person",
                fields=["awarding_body", "person"],
                condition=Q(ended_at__isnull=True),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="assessor_without_interest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NOT_CONFLICTED.format(
                    person="person_id", rule="A26", name="assessor_without_interest"
                ),
            ),
            refusing(
                "approved_for_it_on_the_day",
                pgtrigger.Insert,
                unless=APPROVED,
                words="This person is not approved by it for the unit on the day (A26).",
            ),
            in_ones_own_name("allocated_by"),
            in_ones_own_name("ended_by", later=True),
            hands.of_the_same_work(
                "allocated_for_its_own_work", "assessments_marking", "marking_id"
            ),
        ]
