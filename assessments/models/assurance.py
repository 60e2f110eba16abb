"""Quality assurance: what a lead assessor made of a sheet, and who has judged the work."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from assessments.models.evidence import OF_ALLOCATED
from assessments.models.mark_sheet import DECIDED, DECISIONS, MarkSheet
from assessments.models.submission import Submission
from awarding.kernel.fence import BODY, Fence, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Criterion

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
            ),
            models.CheckConstraint(
                name="assurance_outcome_is_known",
                condition=Q(outcome__in=["open", "agreed", "changed", "returned"]),
            ),
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
            models.CheckConstraint(name="change_decision_is_known", condition=DECIDED),
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
        constraints = [
            models.CheckConstraint(
                name="involvement_part_is_known",
                condition=Q(part__in=["checked", "marked", "assured", "reviewed"]),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nobody_judges_twice",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=INDEPENDENT,
            )
        ]
        indexes = [models.Index(name="involvement_item", fields=["submission", "person"])]
