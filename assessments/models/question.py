"""Questions to the centre: asked by whoever holds the work, which stays where it is."""

import pgtrigger
from django.db import models

from assessments.models.evidence import OF_ALLOCATED
from assessments.models.submission import Submission
from assessments.states import QUESTION, M, S
from assessments.states import Q as State
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import (
    changes_with_a_move,
    in_ones_own_name,
    kept_by_table,
    refusing,
)
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.tenancy import CentreOwned

ANSWERED = ("state", "answer", "answered_at", "answered_by")
CLOSED = ("state", "closed_at", "closed_by", "closed_because")

#: Work that somebody of the body has in hand: its check is open, or it is marked or assured.
IN_HAND = f"""
    EXISTS (
        SELECT FROM assessments_submission s
        WHERE s.id = NEW.submission_id AND s.state = '{S.CHECKING}'
    ) OR EXISTS (
        SELECT FROM assessments_marking m
        WHERE m.submission_id = NEW.submission_id AND m.state IN ('{M.MARKING}', '{M.IN_QA}')
    )
"""
#: An answer to who checks the work may name the learner, whom an assessor is not told (A26).
BY_NUMBER = "stage <> 'check'"


class Question(CentreOwned):
    """What the body asks a centre about work it holds; the clock stands still meanwhile."""

    class Stage(models.TextChoices):
        """At which stage it was asked: the centre is told no more of who did."""

        CHECK = "check", "Quality check"
        MARKING = "marking", "Marking"
        ASSURANCE = "assurance", "Quality assurance"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="questions")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    state = models.CharField(max_length=10, default=State.ASKED)
    words = models.TextField()
    answer_by = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_because = models.CharField(max_length=300, blank=True)

    fence = Fence(
        centre=may("select update", CENTRE, updates=ANSWERED),
        assessor=may("select insert update", f"{OF_ALLOCATED} AND {BY_NUMBER}", updates=CLOSED),
        staff=may("select insert update", BODY, updates=CLOSED),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="question_state_is_known", condition=models.Q(state__in=list(State))
            ),
            models.CheckConstraint(
                name="question_stage_is_known",
                condition=models.Q(stage__in=["check", "marking", "assurance"]),
            ),
            models.CheckConstraint(
                name="an_answered_question_says_what",
                condition=models.Q(
                    state=State.ANSWERED, answered_at__isnull=False, answered_by__isnull=False
                )
                & ~models.Q(answer="")
                | ~models.Q(state=State.ANSWERED) & models.Q(answered_at__isnull=True, answer=""),
            ),
            models.CheckConstraint(
                name="a_closed_question_says_why",
                condition=models.Q(state=State.CLOSED, closed_at__isnull=False)
                & ~models.Q(closed_because="")
                | ~models.Q(state=State.CLOSED)
                & models.Q(closed_at__isnull=True, closed_because=""),
            ),
        ]
        triggers = [
            *kept_by_table(QUESTION),
            changes_with_a_move(QUESTION),
            in_ones_own_name("asked_by"),
            in_ones_own_name("answered_by", later=True),
            in_ones_own_name("closed_by", later=True),
            refusing(
                "a_question_is_about_work_in_hand",
                pgtrigger.Insert,
                unless=IN_HAND,
                words="A question is asked about work that somebody of the body holds (A38).",
            ),
        ]
        indexes = [
            models.Index(
                name="question_open",
                fields=["awarding_body", "centre", "answer_by"],
                condition=models.Q(state=State.ASKED),
            )
        ]

    def move(self, name: str) -> None:
        """Take one step of the question's machine. The caller saves."""
        self.state = QUESTION.after(name, self.state)
