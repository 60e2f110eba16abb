"""Quality assurance: what a lead assessor made of a sheet."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from assessments.models import hands
from assessments.models.evidence import OF_ALLOCATED
from assessments.models.mark_sheet import DECIDED, DECISIONS, SAYS_SOMETHING, MarkSheet
from assessments.models.marking import NOT_CONFLICTED
from assessments.models.submission import Submission
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name, refusing
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Criterion

FINISHED = f"{OF_ALLOCATED} AND completed_at IS NOT NULL AND outcome <> 'taken_back'"

STILL_OPEN = (
    "EXISTS (SELECT 1 FROM assessments_assurance a"
    " WHERE a.id = NEW.assurance_id AND a.completed_at IS NULL)"
)


class Assurance(CentreOwned):
    """The lead assessor's check of one sheet. The assessor's view beside it is never changed.

    One counts; one that was taken back from its lead assessor stays beside it.
    """

    class Outcome(models.TextChoices):
        """What the lead assessor did."""

        OPEN = "open", "Open"
        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Changed with reasons"
        RETURNED = "returned", "Returned to the assessor"
        TAKEN_BACK = "taken_back", "Taken back from the lead assessor"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="assurances")
    assessor = models.BigIntegerField()
    lead = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    comment = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    fence = Fence(
        assessor=may("select", FINISHED),
        staff=may("select insert update", BODY, updates=("outcome", "comment", "completed_at")),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="the_lead_assessor_did_not_mark_it", condition=~Q(lead=F("assessor"))
            ),
            models.CheckConstraint(
                name="assurance_outcome_is_known",
                condition=Q(outcome__in=["open", "agreed", "changed", "returned", "taken_back"]),
            ),
            models.UniqueConstraint(
                name="one_assurance_per_sheet",
                fields=["sheet"],
                condition=~Q(outcome="taken_back"),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lead_assessor_without_interest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.outcome <> 'taken_back'"),
                func=NOT_CONFLICTED.format(
                    person="lead", rule="A30", name="lead_assessor_without_interest"
                ),
            ),
            refusing(
                "assurance_final_once_complete",
                pgtrigger.Update,
                when="OLD.completed_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*",
                words="An assurance that is completed does not change (A30).",
            ),
            in_ones_own_name("lead"),
            hands.of_the_same_work("assured_of_its_own_work", "assessments_marksheet", "sheet_id"),
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
            models.CheckConstraint(
                name="a_change_says_why", condition=Q(reason__regex=SAYS_SOMETHING)
            ),
            models.CheckConstraint(
                name="a_change_has_feedback", condition=Q(feedback__regex=SAYS_SOMETHING)
            ),
            models.CheckConstraint(name="change_decision_is_known", condition=DECIDED),
        ]
        triggers = [
            refusing(
                "changes_before_it_is_complete",
                pgtrigger.Insert,
                unless=STILL_OPEN,
                words="A completed assurance takes no further change (A30).",
            )
        ]
