"""Finalised results on their way out: what may be released now, why not, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Result, Submission
from assessments.queries import queues, record, releasing
from assessments.queries.queues import Waiting, Wanted
from assessments.queries.releasing import ReleaseRow
from assessments.states import R, S
from awarding.kernel import clock
from awarding.kernel.grades import Grade
from awarding.models import OutboxMessage
from awarding.queries.keyset import Page

NOT_OUT = (R.FINALISED, R.SHEET_READY)


@dataclass(frozen=True, slots=True)
class Finalised:
    """One result with its submission and the facts that release asks about."""

    line: Waiting
    result: Result
    row: ReleaseRow


def page(asked: Mapping[str, str], wanted: Wanted, *, now: datetime) -> Page[Finalised]:
    """Return one page of results that are not out, the longest waiting first."""
    not_out = Result.objects.filter(state__in=NOT_OUT)
    rows = Submission.objects.filter(state=S.ACCEPTED, pk__in=not_out.values("submission_id"))
    found = queues.page(rows, asked, wanted, on=clock.london_day(now))
    results = Result.objects.filter(
        submission_id__in=[line.pk for line in found.rows], state__in=NOT_OUT
    )
    return Page(_joined(found.rows, list(results), now), found.after, found.before)


def these(results: Sequence[int], *, now: datetime) -> list[Finalised]:
    """Return these results as they are now, the longest waiting first."""
    rows = list(Result.objects.filter(pk__in=results))
    wanted = Submission.objects.filter(pk__in=[one.submission_id for one in rows])
    return _joined(queues.lines(wanted.values("pk"), on=clock.london_day(now)), rows, now)


def _joined(lines: Sequence[Waiting], results: Sequence[Result], now: datetime) -> list[Finalised]:
    facts = {row.result: row for row in releasing.rows_of([one.pk for one in results], now=now)}
    found = {one.submission_id: one for one in results}
    return [
        Finalised(line, found[line.pk], facts[found[line.pk].pk])
        for line in lines
        if line.pk in found
    ]


def deliveries(rows: Sequence[Finalised]) -> dict[int, OutboxMessage]:
    """Return the message to the registry of each of these results that passed."""
    return record.deliveries([one.result.pk for one in rows if one.result.outcome == Grade.PASS])
