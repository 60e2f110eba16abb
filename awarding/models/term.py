"""The rulebook: numbers and words of a body's own rules, each with its dates and clause."""

from django.db import models

from awarding.kernel.fence import Fence
from awarding.kernel.may import BODY, may
from awarding.kernel.rules import Clause
from awarding.kernel.tenancy import BodyOwned

READ = may("select", BODY)

#: What ``rules.rulebook.clock_can_keep_it`` asks, and nothing beside it.
COUNTABLE = """
    name <> 'sla' OR coalesce(
        "values" @@ 'strict $.days >= 1 && $.days <= 250 && $.days.floor() == $.days'
        AND "values" @@ 'strict $.amber_from >= 0 && $.amber_from.floor() == $.amber_from'
        AND "values" @@ 'strict $.amber_from <= $.red_from && $.red_from <= $.days'
        AND "values" @@ 'strict $.red_from.floor() == $.red_from'
        AND "values" - '{days,amber_from,red_from}'::text[] = '{}',
        false
    )
"""


class Term(BodyOwned):
    """One set of values a rule uses, in force from a day on. Rows are added, never changed."""

    name = models.CharField(max_length=80)
    values = models.JSONField()
    from_on = models.DateField()
    document = models.CharField(max_length=200)
    issue = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    words = models.TextField()

    fence = Fence(
        centre=READ,
        eqa=READ,
        assessor=READ,
        staff=may("select insert", BODY),
        sweep=may("select", "true"),
    )

    class Meta(BodyOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                name="one_term_from_a_day", fields=["awarding_body", "name", "from_on"]
            ),
            models.CheckConstraint(
                name="a_clock_can_keep_its_term",
                condition=models.Func(template=COUNTABLE, output_field=models.BooleanField()),
            ),
        ]

    @property
    def clause(self) -> Clause:
        """Return the clause this term quotes. No number is overridden without one."""
        return Clause(self.document, self.issue, self.number, self.words)
