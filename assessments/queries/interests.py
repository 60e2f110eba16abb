"""Interests of people in work they hold: asked by every act, and shown to the body's staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from assessments.models import Allocation, Assurance, Marking, Submission
from assessments.queries.ties import ties_of
from assessments.states import MARKING, M
from awarding.kernel import tenancy
from awarding.models import Membership
from centres.models import ConflictOfInterest
from centres.queries import interests

#: Who, in which submission; what the interest is, empty for somebody who was at the centre.
Interests = dict[tuple[int, int], str]
BECAUSE = "A26: nobody assesses work they have an interest in, and an assessor sees no interests"


def stands(submission: int, person: int | None, *, now: datetime) -> bool:
    """Tell whether somebody has an interest in a submission, which stays so for the act."""
    who = person or 0
    with tenancy.whole_body(because=BECAUSE):
        interests.hold(who)
        return bool(of([(who, submission)], now=now))


def tied(person: int | None, markings: Iterable[int], *, now: datetime) -> set[int]:
    """Return which of these markings an assessor has an interest in, as a page shows them."""
    wanted = list(markings)
    if not wanted:
        return set()
    with tenancy.whole_body(because=BECAUSE):
        rows = Marking.objects.filter(somebody_has(person or 0), pk__in=wanted)
        return set(rows.values_list("pk", flat=True))


def of(
    pairs: Iterable[tuple[int | None, int]],
    *,
    now: datetime,
    kinds: tuple[str, ...] = ("centre", "learner", "works"),
) -> Interests:
    """Return which of these people has an interest in which of these submissions: two queries.

    ``kinds`` are those asked for: recorded of a centre, recorded of a learner, and having been
    at the centre.
    """
    wanted = [(person, submission) for person, submission in pairs if person]
    if not wanted:
        return {}
    rows = Submission.objects.filter(pk__in={submission for _, submission in wanted})
    work = {
        pk: (centre, learner)
        for pk, centre, learner in rows.values_list("pk", "centre_id", "registration__learner_id")
    }
    ties = ties_of(
        {person for person, _ in wanted},
        centres={centre for centre, _ in work.values()},
        learners={learner for _, learner in work.values()},
        submissions=set(),
        now=now,
    )
    found: Interests = {}
    for person, submission in wanted:
        centre, learner = work[submission]
        whose = {"centre": centre, "learner": learner, "works": centre}
        asked = [(kind, person, whose[kind]) for kind in kinds]
        why = [ties[one] for one in asked if one in ties]
        if why:
            found[person, submission] = why[0]
    return found


def somebody_has(person: int, work: str = "submission__") -> Q:
    """Return what holds for a row of work that somebody has an interest in.

    ``work`` leads from the row to its submission: a marking's own, unless another is given.
    """
    held = ConflictOfInterest.objects.filter(person_id=person, ended_at__isnull=True)
    centres = held.filter(centre__isnull=False).values("centre_id")
    learners = held.filter(learner__isnull=False).values("learner_id")
    been = Membership.objects.filter(person_id=person, centre__isnull=False, mistaken_because="")
    worked = been.values("centre_id")
    return (
        Q(centre_id__in=centres)
        | Q(centre_id__in=worked)
        | Q(**{f"{work}registration__learner_id__in": learners})
    )


@dataclass(frozen=True, slots=True)
class InHand:
    """Work somebody holds and has an interest in, and whether it can be taken back."""

    reference: str
    state: str
    can_be_taken_back: bool


def in_hand(person: int, *, now: datetime) -> list[InHand]:
    """Return the unfinished work that somebody marks, marked or assures with an interest in it."""
    marks = Allocation.objects.filter(person_id=person, ended_at__isnull=True).exclude(
        marking__state=M.FINALISED
    )
    assures = Assurance.objects.filter(lead=person, completed_at__isnull=True)
    rows = [
        (pk, InHand(reference, state, MARKING.may("take_back", state)))
        for pk, reference, state in marks.values_list(
            "submission_id", "submission__reference", "marking__state"
        )
    ]
    rows += [
        (pk, InHand(reference, M.IN_QA, can_be_taken_back=True))
        for pk, reference in assures.values_list("submission_id", "submission__reference")
    ]
    found = of([(person, pk) for pk, _ in rows], now=now)
    return sorted(
        (one for pk, one in rows if (person, pk) in found), key=lambda one: one.reference
    )
