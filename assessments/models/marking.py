"""Marking: the body's working papers. A centre's role has no grant on any of these tables."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.evidence import OF_ALLOCATED
from assessments.models.submission import Submission
from assessments.states import MARKING, M
from awarding.kernel.fence import BODY, PERSON, Fence, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Criterion, LearningOutcome
from centres.models import AssessorApproval

DECISIONS = [("pass", "Pass"), ("referral", "Referral")]

OWN_SHEET = f"{OF_ALLOCATED} AND assessor = {PERSON}"
ON_OWN_SHEET = f"{OF_ALLOCATED} AND sheet_id IN (SELECT s.id FROM assessments_marksheet s)"

FINAL_SHEET = """
    IF OLD.completed_at IS NOT NULL THEN
        RAISE EXCEPTION 'A mark sheet handed over does not change (A29).'
        USING ERRCODE = '23514', CONSTRAINT = 'sheets_final_once_complete';
    END IF;
    RETURN NEW;
"""

ON_OPEN_SHEET = """
    IF EXISTS (
        SELECT 1 FROM assessments_marksheet s
        WHERE s.id = NEW.sheet_id AND s.completed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'A mark sheet handed over does not change (A29).'
        USING ERRCODE = '23514', CONSTRAINT = 'sheets_final_once_complete';
    END IF;
    RETURN NEW;
"""


def open_sheet_only(name: str) -> pgtrigger.Trigger:
    """Return the trigger that keeps the lines of a completed sheet as they are."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=ON_OPEN_SHEET,
    )


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
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_marking_per_purpose", fields=["submission", "purpose"]
            ),
            models.CheckConstraint(name="marking_state_is_known", condition=Q(state__in=list(M))),
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


NOT_CONFLICTED = """
    IF EXISTS (
        SELECT 1 FROM awarding_membership m
        WHERE m.person_id = NEW.person_id AND m.centre_id = NEW.centre_id
    ) OR EXISTS (
        SELECT 1 FROM centres_conflictofinterest c
        JOIN assessments_submission s ON s.id = NEW.submission_id
        JOIN centres_registration r ON r.id = s.registration_id
        WHERE c.person_id = NEW.person_id AND c.ended_at IS NULL
        AND (c.centre_id = NEW.centre_id OR c.learner_id = r.learner_id)
    ) THEN
        RAISE EXCEPTION 'This person has an interest in the centre or the learner (A26).'
        USING ERRCODE = '23514', CONSTRAINT = 'assessor_without_interest';
    END IF;
    RETURN NEW;
"""


class Allocation(CentreOwned):
    """One assessor responsible for one marking, until it is taken back (A26)."""

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

    fence = Fence(
        assessor=may("select", f"{BODY} AND person_id = {PERSON} AND ended_at IS NULL"),
        staff=may("select insert update", BODY, updates=("ended_at", "ended_because")),
        sweep=may("select", "true"),
    )

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
                func=NOT_CONFLICTED,
            )
        ]


class MarkSheet(CentreOwned):
    """One round of marking by one assessor: private while a draft, final once completed."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="sheets")
    round = models.PositiveSmallIntegerField()
    assessor = models.BigIntegerField()
    overall_comment = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)

    fence = Fence(
        assessor=may("select insert update", OWN_SHEET),
        staff=may("select", f"{BODY} AND completed_at IS NOT NULL"),
        sweep=may("select", "completed_at IS NOT NULL"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_sheet_per_round_and_assessor", fields=["marking", "round", "assessor"]
            ),
            models.UniqueConstraint(
                name="one_completed_sheet_per_round",
                fields=["marking", "round"],
                condition=Q(completed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_completed_sheet_has_its_hash",
                condition=Q(completed_at__isnull=True) | ~Q(content_hash=""),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sheets_final_once_complete",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FINAL_SHEET,
            )
        ]


class CriterionMark(CentreOwned):
    """The assessor's decision and feedback on one criterion (A27, A28)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=DECISIONS, blank=True)
    feedback = models.TextField(blank=True)

    fence = Fence(
        assessor=may("select insert update", ON_OWN_SHEET),
        staff=may("select", ON_OWN_SHEET.replace(OF_ALLOCATED, BODY)),
        sweep=may("select", ON_OWN_SHEET.replace(OF_ALLOCATED, "true")),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="one_mark_per_criterion", fields=["sheet", "criterion"])
        ]
        triggers = [open_sheet_only("marks_final_once_complete")]


class OutcomeComment(CentreOwned):
    """The assessor's comment on one learning outcome."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="comments")
    outcome = models.ForeignKey(LearningOutcome, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)

    fence = CriterionMark.fence

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="one_comment_per_outcome", fields=["sheet", "outcome"])
        ]
        triggers = [open_sheet_only("comments_final_once_complete")]


FINISHED = f"{OF_ALLOCATED} AND completed_at IS NOT NULL"


class Assurance(CentreOwned):
    """The lead assessor's check of one sheet. The assessor's view beside it is never changed."""

    class Outcome(models.TextChoices):
        """What the lead assessor did."""

        OPEN = "open", "Open"
        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Changed with reasons"
        RETURNED = "returned", "Returned to the assessor"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(MarkSheet, on_delete=models.PROTECT, related_name="assurance")
    assessor = models.BigIntegerField()
    lead = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    comment = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    fence = Fence(
        assessor=may("select", FINISHED),
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="the_lead_assessor_did_not_mark_it", condition=~Q(lead=F("assessor"))
            )
        ]


class CriterionChange(CentreOwned):
    """A decision or feedback the lead assessor changed, with the reason (A30)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    assurance = models.ForeignKey(Assurance, on_delete=models.PROTECT, related_name="changes")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=DECISIONS)
    feedback = models.TextField()
    reason = models.TextField()

    fence = Fence(
        assessor=may(
            "select",
            f"{OF_ALLOCATED} AND assurance_id IN (SELECT a.id FROM assessments_assurance a)",
        ),
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_change_per_criterion", fields=["assurance", "criterion"]
            ),
            models.CheckConstraint(name="a_change_says_why", condition=~Q(reason="")),
        ]


INDEPENDENT = """
    PERFORM pg_advisory_xact_lock(hashtextextended('involvement ' || NEW.submission_id, 0));
    IF EXISTS (
        SELECT 1 FROM assessments_involvement i
        WHERE i.submission_id = NEW.submission_id AND i.person = NEW.person
        AND i.part <> NEW.part
        AND (i.part = 'reviewed' OR NEW.part = 'reviewed'
             OR (i.part = 'marked' AND NEW.part = 'assured')
             OR (i.part = 'assured' AND NEW.part = 'marked'))
    ) THEN
        RAISE EXCEPTION 'Nobody judges work they have judged before (A29).'
        USING ERRCODE = '23514', CONSTRAINT = 'nobody_judges_twice';
    END IF;
    RETURN NEW;
"""


class Involvement(CentreOwned):
    """Who touched a submission, and as what: written by every mark, check and finalisation.

    Independence is refused here, in both orders, whatever the code above forgot.
    """

    class Part(models.TextChoices):
        """What the person did with the work."""

        CHECKED = "checked", "Quality-checked"
        MARKED = "marked", "Marked"
        ASSURED = "assured", "Assured"
        REVIEWED = "reviewed", "Reviewed"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    person = models.BigIntegerField()
    part = models.CharField(max_length=10, choices=Part.choices)
    at = models.DateTimeField()

    fence = Fence(
        assessor=may("select insert", OF_ALLOCATED),
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        triggers = [
            pgtrigger.Trigger(
                name="nobody_judges_twice",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=INDEPENDENT,
            )
        ]
        indexes = [models.Index(name="involvement_item", fields=["submission", "person"])]
