"""What ties people to the body, to centres, learners and submissions, for much work at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value

from assessments.models import Involvement
from awarding.models import Membership
from centres.models import ConflictOfInterest

#: Why, by the kind of tie, whose it is, and the id of what it ties to (0 for the body itself).
Ties = dict[tuple[str, int, int], str]


def ties_of(
    people: Iterable[int],
    *,
    centres: set[int],
    learners: set[int],
    submissions: set[int],
    now: datetime,
) -> Ties:
    """Return what ties these people to these, and who is an assessor now: one query."""
    who = list(people)
    members = Membership.objects.filter(person_id__in=who)
    interests = ConflictOfInterest.objects.filter(person_id__in=who, ended_at__isnull=True)
    parts = Involvement.objects.filter(submission_id__in=submissions, person__in=who)
    judged = parts.filter(part__in=["assured", "reviewed"])
    checked = parts.filter(part="checked")
    rows = _columns(members.filter(in_force(now), role="assessor"), "assessor").union(
        _columns(members.filter(centre_id__in=centres, mistaken_because=""), "works", "centre_id"),
        _columns(interests.filter(centre_id__in=centres), "centre", "centre_id", why="reason"),
        _columns(interests.filter(learner_id__in=learners), "learner", "learner_id", why="reason"),
        _columns(judged, "judged", "submission_id", person="person"),
        _columns(checked, "checked", "submission_id", person="person"),
        all=True,
    )
    return {(kind, person, of): why for kind, person, of, why in rows}


def in_force(now: datetime) -> Q:
    """Return what holds for a membership that is in force at a moment."""
    return Q(began_at__lte=now) & (Q(ended_at__isnull=True) | Q(ended_at__gt=now))


def _columns(
    rows: QuerySet,  # type: ignore[type-arg]  # of three models
    kind: str,
    of: str = "",
    *,
    person: str = "person_id",
    why: str = "",
) -> QuerySet:  # type: ignore[type-arg]  # as above
    """Return rows of one model in the columns that all of them share."""
    told: QuerySet = rows.annotate(  # type: ignore[type-arg]  # as above
        t_kind=Value(kind, output_field=CharField()),
        t_person=F(person),
        t_of=F(of) if of else Value(0, output_field=BigIntegerField()),
        t_why=F(why) if why else Value("", output_field=CharField()),
    ).values_list("t_kind", "t_person", "t_of", "t_why")
    return told
