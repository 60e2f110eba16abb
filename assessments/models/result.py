"""Results by version, their criteria and their sheet."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models import chain, guards, hands
from assessments.models.mark_sheet import DECIDED, DECISIONS, SAYS_SOMETHING
from assessments.models.submission import Submission
from assessments.states import RESULT, R
from awarding.kernel.fence import Fence
from awarding.kernel.grades import Grade
from awarding.kernel.machine_triggers import (
    changes_with_a_move,
    in_ones_own_name,
    kept_by_table,
    refusing,
)
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned
from awarding.models import Criterion, LearningOutcome

OUT = f"{CENTRE} AND released_at IS NOT NULL"
OF_RELEASED = f"{CENTRE} AND EXISTS (SELECT 1 FROM assessments_result r WHERE r.id = result_id)"

FINISHED_STATES = [R.RELEASED, R.REGISTERED, R.REFERRED]

RELEASED_OTHERWISE = (
    "OLD.released_at IS NOT NULL"
    " AND (OLD.released_at, OLD.released_by) IS DISTINCT FROM (NEW.released_at, NEW.released_by)"
)
JUST_FINALISED = (
    "EXISTS (SELECT 1 FROM assessments_result r"
    f" WHERE r.id = NEW.result_id AND r.state = '{R.FINALISED}')"
)


def written_with_its_result(name: str) -> pgtrigger.Trigger:
    """Return the trigger that lets nothing be added to a result that has gone on."""
    return refusing(
        name,
        pgtrigger.Insert,
        unless=JUST_FINALISED,
        words="What belongs to a result is written when it is finalised (A31).",
    )


class Result(CentreOwned):
    """One finalised result. Its outcome is never updated: a change is a new version.

    The centre's role sees the row once ``released_at`` is set, by release and nothing else.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=10, choices=DECISIONS)
    overall_comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=R.FINALISED)
    finalised_at = models.DateTimeField()
    finalised_by = models.BigIntegerField()
    released_at = models.DateTimeField(null=True)
    released_by = models.BigIntegerField(null=True)
    registered_at = models.DateTimeField(null=True)
    registry_receipt = models.CharField(max_length=80, blank=True)

    fence = Fence(
        centre=may("select", OUT),
        staff=may(
            "select insert update",
            BODY,
            updates=("state", "released_at", "released_by", "registered_at", "registry_receipt"),
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_result_per_version", fields=["submission", "version"]
            ),
            models.CheckConstraint(name="result_state_is_known", condition=Q(state__in=list(R))),
            models.CheckConstraint(
                name="only_release_dates_a_result",
                condition=Q(state__in=FINISHED_STATES, released_at__isnull=False)
                | (~Q(state__in=FINISHED_STATES) & Q(released_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="result_outcome_is_known", condition=Q(outcome__in=list(Grade))
            ),
            models.CheckConstraint(
                name="only_passes_are_registered",
                condition=~Q(state=R.REGISTERED)
                | (Q(outcome=Grade.PASS, registered_at__isnull=False) & ~Q(registry_receipt="")),
            ),
            models.CheckConstraint(
                name="only_referrals_are_referred",
                condition=~Q(state=R.REFERRED) | Q(outcome=Grade.REFERRAL),
            ),
            models.CheckConstraint(
                name="a_release_says_who",
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_later_version_says_why",
                condition=Q(version=1) | Q(reason__regex=SAYS_SOMETHING),
            ),
        ]
        triggers = [
            *kept_by_table(RESULT),
            changes_with_a_move(RESULT),
            *chain.of_results(),
            guards.a_held_result_is_not_released(),
            hands.versions_follow_reviews(),
            in_ones_own_name("finalised_by"),
            in_ones_own_name("released_by", later=True),
            refusing(
                "a_release_stands",
                pgtrigger.Update,
                when=RELEASED_OTHERWISE,
                words="A result is released once, by one person (A34).",
            ),
        ]
        indexes = [
            models.Index(
                name="result_to_release",
                fields=["awarding_body", "state", "id"],
                condition=Q(state__in=[R.FINALISED, R.SHEET_READY, R.RELEASED]),
            )
        ]

    def move(self, name: str) -> None:
        """Take one step of the result's machine. The caller saves."""
        self.state = RESULT.after(name, self.state)


PART_OF_RESULT = Fence(
    centre=may("select", OF_RELEASED),
    staff=may("select insert", BODY),
    sweep=may("select", "true"),
)


class ResultCriterion(CentreOwned):
    """The final decision and feedback on one criterion."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="criteria")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=DECISIONS)
    feedback = models.TextField()

    fence = PART_OF_RESULT

    class Meta(CentreOwned.Meta):
        verbose_name_plural = "result criteria"
        constraints = [
            models.UniqueConstraint(
                name="one_result_per_criterion", fields=["result", "criterion"]
            ),
            models.CheckConstraint(
                name="every_criterion_has_feedback", condition=Q(feedback__regex=SAYS_SOMETHING)
            ),
            models.CheckConstraint(name="result_decision_is_known", condition=DECIDED),
        ]
        triggers = [written_with_its_result("criteria_written_with_their_result")]


class ResultOutcome(CentreOwned):
    """The final comment on one learning outcome."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.ForeignKey(LearningOutcome, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    fence = PART_OF_RESULT

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="one_result_per_outcome", fields=["result", "outcome"])
        ]
        triggers = [written_with_its_result("comments_written_with_their_result")]


class ResultSheet(CentreOwned):
    """The result sheet as a PDF, made from data (A33). Seen with its result, never before."""

    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="sheet")
    key = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    fence = PART_OF_RESULT
