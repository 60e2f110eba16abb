"""What each registration of a learner has to show: its submissions, and the units still free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.models import Submission
from assessments.queries import tracker
from assessments.queries.tracker import Line
from assessments.rules.drafting import unit_is_free
from assessments.states import S
from awarding.models import Unit

MOST = 200


@dataclass(frozen=True, slots=True)
class Work:
    """The submissions of one registration, and the units a submission may be opened for."""

    lines: Sequence[Line]
    free: Sequence[Unit]


def work(registrations: Iterable[tuple[int, int]], *, on: date) -> dict[int, Work]:
    """Return the work of these registrations, each given with its qualification, by id."""
    wanted = dict(registrations)
    picked = Submission.objects.filter(registration_id__in=wanted).order_by("-made_at", "-pk")
    lines = tracker.lines(picked[:MOST].values("pk"), on=on)
    units = list(Unit.objects.filter(qualification_id__in=set(wanted.values())).order_by("code"))
    return {
        registration: _work(
            [line for line in lines if line.registration == registration],
            [unit for unit in units if unit.qualification_id == qualification],
        )
        for registration, qualification in wanted.items()
    }


def _work(lines: Sequence[Line], units: Iterable[Unit]) -> Work:
    last = {}
    for line in sorted(lines, key=lambda line: line.number):
        if line.state != S.WITHDRAWN:
            last[line.unit] = line
    return Work(lines, [unit for unit in units if _is_free(last.get(unit.pk))])


def _is_free(last: Line | None) -> bool:
    came_to = last.outcome if last else None
    return unit_is_free(came_to, any_before=last is not None) is None
