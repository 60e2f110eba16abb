"""What ties assessors to centres, learners and submissions, for a page of work at once."""

from collections.abc import Sequence

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value

from assessments.models import Involvement
from assessments.queries.queues import Waiting
from awarding.models import Membership
from centres.models import ConflictOfInterest

#: Which kind of tie, whose, to which centre, learner or submission (0 for none), and why.
Tie = tuple[str, int, int, int, int, str]


def ties_of(rows: Sequence[Waiting], people: set[int]) -> list[Tie]:
    """Return what ties these people to these centres, learners and submissions: one query."""
    centres, learners = {row.centre_id for row in rows}, {row.learner_id for row in rows}
    works = Membership.objects.filter(person_id__in=people, centre_id__in=centres)
    conflicts = ConflictOfInterest.objects.filter(
        Q(centre_id__in=centres) | Q(learner_id__in=learners),
        person_id__in=people,
        ended_at__isnull=True,
    )
    judged = Involvement.objects.filter(
        submission_id__in=[row.pk for row in rows],
        person__in=people,
        part__in=["assured", "reviewed"],
    )
    return list(
        _columns(works, "works", centre="centre_id").union(
            _columns(
                conflicts, "conflict", centre="centre_id", learner="learner_id", why="reason"
            ),
            _columns(judged, "judged", person="person", submission="submission_id"),
            all=True,
        )
    )


def _columns(
    rows: QuerySet,  # type: ignore[type-arg]  # of three models
    kind: str,
    *,
    person: str = "person_id",
    centre: str = "",
    learner: str = "",
    submission: str = "",
    why: str = "",
) -> QuerySet:  # type: ignore[type-arg]  # as above
    """Return rows of one model in the columns that all three share; 0 is no id of anything."""

    def number(column: str) -> F | Value:
        return F(column) if column else Value(0, output_field=BigIntegerField())

    told: QuerySet = rows.annotate(  # type: ignore[type-arg]  # as above
        t_kind=Value(kind, output_field=CharField()),
        t_person=F(person),
        t_centre=number(centre),
        t_learner=number(learner),
        t_submission=number(submission),
        t_why=F(why) if why else Value("", output_field=CharField()),
    ).values_list("t_kind", "t_person", "t_centre", "t_learner", "t_submission", "t_why")
    return told
