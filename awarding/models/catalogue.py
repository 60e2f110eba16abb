"""What a body awards: qualifications, their units, outcomes and assessment criteria."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, may
from awarding.kernel.tenancy import BodyOwned

#: The learner states on it that the work is theirs, so no unit goes without (A19, Q26).
COVER_SHEET = "cover_sheet"

#: There is a requirement, and each says something: it is what work is reviewed against (A20).
SILENT = r'$[*] ? (!(@ like_regex "\\S") || (@ like_regex "\\S") is unknown)'
REVIEWABLE = f"coalesce(requirements @? '$[*]' AND NOT requirements @? '{SILENT}', false)"

READ_BY_ALL = Fence(
    centre=may("select", BODY),
    eqa=may("select", BODY),
    assessor=may("select", BODY),
    staff=may("select insert update", BODY),
    sweep=may("select", "true"),
)


class Qualification(BodyOwned):
    """A qualification of the body, by its number on the regulator's register."""

    number = models.CharField(max_length=10)
    title = models.CharField(max_length=250)
    level = models.CharField(max_length=10)
    operational_end_on = models.DateField(null=True)
    certification_end_on = models.DateField(null=True)

    fence = READ_BY_ALL

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_row_per_qualification", fields=["awarding_body", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


def the_cover_sheet() -> list[str]:
    """Return what every unit requires, whatever else it asks for."""
    return [COVER_SHEET]


class Unit(BodyOwned):
    """A unit that is assessed, with what its submission must hold (A20, A21)."""

    qualification = models.ForeignKey(
        Qualification, on_delete=models.PROTECT, related_name="units"
    )
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=250)
    brief = models.TextField()
    requirements = models.JSONField()
    required_documents = models.JSONField(default=the_cover_sheet)

    fence = READ_BY_ALL

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(name="one_row_per_unit", fields=["awarding_body", "code"]),
            models.CheckConstraint(
                name="a_unit_requires_the_cover_sheet",
                condition=models.Q(required_documents__contains=[COVER_SHEET]),
            ),
            models.CheckConstraint(
                name="a_unit_has_requirements",
                condition=models.Func(template=REVIEWABLE, output_field=models.BooleanField()),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class LearningOutcome(BodyOwned):
    """What a learner will be able to do, as the unit numbers it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()

    fence = READ_BY_ALL

    class Meta(BodyOwned.Meta):
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="outcomes_are_numbered", fields=["unit", "number"])
        ]


class Criterion(BodyOwned):
    """What is judged, and what a referral, a pass and a good pass look like."""

    outcome = models.ForeignKey(LearningOutcome, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    referral_looks_like = models.TextField()
    pass_looks_like = models.TextField()
    good_pass_looks_like = models.TextField()

    fence = READ_BY_ALL

    class Meta(BodyOwned.Meta):
        ordering = ["outcome__number", "number"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(name="criteria_are_numbered", fields=["outcome", "number"])
        ]

    @property
    def label(self) -> str:
        """Return the criterion's number as the unit prints it."""
        return f"{self.outcome.number}.{self.number}"
