"""A promise with a clock: events and ordinals from which age, due day and colour follow."""

import pgtrigger
from django.db import models
from django.db.models import Q

from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import refusing
from awarding.kernel.may import BODY, CENTRE, may
from awarding.kernel.rules import Clause
from awarding.kernel.tenancy import CentreOwned
from awarding.models.calendar import Calendar

BY_A_CENTRE = "current_user = 'portal_centre'"
#: A promise of the body is met by the body. What a centre withdraws no longer counts.
WITHDRAWN = """
    NEW.is_provisional AND NEW.ended_as = 'void' AND EXISTS (
        SELECT FROM assessments_submission s WHERE s.clock_id = NEW.id AND s.state = 'withdrawn'
    )
"""
#: What ended, and how: all that a centre changes of a clock but the days it stood still.
ENDING = ", ".join(
    f"{{row}}.{name}"
    for name in ("ended_at", "ended_on", "ended_as", "closed_due_on", "closed_age")
)
ENDS = f"({ENDING.format(row='OLD')}) IS DISTINCT FROM ({ENDING.format(row='NEW')})"
OF_ITS_PAUSES = """
    NEW.paused_wd = (
        SELECT coalesce(sum(p.ended_wd - p.began_wd), 0) FROM awarding_deadlinepause p
        WHERE p.deadline_id = NEW.id AND p.ended_wd IS NOT NULL
    )
"""
BY_ONE_WHO_ASKS_OR_ANSWERS = "current_user IN ('portal_centre', 'portal_assessor')"
ASKED = """
    EXISTS (
        SELECT FROM assessments_question q JOIN assessments_submission s ON s.id = q.submission_id
        WHERE s.clock_id = NEW.deadline_id AND q.state = 'asked'
    )
"""


class Deadline(CentreOwned):
    """One clock: what was promised, when it started, and the ordinals it spent paused.

    Nothing is counted down. A closed clock keeps the due day and the age it closed with.
    """

    class Ending(models.TextChoices):
        """How a clock ended: the promise was kept or missed, or the clock no longer counts."""

        MET = "met"
        VOID = "void"

    kind = models.CharField(max_length=40)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    is_provisional = models.BooleanField(default=False)
    started_on = models.DateField()
    started_wd = models.IntegerField()
    days = models.PositiveSmallIntegerField()
    amber_from = models.PositiveSmallIntegerField()
    red_from = models.PositiveSmallIntegerField()
    paused_wd = models.PositiveIntegerField(default=0)
    #: The ordinal on which it turns amber: a column, since under a policy no index serves a sum.
    amber_wd = models.GeneratedField(
        expression=models.F("started_wd") + models.F("paused_wd") + models.F("amber_from"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    ended_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_as = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    closed_due_on = models.DateField(null=True)
    closed_age = models.IntegerField(null=True)
    document = models.CharField(max_length=200)
    issue = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    words = models.TextField()

    #: A centre starts a provisional clock by sending work, and ends one by withdrawing it. A
    #: question stops a clock and its answer lets it go on, whoever of the two sides acts.
    fence = Fence(
        centre=may(
            "select insert update",
            CENTRE,
            updates=(
                "ended_at",
                "ended_on",
                "ended_as",
                "closed_due_on",
                "closed_age",
                "paused_wd",
            ),
        ),
        assessor=may(
            "select update",
            f"{BODY} AND id IN (SELECT s.clock_id FROM assessments_submission s)",
            updates=("paused_wd",),
        ),
        staff=may(
            "select insert update",
            BODY,
            updates=(
                "is_provisional",
                "started_wd",
                "ended_at",
                "ended_on",
                "ended_as",
                "closed_due_on",
                "closed_age",
                "paused_wd",
            ),
        ),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                name="an_ended_clock_keeps_its_dates",
                condition=Q(ended_at__isnull=True, ended_as="")
                | Q(
                    ended_at__isnull=False,
                    ended_on__isnull=False,
                    closed_due_on__isnull=False,
                    closed_age__isnull=False,
                    ended_as__in=["met", "void"],
                ),
            ),
            models.CheckConstraint(
                name="amber_then_red_then_breach",
                condition=Q(
                    amber_from__lte=models.F("red_from"), red_from__lte=models.F("days") + 1
                ),
            ),
        ]
        triggers = [
            refusing(
                "an_ended_clock_stands",
                pgtrigger.Update,
                when="OLD.ended_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*",
                words="A clock that has ended does not change (A38).",
            ),
            refusing(
                "a_clock_begins_running",
                pgtrigger.Insert,
                when=f"NEW.ended_at IS NOT NULL OR ({BY_A_CENTRE} AND NOT NEW.is_provisional)",
                words="A clock begins running, and a centre begins a provisional one (A38, Q19).",
            ),
            refusing(
                "an_accepted_clock_stays_accepted",
                pgtrigger.Update,
                when="NEW.is_provisional AND NOT OLD.is_provisional",
                words="A clock that counts is not made provisional again (Q5).",
            ),
            refusing(
                "a_centre_ends_only_what_it_withdrew",
                pgtrigger.Update,
                when=f"{BY_A_CENTRE} AND {ENDS}",
                unless=WITHDRAWN,
                words="A centre ends a clock by withdrawing work that is not accepted (A38, Q19).",
            ),
            refusing(
                "a_clock_stood_still_while_paused",
                pgtrigger.Update,
                when="OLD.ended_at IS NULL AND NEW.paused_wd <> OLD.paused_wd",
                unless=OF_ITS_PAUSES,
                words="The days a clock stood still are those of its pauses (A38).",
            ),
        ]
        indexes = [
            models.Index(
                name="deadline_open_amber",
                fields=["awarding_body", "calendar", "amber_wd"],
                condition=Q(ended_at__isnull=True),
            )
        ]

    @property
    def clause(self) -> Clause:
        """Return the clause that promises this."""
        return Clause(self.document, self.issue, self.number, self.words)


class DeadlinePause(CentreOwned):
    """A stretch in which a clock stands still; open until it has an end."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=200)
    began_on = models.DateField()
    began_wd = models.IntegerField()
    ended_on = models.DateField(null=True)
    ended_wd = models.IntegerField(null=True)

    fence = Fence(
        centre=may("select update", CENTRE, updates=("ended_on", "ended_wd")),
        assessor=may(
            "select insert update",
            f"{BODY} AND deadline_id IN (SELECT d.id FROM awarding_deadline d)",
            updates=("ended_on", "ended_wd"),
        ),
        staff=may("select insert update", BODY),
        sweep=may("select", "true"),
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_open_pause", fields=["deadline"], condition=Q(ended_wd__isnull=True)
            ),
            models.CheckConstraint(
                name="a_pause_ends_after_it_began",
                condition=Q(ended_on__isnull=True, ended_wd__isnull=True)
                | Q(ended_on__gte=models.F("began_on"), ended_wd__isnull=False),
            ),
        ]
        triggers = [
            refusing(
                "a_clock_waits_for_an_answer",
                pgtrigger.Insert,
                when=BY_ONE_WHO_ASKS_OR_ANSWERS,
                unless=ASKED,
                words="A clock stands still while a question to the centre is open (A38).",
            ),
            refusing(
                "a_clock_goes_on_when_all_is_answered",
                pgtrigger.Update,
                when=BY_ONE_WHO_ASKS_OR_ANSWERS,
                unless=f"OLD.ended_wd IS NULL AND NOT {ASKED}",
                words="A clock goes on once every question to the centre is answered (A38).",
            ),
        ]


class DeadlineCrossing(CentreOwned):
    """A clock reached amber, red or breach: found by the sweep, once each."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="crossings")
    level = models.CharField(max_length=10)
    crossed_on = models.DateField()
    at = models.DateTimeField()

    fence = Fence(staff=may("select insert", BODY), sweep=may("select", "true"))

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="one_crossing_per_level", fields=["deadline", "level"])
        ]
