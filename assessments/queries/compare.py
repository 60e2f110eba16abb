"""What a lead assessor assures: the queue with what is not theirs, and two views side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q

from assessments.models import (
    Assurance,
    CriterionChange,
    Involvement,
    Marking,
    MarkSheet,
    Result,
)
from assessments.queries import interests, queues, sheets, work
from assessments.queries.queues import Queue, Waiting
from assessments.queries.work import Outcome
from assessments.rules import assuring as rules
from assessments.rules.interests import lead_has_no_interest
from assessments.states import M
from awarding.kernel import clock
from awarding.kernel.rules import Caution, Refusal, standing
from awarding.queries import keyset, people
from awarding.queries.keyset import Key, Page

JUDGED = ("marked", "reviewed")
LATEST = Key(descending=True)


@dataclass(frozen=True, slots=True)
class Queued:
    """One marked submission: who marked it, who has it open, and why it is not for who asks."""

    line: Waiting
    assessor: str
    opened_by: str
    is_mine: bool
    why_not: Sequence[Refusal | Caution]


def queued(lines: Sequence[Waiting], person: int, *, now: datetime) -> list[Queued]:
    """Return these submissions as one lead assessor sees them: five queries."""
    ids = [line.pk for line in lines]
    parts, tied = _parts(ids, person), interests.of([(person, pk) for pk in ids], now=now)
    rounds = {one.submission_id: one for one in _latest_sheets(ids)}
    opened = {one.pk: lead for one in rounds.values() if (lead := _opened_by(one))}
    names = people.names([*(one.assessor for one in rounds.values()), *opened.values()])
    found = []
    for line in lines:
        sheet = rounds.get(line.pk)
        lead = opened.get(sheet.pk) if sheet else None
        found.append(
            Queued(
                line,
                names.get(sheet.assessor, "") if sheet else "",
                names.get(lead or 0, ""),
                lead == person,
                why_not(parts.get(line.pk, set()), lead, person, tied=(person, line.pk) in tied),
            )
        )
    return found


def why_not(
    parts: set[str], lead: int | None, person: int, *, tied: bool
) -> tuple[Refusal | Caution, ...]:
    """Return why somebody may not assure a submission: the rules of opening, asked ahead."""
    return standing(
        (
            rules.lead_did_not_mark_it(marked="marked" in parts, reviewed="reviewed" in parts),
            rules.assured_by_who_opened_it(opened_by=lead or person, by=person),
            lead_has_no_interest(tied=tied),
        )
    )


def _parts(submissions: Iterable[int], person: int) -> dict[int, set[str]]:
    """Return what somebody has done with each of these submissions before."""
    rows = Involvement.objects.filter(submission_id__in=list(submissions), person=person)
    found: dict[int, set[str]] = {}
    for submission, part in rows.values_list("submission_id", "part"):
        found.setdefault(submission, set()).add(part)
    return found


def _latest_sheets(submissions: Iterable[int]) -> Iterable[MarkSheet]:
    """Return the last sheet handed over of each of these submissions."""
    rows = MarkSheet.objects.filter(
        submission_id__in=list(submissions), completed_at__isnull=False
    )
    latest = rows.order_by("submission_id", "-round").distinct("submission_id")
    return latest.prefetch_related(_standing())


def _standing() -> "Prefetch[Any, Any, Any]":
    """Have a sheet's assurance read with it, but for one taken back from its lead assessor."""
    counts = Assurance.objects.exclude(outcome=Assurance.Outcome.TAKEN_BACK)
    return Prefetch("assurances", counts, to_attr="standing")


def _assurance(sheet: MarkSheet) -> Assurance | None:
    """Return the assurance of a sheet that was read with ``_standing``, if there is one."""
    found: list[Assurance] = sheet.standing  # type: ignore[attr-defined]  # read there
    return found[0] if found else None


def _opened_by(sheet: MarkSheet) -> int | None:
    """Return who has a sheet open to assure it, if somebody has."""
    assurance = _assurance(sheet)
    if assurance is None or assurance.completed_at is not None:
        return None
    return assurance.lead


def page(
    asked: Mapping[str, str], person: int, wanted: queues.Wanted, *, now: datetime
) -> Page[Queued]:
    """Return one page of what waits for a lead assessor, the oldest clock first."""
    on = clock.london_day(now)
    found = queues.page(queues.waiting(Queue.LEAD), asked, wanted, on=on)
    return Page(queued(found.rows, person, now=now), found.after, found.before)


def next_for(person: int, most: int = 3) -> list[Marking]:
    """Return what somebody may open next, the oldest clock first; others may open it meanwhile."""
    own = Assurance.objects.filter(lead=person, completed_at__isnull=True)
    judged = Involvement.objects.filter(person=person, part__in=JUDGED)
    rows = (
        Marking.objects.filter(purpose=Marking.Purpose.FIRST)
        .filter(Q(state=M.MARKED) | Q(state=M.IN_QA, pk__in=own.values("sheet__marking_id")))
        .exclude(submission_id__in=judged.values("submission_id"))
        .exclude(interests.somebody_has(person))
        .select_related("submission")
        .order_by("submission__received_at", "pk")
    )
    return list(rows[:most])


@dataclass(frozen=True, slots=True)
class Views:
    """One marking with the assessor's last sheet, and what a lead assessor makes of it."""

    marking: Marking
    sheet: MarkSheet
    assessor: str
    assurance: Assurance | None
    lead: str
    outcomes: Sequence[Outcome]
    changes: Mapping[int, CriterionChange]
    result: Result | None
    why_not: Sequence[Refusal | Caution]


def views(reference: str, person: int, *, now: datetime) -> Views:
    """Return both views of a submission that was marked; raise where no sheet was handed over."""
    marking = work.found(reference)
    sheet: MarkSheet = (
        MarkSheet.objects.filter(marking=marking, completed_at__isnull=False)
        .prefetch_related(_standing())
        .latest("round")
    )
    assurance = _assurance(sheet)
    lead = assurance.lead if assurance else None
    names = people.names([sheet.assessor, lead])
    closed = assurance is not None and assurance.completed_at is not None
    changes = CriterionChange.objects.filter(assurance=assurance) if closed else ()
    mine = lead == person and marking.state == M.IN_QA
    parts = {} if mine else _parts([marking.submission_id], person)
    finalised = marking.state == M.FINALISED
    return Views(
        marking,
        sheet,
        names.get(sheet.assessor, ""),
        assurance,
        names.get(lead or 0, ""),
        work.outcomes(marking.submission.unit_id),
        {one.criterion_id: one for one in changes},
        Result.objects.filter(submission_id=marking.submission_id).latest("version")
        if finalised
        else None,
        why_not(
            parts.get(marking.submission_id, set()),
            lead if marking.state == M.IN_QA else None,
            person,
            tied=bool(interests.of([(person, marking.submission_id)], now=now)),
        ),
    )


def comments(found: Views) -> dict[int, str]:
    """Return the assessor's comments by outcome."""
    return sheets.comments_on(found.sheet)


def finalised(asked: Mapping[str, str], person: int) -> Page[Result]:
    """Return what somebody has finalised, the latest first."""
    window = keyset.asked_for(asked, LATEST)
    picked = window.limit(Result.objects.filter(finalised_by=person)).values("pk")
    rows = Result.objects.filter(pk__in=picked).select_related("submission__unit")
    return window.cut(list(rows.order_by(*window.order)), lambda one: str(one.pk))
