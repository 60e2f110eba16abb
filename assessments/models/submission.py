"""What the centre sent and may always see. Nothing here depends on the outcome."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models import chain, guards, hands
from assessments.states import SUBMISSION, R, S
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import (
    changes_with_a_move,
    in_ones_own_name,
    kept_by_table,
    refusing,
)
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Deadline, Unit
from centres.models import Registration

ALLOCATED_CENTRE = f"{BODY} AND centre_id IN (SELECT a.centre_id FROM centres_allocation a)"
ALLOCATED = f"{BODY} AND id IN (SELECT a.submission_id FROM assessments_allocation a)"

#: What is written of work only when it is sent or checked.
NOT_EMPTY = (
    "NEW.upload_version <> 1 OR NEW.clock_id IS NOT NULL OR NEW.received_at IS NOT NULL"
    " OR NEW.accepted_at IS NOT NULL"
)
AFTER_A_REFERRAL = f"""
    EXISTS (
        SELECT 1 FROM assessments_submission s JOIN assessments_result r ON r.submission_id = s.id
        WHERE s.id = NEW.previous_id AND s.registration_id = NEW.registration_id
        AND s.unit_id = NEW.unit_id AND s.number + 1 = NEW.number AND r.state = '{R.REFERRED}'
    )
"""


class Submission(CentreOwned):
    """One learner's work for one unit, by submission number (1, 2, and so on).

    A returned submission keeps its number and takes a new upload version (Q27).
    """

    reference = models.CharField(max_length=20)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    upload_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default=S.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    clock = models.ForeignKey(Deadline, null=True, on_delete=models.PROTECT, related_name="+")

    fence = Fence(
        centre=may(
            "select insert update",
            CENTRE,
            updates=("state", "clock_id", "received_at", "submitted_by", "withdrawn_because"),
        ),
        eqa=may("select", ALLOCATED_CENTRE),
        assessor=may("select", ALLOCATED),
        staff=may(
            "select insert update",
            BODY,
            updates=(
                "state",
                "clock_id",
                "received_at",
                "upload_version",
                "accepted_at",
                "released_at",
            ),
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="submission_reference", fields=["awarding_body", "reference"]
            ),
            models.UniqueConstraint(
                name="one_submission_per_number",
                fields=["registration", "unit", "number"],
                condition=~Q(state=S.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="submission_state_is_known", condition=Q(state__in=list(S))
            ),
            models.CheckConstraint(
                name="a_sent_submission_says_when",
                condition=Q(state__in=[S.DRAFT, S.RETURNED, S.WITHDRAWN])
                | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_accepted_submission_has_its_clock",
                condition=~Q(state__in=[S.ACCEPTED, S.RELEASED])
                | Q(accepted_at__isnull=False, clock__isnull=False),
            ),
            models.CheckConstraint(
                name="a_released_submission_says_when",
                condition=Q(state=S.RELEASED, released_at__isnull=False)
                | (~Q(state=S.RELEASED) & Q(released_at__isnull=True)),
            ),
        ]
        triggers = [
            *kept_by_table(SUBMISSION),
            changes_with_a_move(SUBMISSION),
            *guards.of_sending(),
            *hands.of_sending(),
            in_ones_own_name("made_by"),
            in_ones_own_name("submitted_by", later=True),
            *chain.of_the_check(),
            guards.held_work_is_not_released(),
            chain.work_is_released_with_its_result(),
            refusing(
                "a_draft_begins_empty",
                pgtrigger.Insert,
                when=NOT_EMPTY,
                words="A submission begins as its first upload, received by nobody (A18).",
            ),
            refusing(
                "the_next_follows_a_referral",
                pgtrigger.Insert,
                when="NEW.number <> 1 OR NEW.previous_id IS NOT NULL",
                unless=AFTER_A_REFERRAL,
                words="A further submission follows the one that was referred (A40).",
            ),
        ]
        indexes = [
            models.Index(
                name="submission_tracker",
                fields=["awarding_body", "centre", "-made_at", "-id"],
            ),
            models.Index(
                name="submission_queue",
                fields=["awarding_body", "state", "received_at", "id"],
                condition=~Q(state__in=[S.RELEASED, S.WITHDRAWN]),
            ),
            models.Index(
                name="submission_released",
                fields=["awarding_body", "centre", "-released_at"],
                condition=Q(released_at__isnull=False),
            ),
            models.Index(
                name="submission_open_centre",
                fields=["awarding_body", "centre", "state"],
                condition=~Q(state__in=[S.RELEASED, S.WITHDRAWN]),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def move(self, name: str) -> None:
        """Take one step of the submission's machine. The caller saves."""
        self.state = SUBMISSION.after(name, self.state)
