"""The submissions that centres have sent to the body, the newest first, or found by name."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from assessments.models import Submission
from assessments.queries import own_marking, queues
from assessments.queries.queues import Waiting
from assessments.states import S
from awarding.queries import keyset
from awarding.queries.keyset import Key, Page
from centres.models import Learner
from centres.queries.learners import name_key
from centres.queries.registrations import starting_with

NEWEST = Key(descending=True)


def page(asked: Mapping[str, str], find: str, *, on: date) -> Page[Waiting]:
    """Return what was sent: one by its reference, a learner's, or all.

    What who acts is marking is not found by its learner's name.
    """
    rows = Submission.objects.exclude(state__in=[S.DRAFT])
    reference = "".join(find.split()).upper()
    if "-" in reference and any(letter.isdigit() for letter in reference):
        rows = rows.filter(reference=reference)
    elif start := name_key(find):
        rows = rows.exclude(own_marking.is_mine())
        learners = Learner.objects.filter(_named(start)).values("pk")
        rows = rows.filter(registration__learner__in=learners)
    window = keyset.asked_for(asked, NEWEST)
    picked = window.limit(rows).values("pk")
    return window.cut(queues.lines(picked, *window.order, on=on), lambda line: str(line.pk))


def _named(key: str) -> Q:
    """Return what a name meets whose start or a word starts so, either apostrophe alike."""
    wanted = Q()
    for one in {key.replace("’", "'"), key.replace("'", "’")}:
        wanted |= Q(**starting_with("name_key", one)) | Q(name_key__contains=f" {one}")
    return wanted
