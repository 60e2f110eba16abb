"""All queues at a glance: how much waits in each, and the clock of what waits longest."""

from datetime import date

from django.db.models import CharField, Count, Value

from assessments.models import Marking, Result, Submission
from assessments.queries.queues import MARKING, RESULTS, UNCHECKED, Queue, faces_of, waiting
from assessments.states import M
from awarding.queries.clocks import Face


def counts() -> dict[Queue, int]:
    """Count what waits in each queue: three queries over partial indexes."""
    marking = Marking.objects.filter(purpose=Marking.Purpose.FIRST).exclude(state=M.FINALISED)
    marked = dict(marking.values_list("state").annotate(n=Count("pk")))
    results = Result.objects.filter(state__in=RESULTS.values())
    ready = dict(results.values_list("state").annotate(n=Count("pk")))
    return {
        Queue.CHECK: Submission.objects.filter(state__in=UNCHECKED).count(),
        **{queue: sum(marked.get(one, 0) for one in states) for queue, states in MARKING.items()},
        **{queue: ready.get(state, 0) for queue, state in RESULTS.items()},
    }


def oldest(queues: list[Queue], *, on: date) -> dict[Queue, Face]:
    """Return the clock of what waits longest in each of these queues: three queries for all."""
    firsts = [
        waiting(queue)
        .order_by("received_at", "pk")
        .annotate(queue=Value(str(queue), output_field=CharField()))
        .values_list("queue", "clock_id")[:1]
        for queue in queues
    ]
    if not firsts:
        return {}
    found = dict(firsts[0].union(*firsts[1:], all=True) if firsts[1:] else firsts[0])
    faces = faces_of(found.values(), on=on)
    return {Queue(queue): faces[clock] for queue, clock in found.items() if clock in faces}
