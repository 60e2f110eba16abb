"""The mark sheet: the assessor's working paper. A centre's role has no grant on its tables."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models import hands
from assessments.models.evidence import OF_ALLOCATED
from assessments.models.marking import Marking
from assessments.models.submission import Submission
from awarding.kernel.fence import Fence
from awarding.kernel.grades import Grade
from awarding.kernel.may import BODY, PERSON, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Criterion, LearningOutcome

DECISIONS = [(Grade.PASS, "Pass"), (Grade.REFERRAL, "Referral")]
#: A character that is no space: what is asked to say something may not be blank.
SAYS_SOMETHING = r"\S"
DECIDED = Q(decision__in=[word for word, _ in DECISIONS])

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


class MarkSheet(CentreOwned):
    """One round of marking by one assessor: private while a draft, final once completed.

    ``saved_from`` is the open window that saved last, and ``saved_turn`` the number it gave that
    save.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    marking = models.ForeignKey(Marking, on_delete=models.PROTECT, related_name="sheets")
    round = models.PositiveSmallIntegerField()
    assessor = models.BigIntegerField()
    overall_comment = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    saved_from = models.CharField(max_length=36, blank=True)
    saved_turn = models.PositiveBigIntegerField(default=0)
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
            ),
            *hands.of_the_sheet(),
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
            models.UniqueConstraint(name="one_mark_per_criterion", fields=["sheet", "criterion"]),
            models.CheckConstraint(
                name="mark_decision_is_known", condition=DECIDED | Q(decision="")
            ),
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
