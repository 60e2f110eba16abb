"""Who has judged a submission, and as what: nobody judges the same work twice."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models.evidence import OF_ALLOCATED
from assessments.models.submission import Submission
from awarding.kernel.fence import Fence
from awarding.kernel.machine_triggers import in_ones_own_name
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import CentreOwned

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
            ),
            in_ones_own_name("person"),
        ]
        indexes = [models.Index(name="involvement_item", fields=["submission", "person"])]
